"""The admin as a whole: its index, its doors, and how its searches name what they offer."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.i18n import JavaScriptCatalog

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
    """People sign in, and change their password, on the site's own pages."""

    site_header = site_title = settings.SITE_NAME
    enable_nav_sidebar = False

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """The menu, put together where it is shown: Django does so for each page, and it takes half of the
        page's time. Without the side bar only the index shows it."""
        return SimpleLazyObject(partial(super().get_app_list, request, app_label))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """What there is, and what the person did last, on the site and here."""
        context = {"latest": latest_of(acting_user(request))} | (extra_context or {})
        return super().index(request, context)

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """To the site's sign-in. Raises PermissionDenied for whoever is signed in and may not enter."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied(_("Your role does not open the administration."))
        return redirect_to_login(request.GET.get("next") or reverse("admin:index", current_app=self.name))

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("accounts:password-change")

    def i18n_javascript(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """What Django's scripts say, our own wording before Django's."""
        return JavaScriptCatalog.as_view()(request)

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return NamedChoices.as_view(admin_site=self)(request)
