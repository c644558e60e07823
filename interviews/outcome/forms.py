"""Forms of the debrief and the decision."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interviews.models import Decision
from interviews.scoring import Scale


def _rating_parser(scale: Scale) -> Callable[[str], Decimal]:
    """What turns a chosen value into its rating."""
    return {str(rating): rating for rating in scale.ratings()}.__getitem__


class ConsensusForm(forms.Form):
    """The consensus on one question. ``consensus``: the one that counts, None for none; ``seen``: id of the
    newest row when the page was loaded, 0 for none."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    seen = forms.IntegerField(min_value=0, max_value=2**63 - 1, required=False)

    def __init__(self, data: Any = None, *, number: int, scale: Scale, consensus: Decimal | None) -> None:
        initial = {"rating": "" if consensus is None else str(consensus)}
        super().__init__(data, auto_id=f"agree-{number}-%s", initial=initial)
        self.number = number
        self._ratings = self.fields["rating"] = forms.TypedChoiceField(
            label=gettext("Consensus"),
            required=False,
            empty_value=None,
            coerce=_rating_parser(scale),
        )
        self.offer_ratings(scale, has_consensus=consensus is not None)
        self.order_fields(["rating", "reason", "seen"])

    def offer_ratings(self, scale: Scale, *, has_consensus: bool) -> None:
        """The ratings to choose from; an existing consensus can also be taken back."""
        empty_label = gettext("none: the mean counts again") if has_consensus else gettext("choose")
        self._ratings.choices = [
            ("", empty_label),
            *((str(rating), str(rating)) for rating in scale.ratings()),
        ]


class DecisionForm(forms.Form):
    """What is decided and why. ``seen``: the hash of what the page was showing."""

    outcome = forms.ChoiceField(
        label=_("Decision"), choices=Decision.Outcome.choices, widget=forms.RadioSelect, required=False
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
