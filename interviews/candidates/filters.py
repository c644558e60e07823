"""The filter of the list of candidates, kept in the URL."""

from __future__ import annotations

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.finding.names import found_by
from interviews.common.filters import NarrowingFilterSet, PositionFilter
from interviews.common.forms import offer_positions
from interviews.models import Candidate, CandidateImport, CandidateTag, CandidateTagging, Interview, Position


class CandidateFilter(NarrowingFilterSet):
    """``interviews``: those for whom none is planned though their position is open, or one lies ahead."""

    NONE, COMING = "none", "coming"

    q = filters.CharFilter(
        label=_("Name, e-mail or phone"), method="search", widget=forms.TextInput(attrs={"type": "search"})
    )
    position = PositionFilter(
        label=_("Position"), queryset=Position.objects.all(), empty_label=_("All positions")
    )
    tag = filters.ModelChoiceFilter(
        label=pgettext_lazy("a word", "Tag"),
        queryset=CandidateTag.objects.filter(Exists(CandidateTagging.objects.filter(tag=OuterRef("pk")))),
        method="filter_tag",
        empty_label=_("All tags"),
    )
    interviews = filters.ChoiceFilter(
        label=_("Interviews"),
        choices=[(NONE, _("Not scheduled yet")), (COMING, _("Scheduled"))],
        method="filter_interviews",
        empty_label=_("All candidates"),
    )

    #: Without a field on the page: the page of imported lists leads here.
    brought_in = filters.ModelChoiceFilter(
        field_name="import_rows__batch",
        queryset=CandidateImport.objects.all(),
        widget=forms.HiddenInput,
        distinct=True,
    )

    class Meta:
        model = Candidate
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: QuerySet[Candidate], request: HttpRequest) -> None:
        super().__init__(data, queryset, request=request)
        offer_positions(self.form, "position")

    def search(self, queryset: QuerySet[Candidate], _name: str, value: str) -> QuerySet[Candidate]:
        return found_by(queryset, value)

    def filter_tag(
        self, queryset: QuerySet[Candidate], _name: str, value: CandidateTag
    ) -> QuerySet[Candidate]:
        given = CandidateTagging.objects.visible_to(self.request.user).filter(tag=value)
        return queryset.filter(pk__in=given.values("candidate"))

    def filter_interviews(self, queryset: QuerySet[Candidate], _name: str, value: str) -> QuerySet[Candidate]:
        planned = Interview.objects.filter(candidate=OuterRef("pk"), status=Interview.Status.SCHEDULED)
        if value == self.NONE:
            return queryset.filter(~Exists(planned), position__open=True)
        return queryset.filter(Exists(planned.filter(starts_at__gt=timezone.now())))


def narrowing(given: QueryDict) -> str:
    """The part of a list's address by which it is narrowed, to be handed on."""
    kept = QueryDict(mutable=True)
    for name in CandidateFilter.base_filters:
        if value := given.get(name):
            kept[name] = value
    return kept.urlencode()
