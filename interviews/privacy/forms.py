"""Forms about a candidate's data: keeping it longer, erasing it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.concurrent_edits import ConcurrentEditMixin
from interviews.models import Candidate

#: Nobody's data is kept for longer at once than this many years.
LONGEST_YEARS = 5


class EraseForm(forms.Form):
    """The name typed once more: an erasure can't be taken back."""

    name = forms.CharField(
        label=_("Type the candidate’s name to confirm"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, candidate: Candidate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidate = candidate

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if " ".join(name.split()).casefold() != " ".join(self.candidate.name.split()).casefold():
            raise ValidationError(gettext("This is not the candidate’s name. Nothing was erased."))
        return name


class KeepForm(ConcurrentEditMixin, forms.Form):
    """Until when a candidate's data is kept though the retention time is over, and why."""

    keep_until = forms.DateField(
        label=_("Keep until"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    keep_reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_keep_until(self) -> date:
        until: date = self.cleaned_data["keep_until"]
        today = timezone.localdate()
        if until <= today:
            raise ValidationError(gettext("Choose a day that lies ahead."))
        if until.year > today.year + LONGEST_YEARS:
            raise ValidationError(
                gettext("Choose a day within the next %(years)s years.") % {"years": LONGEST_YEARS}
            )
        return until
