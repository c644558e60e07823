"""Notes on candidates, erasures, and lists of candidates that were brought in: to read."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from accounts.admin_base import ReadOnlyAdmin, person
from interviews.models import (
    CandidateImport,
    CandidateImportRow,
    CandidateNote,
    Decision,
    ErasedSeal,
    Erasure,
)
from interviews.models.visibility import CandidateNoteQuerySet


@admin.register(CandidateNote)
class CandidateNoteAdmin(ReadOnlyAdmin):
    list_display = ["at", "candidate", "by_name"]
    list_select_related = ["candidate"]
    search_fields = ["candidate__name", "by_name"]
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CandidateNote]:
        return cast(CandidateNoteQuerySet, super().get_queryset(request)).visible_to(person(request))

    def view_on_site(self, note: CandidateNote) -> str:
        return reverse("interviews:candidate-detail", args=[note.candidate_id])


@admin.register(Erasure)
class ErasureAdmin(ReadOnlyAdmin):
    list_display = ["at", "candidate", "cause", "by_name"]
    list_select_related = ["candidate"]
    list_filter = ["cause"]
    search_fields = ["candidate__name", "by_name"]
    ordering = ["-pk"]


@admin.register(ErasedSeal)
class ErasedSealAdmin(ReadOnlyAdmin):
    """Of decisions the person may read."""

    list_display = ["decision", "erasure", "sha256"]
    list_select_related = ["decision__interview__candidate", "erasure__candidate"]
    search_fields = ["sha256", "erasure__candidate__name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(decision__in=Decision.objects.visible_to(person(request)))


@admin.register(CandidateImport)
class CandidateImportAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "name", "status", "created_by"]
    list_select_related = ["created_by"]
    list_filter = ["status"]
    search_fields = ["name"]
    exclude = ["content"]
    ordering = ["-pk"]


@admin.register(CandidateImportRow)
class CandidateImportRowAdmin(ReadOnlyAdmin):
    list_display = ["batch", "number", "choice", "candidate"]
    list_select_related = ["batch", "candidate"]
    list_filter = ["choice"]
    search_fields = ["batch__name", "candidate__name"]
    ordering = ["-pk"]
