"""The texts of letters, and one letter before it is sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interviews.letters.rules.placeholders import LetterText
from interviews.letters.services.writing import LONGEST_TEXT, LetterDraft
from interviews.models import LetterKind, LetterLanguage


class _TextForm(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 18, "class": "letter-text"}),
    )

    def text(self) -> LetterText:
        return LetterText(self.cleaned_data["subject"], self.cleaned_data["body"].replace("\r\n", "\n"))


class LetterTextForm(_TextForm):
    """The company's own text of a letter. ``opened_on``: the text that the form was opened on."""

    opened_on = forms.CharField(max_length=64, widget=forms.HiddenInput)


class LetterForm(_TextForm):
    """A letter to one candidate, filled in. ``seen``: what it rests on, as its sender saw it."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, draft: LetterDraft) -> None:
        initial = {
            "subject": draft.text.subject,
            "body": draft.text.body,
            "seen": draft.about,
        }
        super().__init__(data, initial=initial)


class ChosenLetterForm(forms.Form):
    """Which letter, in which language."""

    kind = forms.ChoiceField(label=_("Letter"))
    language = forms.ChoiceField(label=_("Language"), choices=LetterLanguage.choices)

    def __init__(self, kinds: list[LetterKind], chosen: LetterDraft) -> None:
        super().__init__(initial={"kind": chosen.kind.value, "language": chosen.language.value})
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
