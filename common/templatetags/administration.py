"""The way from the site to the admin, and from one of its pages to another."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import template
from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.utils import unquote
from django.http import HttpRequest
from django.template import Context
from django.urls import Resolver404, resolve, reverse
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.inclusion_tag("components/admin_link.html", takes_context=True)
def admin_link(context: Context, obj: Any) -> dict[str, Any]:
    """A link to the object's page in the admin, for those who may open it there; else nothing.

    Whether they may see the object itself was asked by the view that shows it.
    """
    if getattr(obj, "pk", None) is None:
        return {}
    request, opts = context["request"], obj._meta
    try:
        model_admin = admin.site.get_model_admin(type(obj))
    except NotRegistered:
        return {}
    if not (admin.site.has_permission(request) and model_admin.has_view_permission(request, obj)):
        return {}
    return {"target": reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[obj.pk])}


_LINK = re.compile(r'<a href="(?P<place>[^"?]*/change/)[^"]*"[^>]*>(?P<text>.*?)</a>', re.DOTALL)


@register.simple_block_tag(takes_context=True)
def links_that_open(context: Context, content: SafeString) -> SafeString:
    """What stands between the tags, with text in place of the links to objects' pages in the admin that this
    person may not open: Django links every object that a page only shows."""
    closed = _closed(context["request"], {link["place"] for link in _LINK.finditer(content)})
    # All of it was escaped when it was rendered.
    return mark_safe(  # noqa: S308
        _LINK.sub(lambda link: link["text"] if link["place"] in closed else link[0], content)
    )


def _closed(request: HttpRequest, places: Iterable[str]) -> set[str]:
    """Those of the addresses that are an object's page in the admin and do not open to this person."""
    by_page: dict[Any, dict[str, str]] = defaultdict(dict)
    for place in places:
        try:
            match = resolve(place)
        except Resolver404:
            continue
        model_admin = getattr(match.func, "model_admin", None)
        if model_admin is not None:
            by_page[model_admin][unquote(match.kwargs["object_id"])] = place
    closed: set[str] = set()
    for model_admin, place_by_pk in by_page.items():
        open_pks = set()
        if model_admin.has_view_permission(request):
            rows = model_admin.get_queryset(request).filter(pk__in=place_by_pk)
            open_pks = {str(pk) for pk in rows.order_by().values_list("pk", flat=True)}
        closed |= {place for pk, place in place_by_pk.items() if pk not in open_pks}
    return closed
