"""The company's settings: changed by the service that the site calls."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.admin_acts import Note
from accounts.admin_base import ServiceAdmin, acting_user
from interviews.company.forms import GROUPS, CompanyForm
from interviews.company.services.company import change_company
from interviews.models import Company


@admin.register(Company)
class CompanyAdmin(ServiceAdmin):
    """One row, which is always there."""

    few_rows = True
    form = CompanyForm
    list_display = ["__str__", "approval_needed", "exposure_limit", "retention_months", "sends_mail"]
    search_fields = ["name"]

    def get_fieldsets(self, request: HttpRequest, obj: Company | None = None) -> Any:
        """The groups of the site's page."""
        without = set() if obj is not None and obj.logo else {"remove_logo"}
        if not self.has_change_permission(request, obj):
            without |= {"logo_file", "remove_logo"}
        return [
            (heading, {"description": about, "fields": [name for name in names if name not in without]})
            for heading, about, names in GROUPS
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def notes(self, request: HttpRequest, obj: Company | None = None) -> list[Note]:
        """Before anything was set there is no row to open here."""
        if obj is not None or Company.objects.exists():
            return []
        settings = (reverse("interviews:company"), _("Company settings"))
        return [Note(_("Nothing was set yet: the settings are what the site came with."), [settings])]

    def save_by_service(self, request: HttpRequest, obj: Company, form: Any, *, change: bool) -> Company:
        return change_company(
            actor=acting_user(request),
            changes=form.changes,
            logo=form.cleaned_data["logo_file"],
            remove_logo=form.cleaned_data.get("remove_logo", False),
        )

    def view_on_site(self, company: Company) -> str:
        return reverse("interviews:company")
