from django import template

from common import spacing

register = template.Library()
for tag in (spacing.gap, spacing.colon, spacing.bracketed):
    register.simple_tag(tag)
