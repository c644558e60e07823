"""The form of a tie."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interviews.common.forms import PersonChoiceField, ask_at, panel_choices
from interviews.models import Tie


class TieForm(forms.Form):
    """A tie of anybody, declared by HR on the candidate's page."""

    person = PersonChoiceField(User.objects.none(), label=_("Person"), empty_label=_("Choose a person"))
    kind = forms.ChoiceField(label=_("Tie"), choices=[("", _("Choose the tie")), *Tie.Kind.choices])
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Seen by HR only."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = panel_choices()  # type: ignore[attr-defined]
        ask_at(self, "person", reverse("interviews:choose-person"))
