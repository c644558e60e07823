"""Why a result is closed to the reader: ``{{ interview|why_blind }}``."""

from django import template

from interviews.common import blindness

register = template.Library()
register.filter("blindness", blindness.blindness_of)
register.filter("why_blind", blindness.why_blind)
