"""The form that says for which candidate a set is looked at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.finding.choices import typed_in
from interviews.common.forms import CandidateChoiceField, ask_at, choice_field
from interviews.models import Candidate, QuestionSet


class ForCandidateForm(forms.Form):
    """``candidates``: those to choose from. Bound only where a name was typed and nobody chosen by it yet."""

    candidate = CandidateChoiceField(
        Candidate.objects.none(),
        label=_("For candidate"),
        required=False,
        empty_label=_("nobody in particular"),
        widget=CandidateChoiceField.widget(attrs={"autofocus": True}),
    )

    def __init__(
        self, query: Any, *, chosen: int, question_set: QuestionSet, candidates: QuerySet[Candidate]
    ) -> None:
        typed = query if typed_in(query, "candidate") and not chosen else None
        super().__init__(typed, initial={"candidate": chosen or None}, auto_id="known-to-%s")
        choice_field(self, "candidate").queryset = candidates
        ask_at(self, "candidate", reverse("interviews:set-candidate-choices", args=[question_set.pk]))
