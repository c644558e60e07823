"""The admin as a whole: its index, and how its searches name what they offer."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest
from django.template.response import TemplateResponse

from accounts.admin_base import SiteAdmin, acting_user
from accounts.admin_history import latest_of


class NamedChoices(AutocompleteJsonView):
    """Choices as their admin page names them: two candidates may have the same name."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        result = super().serialize_result(obj, to_field_name)
        if isinstance(self.model_admin, SiteAdmin):
            result["text"] = self.model_admin.choice_label(obj)
        return result


class Administration(AdminSite):
    site_header = site_title = settings.SITE_NAME
    enable_nav_sidebar = False

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """What there is, and what the person did last, on the site and here."""
        context = {"latest": latest_of(acting_user(request))} | (extra_context or {})
        return super().index(request, context)

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return NamedChoices.as_view(admin_site=self)(request)
