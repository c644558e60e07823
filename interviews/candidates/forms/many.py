"""What is to be done with many candidates at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interviews.candidates.services.tags import read_tags
from interviews.common.forms import PositionChoiceField, offer_positions
from interviews.models import CandidateTag, CandidateTagging, Position


class ManyCandidatesForm(forms.Form):
    """A new position, tags to give and a tag to take. ``seen``: a fingerprint of whom its reader chose."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    position = PositionChoiceField(
        Position.objects.none(),
        label=_("Move to the position"),
        required=False,
        empty_label=_("As it is"),
    )
    add = forms.CharField(
        label=_("Give tags"),
        required=False,
        max_length=400,
        help_text=_("Several with commas between. Seen by HR only."),
        widget=forms.TextInput(attrs={"list": "known-tags", "autocomplete": "off"}),
    )
    remove = forms.ModelChoiceField(
        CandidateTag.objects.filter(Exists(CandidateTagging.objects.filter(tag=OuterRef("pk")))),
        label=_("Take a tag off"),
        required=False,
        empty_label=_("None"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_positions(self, "position", Position.objects.filter(open=True))

    def clean_add(self) -> str:
        text: str = self.cleaned_data["add"]
        read_tags(text)
        return text

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not any(data.get(name) for name in ("position", "add", "remove")):
            raise ValidationError(gettext("Choose what is to change."))
        return data
