"""Ties, who leads which question, and what stands beside the sheet: to read."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.admin_base import ReadOnlyAdmin, person
from interviews.admin_base import BlindAdmin, OpenAdmin
from interviews.models import AsideChange, ExtraQuestion, Focus, HandoverNote, Interview, Tie
from interviews.models.visibility import HandoverNoteQuerySet, TieQuerySet


@admin.register(Tie)
class TieAdmin(ReadOnlyAdmin):
    list_display = ["person", "candidate", "kind", "declared_by", "declared_at", "withdrawn_at"]
    list_filter = ["kind", ("person", RelatedOnlyFieldListFilter)]
    list_select_related = ["person", "candidate", "declared_by"]
    search_fields = ["person__name", "candidate__name"]
    date_hierarchy = "declared_at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tie]:
        return cast(TieQuerySet, super().get_queryset(request)).visible_to(person(request))

    def view_on_site(self, tie: Tie) -> str:
        return reverse("interviews:candidate-detail", args=[tie.candidate_id])


@admin.register(Focus)
class FocusAdmin(OpenAdmin):
    list_display = ["interview", "item", "member"]
    list_select_related = ["interview__candidate", "item", "member__user"]
    search_fields = ["interview__candidate__name", "member__user__name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Focus]:
        known = Interview.objects.visible_to(person(request))
        return super().get_queryset(request).filter(interview__in=known)


class BesideTheSheetAdmin(BlindAdmin):
    list_select_related = ["scorecard__member__user", "scorecard__member__interview__candidate"]
    search_fields = ["scorecard__member__interview__candidate__name", "scorecard__member__user__name"]

    def view_on_site(self, row: Any) -> str:
        return reverse("interviews:interview-result", args=[row.scorecard.member.interview_id])


@admin.register(ExtraQuestion)
class ExtraQuestionAdmin(BesideTheSheetAdmin):
    list_display = ["scorecard", "short_text", "added_at", "removed"]
    list_filter = ["removed", ("scorecard__member__user", RelatedOnlyFieldListFilter)]
    ordering = ["-added_at", "pk"]

    @admin.display(description=_("question"))
    def short_text(self, extra: ExtraQuestion) -> str:
        return str(extra)


@admin.register(AsideChange)
class AsideChangeAdmin(BesideTheSheetAdmin):
    list_display = ["at", "by", "scorecard", "target", "field"]
    list_select_related = [*BesideTheSheetAdmin.list_select_related, "by"]
    list_filter = ["at", ("by", RelatedOnlyFieldListFilter)]
    ordering = ["-at", "pk"]


@admin.register(HandoverNote)
class HandoverNoteAdmin(ReadOnlyAdmin):
    list_display = ["scorecard", "updated_at"]
    list_select_related = BesideTheSheetAdmin.list_select_related
    search_fields = BesideTheSheetAdmin.search_fields
    ordering = ["-updated_at", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[HandoverNote]:
        return cast(HandoverNoteQuerySet, super().get_queryset(request)).visible_to(person(request))

    def view_on_site(self, note: HandoverNote) -> str:
        return reverse("interviews:interview-detail", args=[note.scorecard.member.interview_id])
