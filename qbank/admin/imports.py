"""Spreadsheet imports in the admin, read-only: the site's own pages enforce the rules."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from accounts.admin_base import ReadOnlyAdmin
from qbank.models import ImportBatch, ImportFile, ImportRow, SavedMapping


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    """Imports, read-only: they are previewed, applied and undone on the site."""

    few_rows = True
    list_display = ["name", "status", "created_at", "created_by", "applied_at", "undone_at"]
    list_filter = ["status", "created_at"]
    list_select_related = ["created_by"]
    search_fields = ["name", "sha256"]

    def view_on_site(self, batch: ImportBatch) -> str:
        return reverse("qbank:import-detail", args=[batch.pk])


@admin.register(ImportFile)
class ImportFileAdmin(ReadOnlyAdmin):
    """Without the content: it is long and binary."""

    list_display = ["batch"]
    list_select_related = ["batch"]
    search_fields = ["batch__name"]
    exclude = ["content"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportFile]:
        return super().get_queryset(request).defer("content")

    def view_on_site(self, file: ImportFile) -> str:
        return reverse("qbank:import-detail", args=[file.batch_id])


@admin.register(ImportRow)
class ImportRowAdmin(ReadOnlyAdmin):
    list_display = ["batch", "number", "code", "verdict", "decision", "outcome"]
    list_display_links = ["number"]
    list_filter = ["verdict", "decision", "outcome"]
    list_select_related = ["batch"]
    search_fields = ["code", "batch__name"]
    exclude = ["question", "text_key"]

    def view_on_site(self, row: ImportRow) -> str:
        return reverse("qbank:import-detail", args=[row.batch_id])


@admin.register(SavedMapping)
class SavedMappingAdmin(ReadOnlyAdmin):
    few_rows = True
    list_display = ["__str__", "changed_at", "changed_by"]
    list_filter = ["changed_at"]
    list_select_related = ["changed_by"]
    search_fields = ["header"]
