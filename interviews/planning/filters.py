"""The filter of the list of interviews, kept in the URL."""

from __future__ import annotations

from datetime import datetime

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.finding.names import found_by
from interviews.common.filters import NarrowingFilterSet, PositionFilter
from interviews.common.forms import PersonChoiceField, ask_at, offer_positions
from interviews.common.waiting import Waits, awaiting
from interviews.models import Candidate, Interview, PanelMember, Position
from interviews.models.visibility import keeps_interviews
from qbank.models import Question


def start_of_today() -> datetime:
    """Midnight in the site's time zone."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def people_who_sat() -> QuerySet[User]:
    """Everybody who has or had a seat on a panel."""
    return User.objects.filter(Exists(PanelMember.objects.filter(user=OuterRef("pk"))))


#: In the address, where "" would mean all of them.
NOT_INVITED = "none"


class PersonFilter(filters.Filter):  # type: ignore[misc, unused-ignore] # untyped
    """By a person who is found by typing."""

    field_class = PersonChoiceField


class InterviewFilter(NarrowingFilterSet):
    """``when`` is for everybody and begins with today; the rest is for people who keep interviews."""

    UPCOMING, PAST, CANCELLED, ANY = "upcoming", "past", "cancelled", "any"
    WHEN = [
        (UPCOMING, _("Today and later")),
        (PAST, _("Earlier")),
        (CANCELLED, _("Called off")),
        (ANY, _("At any time")),
    ]

    when = filters.ChoiceFilter(label=_("When"), choices=WHEN, method="filter_when", empty_label=None)
    candidate = filters.CharFilter(
        label=_("Candidate"),
        method="filter_candidate",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    position = PositionFilter(
        label=_("Position"),
        field_name="candidate__position",
        queryset=Position.objects.all(),
        empty_label=_("All positions"),
    )
    reply = filters.ChoiceFilter(
        label=_("Candidate’s answer"),
        choices=[(value or NOT_INVITED, label) for value, label in Interview.Reply.choices],
        method="filter_reply",
        empty_label=_("All"),
    )
    waits = filters.ChoiceFilter(
        label=_("What waits"), choices=Waits.choices, method="filter_waits", empty_label=_("All")
    )
    member = PersonFilter(
        label=_("Panel member"),
        field_name="members__user",
        queryset=people_who_sat(),
        empty_label=_("Everybody"),
    )

    #: Without a field on the page: the page of a question leads here.
    question = filters.ModelChoiceFilter(
        queryset=Question.objects.all(), method="filter_question", widget=forms.HiddenInput
    )

    class Meta:
        model = Interview
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: QuerySet[Interview], request: HttpRequest) -> None:
        chosen = data.copy()
        if chosen.get("when") not in dict(self.WHEN):
            # What waits lies in the past as well.
            chosen["when"] = self.ANY if chosen.get("waits") in Waits.values else self.UPCOMING
        super().__init__(chosen, queryset, request=request)
        if not keeps_interviews(request.user):
            for name in ("candidate", "position", "reply", "waits", "member", "question"):
                del self.filters[name]
        else:
            offer_positions(self.form, "position")
            ask_at(self.form, "member", reverse("interviews:choose-person") + "?sat=1")

    def filter_candidate(self, queryset: QuerySet[Interview], _name: str, value: str) -> QuerySet[Interview]:
        return queryset.filter(candidate__in=found_by(Candidate.objects.all(), value))

    def filter_reply(self, queryset: QuerySet[Interview], _name: str, value: str) -> QuerySet[Interview]:
        return queryset.filter(reply="" if value == NOT_INVITED else value)

    def filter_waits(self, queryset: QuerySet[Interview], _name: str, value: str) -> QuerySet[Interview]:
        return queryset.filter(pk__in=awaiting(value, self.request.user).order_by().values("pk"))

    def filter_question(
        self, queryset: QuerySet[Interview], _name: str, value: Question
    ) -> QuerySet[Interview]:
        """Those that count as its uses: what was called off asks nothing."""
        return queryset.filter(status=Interview.Status.SCHEDULED, sheet__items__question=value)

    def filter_when(self, queryset: QuerySet[Interview], _name: str, value: str) -> QuerySet[Interview]:
        if value == self.CANCELLED:
            return queryset.exclude(status=Interview.Status.SCHEDULED).order_by("-starts_at", "-pk")
        if value == self.ANY:
            return queryset.order_by("-starts_at", "-pk")
        taking_place = queryset.filter(status=Interview.Status.SCHEDULED)
        if value == self.PAST:
            return taking_place.filter(starts_at__lt=start_of_today()).order_by("-starts_at", "-pk")
        return taking_place.filter(starts_at__gte=start_of_today()).order_by("starts_at", "pk")
