"""The filter of the list of interviews, kept in the URL."""

from __future__ import annotations

from datetime import datetime

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interviews.common.filters import NarrowingFilterSet
from interviews.models import Interview, Position
from interviews.models.visibility import keeps_interviews


def start_of_today() -> datetime:
    """Midnight in the site's time zone."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


class InterviewFilter(NarrowingFilterSet):
    """``when`` is for everybody and begins with today; the rest is for people who keep interviews."""

    UPCOMING, PAST, CANCELLED = "upcoming", "past", "cancelled"
    WHEN = [(UPCOMING, _("Today and later")), (PAST, _("Earlier")), (CANCELLED, _("Cancelled"))]

    when = filters.ChoiceFilter(label=_("When"), choices=WHEN, method="filter_when", empty_label=None)
    candidate = filters.CharFilter(
        label=_("Candidate"),
        field_name="candidate__name",
        lookup_expr="icontains",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    position = filters.ModelChoiceFilter(
        label=_("Position"),
        field_name="candidate__position",
        queryset=Position.objects.all(),
        empty_label=_("All positions"),
    )
    member = filters.ModelChoiceFilter(
        label=_("Panel member"),
        field_name="members__user",
        queryset=User.objects.filter(panel_seats__isnull=False).distinct(),
        empty_label=_("Everybody"),
    )

    class Meta:
        model = Interview
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: QuerySet[Interview], request: HttpRequest) -> None:
        chosen = data.copy()
        if chosen.get("when") not in dict(self.WHEN):
            chosen["when"] = self.UPCOMING
        super().__init__(chosen, queryset, request=request)
        if not keeps_interviews(request.user):
            for name in ("candidate", "position", "member"):
                del self.filters[name]

    def filter_when(self, queryset: QuerySet[Interview], _name: str, value: str) -> QuerySet[Interview]:
        if value == self.CANCELLED:
            return queryset.filter(status=Interview.Status.CANCELLED).order_by("-starts_at", "-pk")
        taking_place = queryset.filter(status=Interview.Status.SCHEDULED)
        if value == self.PAST:
            return taking_place.filter(starts_at__lt=start_of_today()).order_by("-starts_at", "-pk")
        return taking_place.filter(starts_at__gte=start_of_today()).order_by("starts_at", "pk")
