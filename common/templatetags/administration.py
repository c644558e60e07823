"""The way from a page of the site to the page of the same thing in the admin."""

from typing import Any

from django import template
from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.template import Context
from django.urls import reverse

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
