"""``{% csrf_token %}``, as every form that writes has it, with the form's own token beside it.

Built in (``OPTIONS["builtins"]`` of the settings), so it stands in place of Django's wherever a template is
rendered, the admin's included: no form can forget it.
"""

from __future__ import annotations

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common.sent_forms import FIELD, token_for

register = template.Library()


class FormTokensNode(CsrfTokenNode):
    """Django's hidden field against forged requests, and ours against sending twice."""

    def render(self, context: Context) -> SafeString:
        against_forgery = SafeString(super().render(context))
        request = context.get("request")
        if not against_forgery or request is None:
            return against_forgery
        return against_forgery + format_html(
            '<input type="hidden" name="{}" value="{}">', FIELD, token_for(request)
        )


@register.tag
def csrf_token(_parser: Parser, _token: Token) -> FormTokensNode:
    return FormTokensNode()
