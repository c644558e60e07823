"""Positions and candidates can be edited here; notes, ties and imported lists can only be read."""

from __future__ import annotations

from typing import TypedDict, cast

from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import WithAnnotations

from accounts.admin_base import AuditedAdmin, ReadOnlyAdmin, acting_user
from interviews.candidates.services.candidates import PRIVATE
from interviews.models import (
    Candidate,
    CandidateImport,
    CandidateImportRow,
    CandidateNote,
    Position,
    Tie,
)
from interviews.models.visibility import (
    CandidateNoteQuerySet,
    TieQuerySet,
)


class CandidateCount(TypedDict):
    """What the list of positions adds to each."""

    candidate_count: int


@admin.register(Position)
class PositionAdmin(AuditedAdmin):
    fields = ["name", "note", "open"]
    list_display = ["name", "open", "candidate_count"]
    list_filter = ["open"]
    search_fields = ["name", "note"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Position]:
        positions: QuerySet[Position] = super().get_queryset(request)
        return positions.annotate(candidate_count=Count("candidates"))

    @admin.display(description=_("candidates"), ordering="candidate_count")
    def candidate_count(self, position: WithAnnotations[Position, CandidateCount]) -> int:
        return position.candidate_count


@admin.register(Candidate)
class CandidateAdmin(AuditedAdmin):
    private = PRIVATE
    list_display = ["name", "position", "email", "phone", "created_at"]
    list_filter = ["position__open", "position"]
    list_select_related = ["position"]
    search_fields = ["name", "email", "phone", "position__name"]
    readonly_fields = ["created_at"]
    date_hierarchy = "created_at"

    def has_change_permission(self, request: HttpRequest, obj: Candidate | None = None) -> bool:
        """Nobody gives somebody whose data was erased a name again."""
        return not (obj and obj.erased) and super().has_change_permission(request, obj)

    def view_on_site(self, candidate: Candidate) -> str:
        return reverse("interviews:candidate-detail", args=[candidate.pk])


@admin.register(CandidateNote)
class CandidateNoteAdmin(ReadOnlyAdmin):
    list_display = ["at", "candidate", "by_name"]
    list_select_related = ["candidate"]
    search_fields = ["candidate__name", "by_name"]
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CandidateNote]:
        notes = cast("CandidateNoteQuerySet[CandidateNote]", super().get_queryset(request))
        return notes.visible_to(acting_user(request))

    def view_on_site(self, note: CandidateNote) -> str:
        return reverse("interviews:candidate-detail", args=[note.candidate_id])


@admin.register(Tie)
class TieAdmin(ReadOnlyAdmin):
    list_display = ["person", "candidate", "kind", "declared_by", "declared_at", "withdrawn_at"]
    list_filter = ["kind", ("person", RelatedOnlyFieldListFilter)]
    list_select_related = ["person", "candidate", "declared_by"]
    search_fields = ["person__name", "candidate__name"]
    date_hierarchy = "declared_at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tie]:
        return cast("TieQuerySet[Tie]", super().get_queryset(request)).visible_to(acting_user(request))

    def view_on_site(self, tie: Tie) -> str:
        return reverse("interviews:candidate-detail", args=[tie.candidate_id])


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
