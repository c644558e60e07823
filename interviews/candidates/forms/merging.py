"""Two entries of one person: finding the other one, and which value stands."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from interviews.candidates.services.merging import CHOSEN, column_of, state_of
from interviews.common.forms import CandidateChoiceField, ask_at, choice_field
from interviews.models import Candidate

STAYING, GOING = "staying", "going"


def others_than(candidate: Candidate) -> QuerySet[Candidate]:
    """The entries that may be the same person as this one."""
    rows = Candidate.objects.filter(erased_at__isnull=True).exclude(pk=candidate.pk)
    return rows.select_related("position").order_by("sort_key", "pk")


class OtherEntryForm(forms.Form):
    """Which other entry is the same person."""

    other = CandidateChoiceField(
        Candidate.objects.none(), label=_("Same person as"), empty_label=_("Choose a candidate")
    )

    def __init__(self, data: Any = None, *, candidate: Candidate) -> None:
        super().__init__(data)
        choice_field(self, "other").queryset = others_than(candidate)
        ask_at(self, "other", reverse("interviews:candidate-merge-choices", args=[candidate.pk]))


class MergeForm(forms.Form):
    """A choice for each value in which the entries differ; ``settled``: (label, value) of the others.

    ``seen``: a fingerprint of what its reader saw.
    """

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, candidate: Candidate, other: Candidate) -> None:
        super().__init__(data, initial={"seen": state_of(candidate, other)})
        self.settled: list[tuple[str, str]] = []
        for key, columns in CHOSEN.items():
            label = capfirst(column_of(columns[0]).verbose_name)
            ours, theirs = _shown(candidate, key), _shown(other, key)
            if ours and theirs and ours != theirs:
                self.fields[key] = forms.ChoiceField(
                    label=label,
                    choices=[(STAYING, ours), (GOING, theirs)],
                    initial=STAYING,
                    widget=forms.RadioSelect,
                )
            elif ours or theirs:
                self.settled.append((str(label), ours or theirs))

    def take(self) -> dict[str, bool]:
        """What is to be as the other entry has it."""
        return {key: self.cleaned_data.get(key) == GOING for key in CHOSEN}

    def choices(self) -> list[forms.BoundField]:
        """The fields in which the entries differ."""
        return [self[name] for name in self.fields if name != "seen"]


def _shown(candidate: Candidate, key: str) -> str:
    if key == "keep":
        until = candidate.keep_until
        return f"{date_format(until, 'DATE_FORMAT')} · {candidate.keep_reason}" if until else ""
    return str(getattr(candidate, key))
