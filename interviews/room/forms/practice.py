"""Scoring a sample answer: by HR, for the reference, and by whoever practises."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.concurrent_edits import ConcurrentEditMixin
from common.numbers import format_decimal
from interviews.models import PracticeSample, SheetItem
from interviews.room.services.changes import MAX_TEXT
from interviews.room.services.practice import points_of
from interviews.scoring import Mark, Scale


class JudgementForm(forms.Form):
    """A rating of the scale and a mark for every point of one question."""

    def __init__(self, *args: Any, item: SheetItem, scale: Scale, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item, self.scale = item, scale
        for point in self.points:
            self.fields[f"mark_{point.pk}"] = forms.ChoiceField(
                label=point.text,
                choices=self._marks(point.red_flag),
                widget=forms.RadioSelect,
                error_messages={"required": _("Mark this point.")},
            )
        self.fields["rating"] = forms.ChoiceField(
            label=_("Rating"),
            choices=[
                ("", _("Choose")),
                *((format_decimal(rating), format_decimal(rating)) for rating in scale.ratings()),
            ],
            error_messages={"required": _("Choose a rating.")},
        )

    @cached_property
    def points(self) -> Sequence[Any]:
        return points_of(self.item)

    @staticmethod
    def _marks(red_flag: bool) -> list[tuple[str, str]]:
        if red_flag:
            return [(Mark.MET, _("Appeared")), (Mark.MISSED, _("Did not appear"))]
        return [(Mark.MET, _("Met")), (Mark.PARTLY, _("Partly")), (Mark.MISSED, _("Missed"))]

    def mark_fields(self) -> list[tuple[Any, forms.BoundField]]:
        """(point, its field), in the order of the points."""
        return [(point, self[f"mark_{point.pk}"]) for point in self.points]

    @property
    def judgement(self) -> tuple[Decimal, dict[str, str]]:
        """The rating, and the marks by point id. Ask only when the form is valid."""
        marks = {str(point.pk): self.cleaned_data[f"mark_{point.pk}"] for point in self.points}
        return Decimal(self.cleaned_data["rating"]), marks


class SampleForm(ConcurrentEditMixin, JudgementForm):
    """HR's reference: the written answer, its marks and rating, and why."""

    answer = forms.CharField(max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 8}))
    explanation = forms.CharField(
        max_length=MAX_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, sample: PracticeSample, **kwargs: Any) -> None:
        if sample.pk is not None:
            kwargs["initial"] = {
                "answer": sample.answer,
                "explanation": sample.explanation,
                "rating": format_decimal(sample.rating),
                **{f"mark_{pk}": mark for pk, mark in sample.marks.items()},
            }
        super().__init__(*args, item=sample.item, edited=sample, **kwargs)
        self.sample = sample
        self.fields["answer"].label = _("Sample answer")
        self.fields["answer"].help_text = _(
            "What a candidate might say. Best are one strong, one middling and one weak answer."
        )
        self.fields["explanation"].label = _("Why it is rated so")
        self.fields["explanation"].help_text = _("Shown to the scorer afterwards, beside their own rating.")

    def filled(self) -> PracticeSample:
        """The sample with what was entered, not stored. Ask only when the form is valid."""
        self.sample.answer = self.cleaned_data["answer"]
        self.sample.explanation = self.cleaned_data["explanation"]
        self.sample.rating, self.sample.marks = self.judgement
        return self.sample
