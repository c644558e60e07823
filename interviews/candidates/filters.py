"""The filter of the list of candidates, kept in the URL."""

from __future__ import annotations

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from interviews.common.filters import NarrowingFilterSet
from interviews.models import Candidate, Position


class CandidateFilter(NarrowingFilterSet):
    q = filters.CharFilter(
        label=_("Name, e-mail or phone"), method="search", widget=forms.TextInput(attrs={"type": "search"})
    )
    position = filters.ModelChoiceFilter(
        label=_("Position"), queryset=Position.objects.all(), empty_label=_("All positions")
    )

    class Meta:
        model = Candidate
        fields: list[str] = []

    def search(self, queryset: QuerySet[Candidate], _name: str, value: str) -> QuerySet[Candidate]:
        return queryset.filter(
            Q(name__icontains=value) | Q(email__icontains=value) | Q(phone__icontains=value)
        )
