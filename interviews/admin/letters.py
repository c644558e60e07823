"""Letters and calendar addresses: to read. The blind don’t see letters that tell who had not submitted, or
what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_acts import Act
from accounts.admin_base import acting_user
from accounts.models import User
from interviews.admin.base import OpenAdmin, OwnAdmin
from interviews.models import CalendarFeed, CandidateLetter, LetterTemplate, OutgoingMail
from interviews.models.visibility import CandidateLetterQuerySet, OutgoingMailQuerySet
from interviews.planning.services import delivery


def _resend(actor: User, mail: OutgoingMail, data: Mapping[str, Any]) -> str:
    delivery.resend(actor=actor, mail=mail)
    return _("The letter is sent again within a minute.")


@admin.register(OutgoingMail)
class OutgoingMailAdmin(OpenAdmin):
    list_display = [
        *("created_at", "kind", "person", "interview", "question_set", "state", "tries", "sent_at", "error")
    ]
    list_filter = ["state", "kind"]
    list_select_related = ["person", "interview__candidate", "question_set"]
    search_fields = ["person__name", "person__username", "interview__candidate__name", "question_set__name"]
    ordering = ["-pk"]
    acts = [
        Act(
            name="resend",
            label=gettext_lazy("Send again"),
            run=_resend,
            check=delivery.check_may_resend,
            fits=lambda user, mail: mail.state == OutgoingMail.State.FAILED,
        )
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        mails = cast("OutgoingMailQuerySet[OutgoingMail]", super().get_queryset(request))
        return mails.visible_to(acting_user(request))

    def view_on_site(self, mail: OutgoingMail) -> str:
        if mail.interview_id is None:
            return reverse("interviews:set-publish", args=[mail.question_set_id])
        return reverse("interviews:interview-detail", args=[mail.interview_id])


@admin.register(CalendarFeed)
class CalendarFeedAdmin(OwnAdmin):
    list_display = ["user", "made_at", "read_at"]
    list_select_related = ["user"]
    fields = ["user", "made_at", "read_at"]

    def view_on_site(self, feed: CalendarFeed) -> str:
        return reverse("interviews:calendar")


@admin.register(CandidateLetter)
class CandidateLetterAdmin(OpenAdmin):
    list_display = ["created_at", "kind", "interview", "language", "state", "tries", "sent_at", "error"]
    list_filter = ["state", "kind", "language"]
    list_select_related = ["interview__candidate"]
    fields = [
        *("interview", "kind", "language", "address", "subject", "body", "sent_by"),
        *("created_at", "state", "tries", "sent_at", "error"),
    ]
    search_fields = ["interview__candidate__name", "address"]
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        letters = cast("CandidateLetterQuerySet[CandidateLetter]", super().get_queryset(request))
        return letters.visible_to(acting_user(request))

    def view_on_site(self, letter: CandidateLetter) -> str:
        return reverse("interviews:letter-detail", args=[letter.pk])


@admin.register(LetterTemplate)
class LetterTemplateAdmin(OpenAdmin):
    """Changed on the site, where the text is shown as the candidate reads it."""

    list_display = ["kind", "language", "subject", "changed_at", "changed_by"]
    list_filter = ["kind", "language"]
    list_select_related = ["changed_by"]
    search_fields = ["subject", "body"]

    def view_on_site(self, template: LetterTemplate) -> str:
        return reverse("interviews:letter-template-edit", args=[template.kind, template.language])
