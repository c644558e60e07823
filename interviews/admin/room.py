"""What was recorded while scoring and beside the sheet, and what people practised: to read.

Who sees which rows is decided by ``visible_to``, for superusers as for everybody.
"""

import json
from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.admin_acts import SeenRelatedFilter
from accounts.admin_base import ReadOnlyAdmin, acting_user
from interviews.admin.base import BlindAdmin, OwnAdmin
from interviews.models import (
    AsideChange,
    ExtraQuestion,
    HandoverNote,
    Mark,
    NoteSnippet,
    PracticeAttempt,
    PracticeCard,
    PracticeSample,
    Response,
    ScoreChange,
    SubmittedVersion,
)
from interviews.models.visibility import (
    HandoverNoteQuerySet,
)


@admin.register(Response)
class ResponseAdmin(BlindAdmin):
    list_tells = True
    list_display = ["scorecard", "item", "rating", "not_asked", "updated_at"]
    list_filter = ["not_asked", "item__rubric_kind", ("scorecard__member__user", SeenRelatedFilter)]
    list_select_related = ["scorecard__member__user", "scorecard__member__interview__candidate", "item"]
    search_fields = [
        "item__code",
        "item__text",
        "scorecard__member__interview__candidate__name",
        "notes",
        "evidence",
    ]
    ordering = ["-scorecard__member__interview__starts_at", "scorecard", "item__position"]

    def view_on_site(self, response: Response) -> str:
        return reverse("interviews:interview-detail", args=[response.scorecard.member.interview_id])


@admin.register(Mark)
class MarkAdmin(BlindAdmin):
    list_tells = True
    list_display = ["scorecard", "point", "value"]
    list_filter = ["value", "point__red_flag"]
    list_select_related = [
        "response__scorecard__member__user",
        "response__scorecard__member__interview__candidate",
        "point",
    ]
    search_fields = ["point__text", "response__scorecard__member__interview__candidate__name"]

    @admin.display(description=_("scorecard"))
    def scorecard(self, mark: Mark) -> str:
        return str(mark.response.scorecard)

    def view_on_site(self, mark: Mark) -> str:
        return reverse("interviews:interview-detail", args=[mark.response.scorecard.member.interview_id])


@admin.register(ScoreChange)
class ScoreChangeAdmin(BlindAdmin):
    list_tells = True
    list_display = ["at", "by", "scorecard", "item", "field", "value"]
    list_filter = ["at", ("by", SeenRelatedFilter)]
    list_select_related = ["scorecard__member__user", "scorecard__member__interview__candidate", "item", "by"]
    search_fields = ["field", "item__code", "scorecard__member__interview__candidate__name", "by__name"]
    ordering = ["-at", "pk"]

    def view_on_site(self, change: ScoreChange) -> str:
        return reverse("interviews:interview-detail", args=[change.scorecard.member.interview_id])


@admin.register(SubmittedVersion)
class SubmittedVersionAdmin(BlindAdmin):
    list_display = ["scorecard", "number", "submitted_at"]
    list_select_related = ["scorecard__member__user", "scorecard__member__interview__candidate"]
    list_filter = ["submitted_at", ("scorecard__member__user", SeenRelatedFilter)]
    search_fields = ["scorecard__member__interview__candidate__name", "scorecard__member__user__name"]
    fields = ["scorecard", "number", "submitted_at", "sha256", "readable_content"]
    ordering = ["-submitted_at", "pk"]

    @admin.display(description=_("content"))
    def readable_content(self, version: SubmittedVersion) -> SafeString:
        return format_html("<pre>{}</pre>", json.dumps(version.content, ensure_ascii=False, indent=2))

    def view_on_site(self, version: SubmittedVersion) -> str:
        return reverse("interviews:scorecard-version", args=[version.scorecard_id, version.number])


class BesideTheSheetAdmin(BlindAdmin):
    list_select_related = ["scorecard__member__user", "scorecard__member__interview__candidate"]
    search_fields = ["scorecard__member__interview__candidate__name", "scorecard__member__user__name"]

    def view_on_site(self, row: Any) -> str:
        return reverse("interviews:interview-result", args=[row.scorecard.member.interview_id])


@admin.register(ExtraQuestion)
class ExtraQuestionAdmin(BesideTheSheetAdmin):
    list_tells = True
    list_display = ["scorecard", "short_text", "added_at", "removed"]
    list_filter = ["removed", ("scorecard__member__user", SeenRelatedFilter)]
    ordering = ["-added_at", "pk"]

    @admin.display(description=_("question"))
    def short_text(self, extra: ExtraQuestion) -> str:
        return str(extra)


@admin.register(AsideChange)
class AsideChangeAdmin(BesideTheSheetAdmin):
    list_display = ["at", "by", "scorecard", "target", "field"]
    list_select_related = [*BesideTheSheetAdmin.list_select_related, "by"]
    list_filter = ["at", ("by", SeenRelatedFilter)]
    ordering = ["-at", "pk"]


@admin.register(HandoverNote)
class HandoverNoteAdmin(ReadOnlyAdmin):
    list_display = ["scorecard", "updated_at"]
    list_select_related = BesideTheSheetAdmin.list_select_related
    search_fields = BesideTheSheetAdmin.search_fields
    ordering = ["-updated_at", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[HandoverNote]:
        notes = cast("HandoverNoteQuerySet[HandoverNote]", super().get_queryset(request))
        return notes.visible_to(acting_user(request))

    def view_on_site(self, note: HandoverNote) -> str:
        return reverse("interviews:interview-detail", args=[note.scorecard.member.interview_id])


@admin.register(PracticeCard)
class PracticeCardAdmin(ReadOnlyAdmin):
    list_display = ["sheet", "asked"]
    list_select_related = ["sheet"]
    list_filter = ["asked"]
    search_fields = ["sheet__name"]

    def view_on_site(self, card: PracticeCard) -> str:
        return reverse("interviews:practice-card", args=[card.sheet_id])


@admin.register(PracticeSample)
class PracticeSampleAdmin(ReadOnlyAdmin):
    list_display = ["card", "item", "rating"]
    list_select_related = ["card__sheet", "item"]
    search_fields = ["answer", "item__code"]

    def view_on_site(self, sample: PracticeSample) -> str:
        return reverse("interviews:practice-card", args=[sample.card.sheet_id])


@admin.register(PracticeAttempt)
class PracticeAttemptAdmin(OwnAdmin):
    list_display = ["at", "card"]
    list_select_related = ["card__sheet"]
    search_fields = ["card__sheet__name"]

    def view_on_site(self, attempt: PracticeAttempt) -> str:
        return reverse("interviews:practice-attempt", args=[attempt.pk])


@admin.register(NoteSnippet)
class NoteSnippetAdmin(OwnAdmin):
    list_display = ["text"]
    search_fields = ["text"]
