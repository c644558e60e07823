"""Interviews in the admin. Positions and candidates are kept here too; all else is to read.

Who sees which rows is decided by ``visible_to``, for superusers as for everybody.
"""

import json
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.admin_base import AuditedAdmin, ReadOnlyInline, person
from interviews import (  # noqa: F401 (they register their models)
    admin_candidates,
    admin_company,
    admin_decisions,
    admin_mail,
    admin_panel,
    admin_practice,
    admin_review,
    admin_sets,
)
from interviews.admin_base import BlindAdmin, OpenAdmin
from interviews.candidates.services.candidates import PRIVATE
from interviews.models import (
    Candidate,
    Interview,
    Mark,
    PanelMember,
    Position,
    Response,
    Scorecard,
    ScoreChange,
    SubmittedVersion,
)
from interviews.models.visibility import InterviewQuerySet


@admin.register(Position)
class PositionAdmin(AuditedAdmin):
    fields = ["name", "note", "open"]
    list_display = ["name", "open", "candidate_count"]
    list_filter = ["open"]
    search_fields = ["name", "note"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Position]:
        return super().get_queryset(request).annotate(candidate_count=Count("candidates"))

    @admin.display(description=_("candidates"), ordering="candidate_count")
    def candidate_count(self, position: Any) -> int:
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


class PanelMemberInline(ReadOnlyInline):
    model = PanelMember
    fields = ["user", "lead", "withdrawn_at"]


@admin.register(Interview)
class InterviewAdmin(OpenAdmin):
    """To read: moving, panels and cancelling are done on the site."""

    list_display = ["candidate", "position", "starts_at", "minutes", "round", "sheet", "people", "status"]
    list_filter = ["status", ("candidate__position", RelatedOnlyFieldListFilter)]
    list_select_related = ["candidate__position", "sheet"]
    search_fields = [
        "candidate__name",
        "candidate__position__name",
        "sheet__name",
        "round",
        "members__user__name",
    ]
    date_hierarchy = "starts_at"
    fields = [
        "candidate",
        "sheet",
        "round",
        "starts_at",
        "minutes",
        "place",
        "note",
        "status",
        "cancel_reason",
        "created_by",
        "created_at",
    ]
    inlines = [PanelMemberInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Interview]:
        interviews = cast(InterviewQuerySet, super().get_queryset(request))
        return interviews.visible_to(person(request)).prefetch_related("members__user")

    @admin.display(description=_("position"))
    def position(self, interview: Interview) -> str:
        return str(interview.candidate.position)

    @admin.display(description=_("panel"))
    def people(self, interview: Interview) -> str:
        return ", ".join(str(member.user) for member in interview.sitting)

    def view_on_site(self, interview: Interview) -> str:
        return reverse("interviews:interview-detail", args=[interview.pk])


@admin.register(PanelMember)
class PanelMemberAdmin(OpenAdmin):
    list_display = ["user", "interview", "starts_at", "lead", "withdrawn_at"]
    list_filter = ["lead", "interview__status", ("user", RelatedOnlyFieldListFilter)]
    #: Not why somebody left: that is read on the site, by those who may.
    fields = ["interview", "user", "lead", "withdrawn_at", "withdrawn_by", "successor"]
    list_select_related = ["user", "interview__candidate"]
    search_fields = ["user__name", "user__username", "interview__candidate__name"]
    ordering = ["-interview__starts_at", "-lead", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PanelMember]:
        known = Interview.objects.visible_to(person(request))
        return super().get_queryset(request).filter(interview__in=known)

    @admin.display(description=_("starts at"), ordering="interview__starts_at")
    def starts_at(self, member: PanelMember) -> Any:
        return member.interview.starts_at


PERSON = ("member__user", RelatedOnlyFieldListFilter)
POSITION = ("member__interview__candidate__position", RelatedOnlyFieldListFilter)


@admin.register(Scorecard)
class ScorecardAdmin(BlindAdmin):
    list_display = ["candidate", "person", "status", "starts_at", "submitted_at"]
    list_filter = ["status", PERSON, POSITION]
    list_select_related = ["member__user", "member__interview__candidate"]
    search_fields = ["member__interview__candidate__name", "member__user__name", "member__user__username"]
    ordering = ["-member__interview__starts_at", "pk"]

    @admin.display(description=_("candidate"))
    def candidate(self, scorecard: Scorecard) -> str:
        return str(scorecard.member.interview.candidate)

    @admin.display(description=_("panel member"))
    def person(self, scorecard: Scorecard) -> str:
        return str(scorecard.member)

    @admin.display(description=_("starts at"), ordering="member__interview__starts_at")
    def starts_at(self, scorecard: Scorecard) -> Any:
        return scorecard.member.interview.starts_at

    def view_on_site(self, scorecard: Scorecard) -> str:
        return reverse("interviews:interview-result", args=[scorecard.member.interview_id])


@admin.register(Response)
class ResponseAdmin(BlindAdmin):
    list_display = ["scorecard", "item", "rating", "not_asked", "updated_at"]
    list_filter = ["not_asked", "item__rubric_kind", ("scorecard__member__user", RelatedOnlyFieldListFilter)]
    list_select_related = ["scorecard__member__user", "scorecard__member__interview__candidate", "item"]
    search_fields = [
        "item__code",
        "item__text",
        "scorecard__member__interview__candidate__name",
        "notes",
        "evidence",
    ]
    ordering = ["-scorecard__member__interview__starts_at", "scorecard", "item__position"]


@admin.register(Mark)
class MarkAdmin(BlindAdmin):
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


@admin.register(ScoreChange)
class ScoreChangeAdmin(BlindAdmin):
    list_display = ["at", "by", "scorecard", "item", "field", "value"]
    list_filter = ["at", ("by", RelatedOnlyFieldListFilter)]
    list_select_related = ["scorecard__member__user", "scorecard__member__interview__candidate", "item", "by"]
    search_fields = ["field", "item__code", "scorecard__member__interview__candidate__name", "by__name"]
    date_hierarchy = "at"
    ordering = ["-at", "pk"]


@admin.register(SubmittedVersion)
class SubmittedVersionAdmin(BlindAdmin):
    list_display = ["scorecard", "number", "submitted_at"]
    list_select_related = ["scorecard__member__user", "scorecard__member__interview__candidate"]
    list_filter = ["submitted_at", ("scorecard__member__user", RelatedOnlyFieldListFilter)]
    search_fields = ["scorecard__member__interview__candidate__name", "scorecard__member__user__name"]
    fields = ["scorecard", "number", "submitted_at", "sha256", "readable_content"]
    ordering = ["-submitted_at", "pk"]

    @admin.display(description=_("content"))
    def readable_content(self, version: SubmittedVersion) -> SafeString:
        return format_html("<pre>{}</pre>", json.dumps(version.content, ensure_ascii=False, indent=2))

    def view_on_site(self, version: SubmittedVersion) -> str:
        return reverse("interviews:scorecard-version", args=[version.scorecard_id, version.number])
