"""Interviews, their panels, letters and calendar addresses: to read. The blind don’t see letters that tell
who had not submitted."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.admin_base import ReadOnlyInline, acting_user
from interviews.admin.base import OpenAdmin, OwnAdmin
from interviews.models import (
    CalendarFeed,
    Focus,
    Interview,
    OutgoingMail,
    PanelMember,
)
from interviews.models.visibility import (
    InterviewQuerySet,
    OutgoingMailQuerySet,
)


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
        interviews = cast("InterviewQuerySet[Interview]", super().get_queryset(request))
        return interviews.visible_to(acting_user(request)).prefetch_related("members__user")

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
        visible = Interview.objects.visible_to(acting_user(request))
        return super().get_queryset(request).filter(interview__in=visible)

    @admin.display(description=_("starts at"), ordering="interview__starts_at")
    def starts_at(self, member: PanelMember) -> Any:
        return member.interview.starts_at


@admin.register(Focus)
class FocusAdmin(OpenAdmin):
    list_display = ["interview", "item", "member"]
    list_select_related = ["interview__candidate", "item", "member__user"]
    search_fields = ["interview__candidate__name", "member__user__name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Focus]:
        visible = Interview.objects.visible_to(acting_user(request))
        return super().get_queryset(request).filter(interview__in=visible)


@admin.register(OutgoingMail)
class OutgoingMailAdmin(OpenAdmin):
    list_display = ["created_at", "kind", "person", "interview", "state", "tries", "sent_at", "error"]
    list_filter = ["state", "kind"]
    list_select_related = ["person", "interview__candidate"]
    search_fields = ["person__name", "person__username", "interview__candidate__name"]
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        mails = cast("OutgoingMailQuerySet[OutgoingMail]", super().get_queryset(request))
        return mails.visible_to(acting_user(request))


@admin.register(CalendarFeed)
class CalendarFeedAdmin(OwnAdmin):
    list_display = ["user", "made_at", "read_at"]
    list_select_related = ["user"]
    fields = ["user", "made_at", "read_at"]
