"""The company's settings: to read. The site's own page is where they are changed, checked and explained."""

from django.contrib import admin
from django.urls import reverse

from accounts.admin_base import ReadOnlyAdmin
from interviews.models import Company


@admin.register(Company)
class CompanyAdmin(ReadOnlyAdmin):
    few_rows = True
    list_display = ["name", "approval_needed", "exposure_limit", "retention_months", "sends_mail"]
    list_display_links = ["approval_needed", "name"]
    search_fields = ["name"]
    exclude = ["logo"]

    def view_on_site(self, company: Company) -> str:
        return reverse("interviews:company")
