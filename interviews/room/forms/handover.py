"""The hand-over note outside the scoring page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from interviews.room.services.changes import MAX_TEXT


class HandoverForm(forms.Form):
    """The hand-over note outside the scoring page. ``base``: its last change when the form was opened;
    ``settles``: the ids of the versions that the text held besides, with commas."""

    text = forms.CharField(
        label=_("What should the next interviewer verify?"),
        required=False,
        max_length=MAX_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    base = forms.UUIDField(required=False, widget=forms.HiddenInput)
    settles = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_settles(self) -> list[str]:
        """The ids, as a change names them."""
        return [change_id for change_id in self.cleaned_data["settles"].split(",") if change_id]
