"""Forms of the debrief and the decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interviews.models import Decision
from interviews.scoring import Scale


class AgreeForm(forms.Form):
    """The consensus on one question. ``seen``: the newest row its writer had before them, 0 for none."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    seen = forms.IntegerField(min_value=0, max_value=2**63 - 1, required=False)

    def __init__(self, data: Any = None, *, number: int, scale: Scale, keeps: bool) -> None:
        super().__init__(data, auto_id=f"agree-{number}-%s")
        self.number = number
        self._ratings = self.fields["rating"] = forms.TypedChoiceField(
            label=gettext("Consensus"),
            required=False,
            empty_value=None,
            coerce=self._rating(scale),
        )
        self.offer(scale, keeps=keeps)
        self.order_fields(["rating", "reason", "seen"])

    def offer(self, scale: Scale, *, keeps: bool) -> None:
        """The ratings to choose from; where a consensus is kept already, it can be taken back."""
        nothing = gettext("none: the mean counts again") if keeps else gettext("choose")
        self._ratings.choices = [("", nothing), *((str(rating), str(rating)) for rating in scale.ratings())]

    @staticmethod
    def _rating(scale: Scale) -> Any:
        known = {str(rating): rating for rating in scale.ratings()}
        return known.__getitem__


class DecisionForm(forms.Form):
    """What is decided and why. ``seen``: the hash of what the page was showing."""

    outcome = forms.ChoiceField(
        label=_("Decision"), choices=Decision.Outcome.choices, widget=forms.RadioSelect, required=False
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
