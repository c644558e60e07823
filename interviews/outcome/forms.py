"""Forms of the debrief and the decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from interviews.common.forms import PositionChoiceField, offer_positions
from interviews.models import Decision, Position
from interviews.outcome.services.results_export import Wanted
from interviews.scoring import Scale


def _rating_parser(scale: Scale) -> Callable[[str], Decimal]:
    """What turns a chosen value into its rating."""
    return {str(rating): rating for rating in scale.ratings()}.__getitem__


class ConsensusForm(forms.Form):
    """The consensus on one question. ``consensus``: the one that counts, None for none; ``seen``: id of the
    newest row when the page was loaded, 0 for none; ``seen_ratings``: of its ratings."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 1})
    )
    seen = forms.IntegerField(min_value=0, max_value=2**63 - 1, required=False)
    seen_ratings = forms.CharField(max_length=64, required=False)

    def __init__(
        self, data: Any = None, *, number: int, scale: Scale, consensus: Decimal | None, reason: str = ""
    ) -> None:
        initial = {"rating": "" if consensus is None else str(consensus), "reason": reason}
        super().__init__(data, auto_id=f"agree-{number}-%s", initial=initial)
        self.number = number
        self.fields["rating"] = forms.TypedChoiceField(
            label=gettext("Consensus"),
            required=False,
            empty_value=None,
            coerce=_rating_parser(scale),
            choices=[("", ""), *((str(rating), str(rating)) for rating in scale.ratings())],
        )
        self.order_fields(["rating", "reason", "seen", "seen_ratings"])


class DecisionForm(forms.Form):
    """What is decided and why. ``seen``: the hash of what the page was showing."""

    outcome = forms.ChoiceField(
        label=_("Decision"), choices=Decision.Outcome.choices, widget=forms.RadioSelect, required=False
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class DayField(forms.DateField):
    """A day of a period, chosen from a calendar. No computation with it leaves what dates can be."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            validators=[MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2999, 12, 31))],
            **options,
        )


class ResultsForm(forms.Form):
    """Which results a file is to hold: of a position, or of a period."""

    position = PositionChoiceField(
        Position.objects.none(), label=_("Position"), required=False, empty_label=_("All positions")
    )
    since = DayField(label=pgettext_lazy("of a period", "From"))
    until = DayField(label=pgettext_lazy("of a period", "Until"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_positions(self, "position")

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or {}
        if not self.errors:
            since, until = chosen.get("since"), chosen.get("until")
            if not chosen.get("position") and not (since and until):
                raise forms.ValidationError(gettext("Choose a position, or the first and the last day."))
            if since and until and since > until:
                self.add_error("until", gettext("The last day comes before the first."))
        return chosen

    def wanted(self) -> Wanted:
        return Wanted(**self.cleaned_data)
