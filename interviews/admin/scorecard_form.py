"""A scorecard as a plain form: every question with its fields, each with the change it was opened on.

What the form would change is found as for forms that come back from paper
(interviews/paper/filled/changes.py) and is written by the same service as a browser's changes, so that a page
that was left open behaves like a second device: what it says is kept beside what another has written
meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.numbers import format_decimal
from interviews.paper.filled.changes import (
    EMPTY,
    MARK,
    PROBES,
    Difference,
    FieldKey,
    FieldState,
    field_states,
    find_differences,
)
from interviews.paper.filled.words import NOT_ASKED
from interviews.paper.pages.type_in import text_labels
from interviews.room.pages.scorecard import PageItem, PagePoint
from interviews.room.services.changes import MAX_TEXT, InvalidChangeError, read_text
from interviews.room.services.state import TEXT_FIELDS, ResponseState, SheetRules
from interviews.scoring import Mark

_SALT = "interviews.admin-scorecard"
#: What a choice between versions says instead of a version's id.
LATER, HERE = "", "here"
MARKS = [
    (Mark.MET, gettext_lazy("Met")),
    (Mark.PARTLY, gettext_lazy("Partly")),
    (Mark.MISSED, gettext_lazy("Missed")),
    ("", gettext_lazy("Not marked")),
]


class UnknownBasisError(Exception):
    """What came with the form was not signed for this seat: it can't be said what the form was opened on."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a page's fields said when it was made. ``form`` is the page's own id; ``others`` are the versions
    that were kept beside a field."""

    form: str
    fields: Mapping[FieldKey, FieldState]
    others: Mapping[FieldKey, tuple[str, ...]]

    @classmethod
    def unknown(cls) -> Basis:
        """Nothing is known: whatever the form says is kept beside what is recorded."""
        return cls(str(uuid4()), {}, {})

    @classmethod
    def of(cls, states: Mapping[int, ResponseState]) -> Basis:
        """What is recorded now."""
        others = {
            (item_id, key): versions.others
            for item_id, state in states.items()
            for key, versions in state.heads.items()
            if versions.others
        }
        return cls(str(uuid4()), field_states(states), others)

    @classmethod
    def read(cls, token: str, seat: int) -> Basis:
        """What sign() has signed for this seat. Raises UnknownBasisError for anything else."""
        try:
            payload = signing.loads(token, salt=_SALT)
        except signing.BadSignature as error:
            raise UnknownBasisError from error
        if payload["seat"] != seat:
            raise UnknownBasisError
        return cls(
            payload["form"],
            {(item, name): FieldState(value, head) for item, name, value, head in payload["fields"]},
            {(item, key): tuple(others) for item, key, others in payload["others"]},
        )

    def sign(self, seat: int) -> str:
        """For the page to send back with the form."""
        payload = {
            "seat": seat,
            "form": self.form,
            "fields": [[item, name, state.value, state.head] for (item, name), state in self.fields.items()],
            "others": [[item, key, others] for (item, key), others in self.others.items()],
        }
        return signing.dumps(payload, salt=_SALT, compress=True)


class RecordedText(forms.Field):
    """A text exactly as it was typed, by the rules and in the sentences of the scoring service."""

    def __init__(self, *, label: str, initial: str, rows: int) -> None:
        area = forms.Textarea(attrs={"rows": rows, "maxlength": MAX_TEXT})
        super().__init__(label=label, initial=initial, widget=area, required=False)

    def clean(self, value: Any) -> str:
        try:
            return read_text((value or "").replace("\r\n", "\n"))
        except InvalidChangeError as error:
            raise ValidationError(str(error)) from error


@dataclass(frozen=True, slots=True)
class PointField:
    """A rubric point with its field, and the choice between its versions where there are several."""

    point: PagePoint
    field: BoundField
    choice: BoundField | None


@dataclass(frozen=True, slots=True)
class OtherField:
    """Any other field, in the same way."""

    name: str
    field: BoundField
    choice: BoundField | None


class ResponseForm(forms.Form):
    """One question. ``kept`` says of its fields with several versions what can be chosen: (id, words)."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        page: PageItem,
        rules: SheetRules,
        basis: Basis,
        kept: Mapping[str, Sequence[tuple[str, str]]],
    ) -> None:
        super().__init__(data, prefix=f"q{page.item.pk}")
        self.page, self.rules, self.basis, self.kept = page, rules, basis, kept
        for point in (*page.points, *page.flags):
            self.fields[f"mark-{point.id}"] = self._mark_field(point)
        self._add_rating()
        if page.item.probes:
            self.fields[PROBES] = forms.MultipleChoiceField(
                choices=[(str(number), probe) for number, probe in enumerate(page.item.probes)],
                required=False,
                label=_("Follow-up probes"),
                widget=forms.CheckboxSelectMultiple,
                initial=self._stood(PROBES).split(","),
            )
        for name, label in text_labels().items():
            if page.flags or name != "flag_note":
                rows = 6 if name == "notes" else 2
                self.fields[name] = RecordedText(label=label, initial=self._stood(name), rows=rows)
        for key, others in kept.items():
            self.fields[f"choice-{key}"] = forms.ChoiceField(
                choices=[
                    (LATER, _("Decide later")),
                    (HERE, _("Keep the text above") if key in TEXT_FIELDS else _("Keep what stands above")),
                    *others,
                ],
                required=False,
                label=_("This was changed in two places. Both are kept: choose which one counts."),
                widget=forms.RadioSelect,
                initial=LATER,
            )

    def _mark_field(self, point: PagePoint) -> forms.Field:
        stood = self._stood(f"{MARK}{point.id}")
        if point.red_flag:
            ticked = stood in (Mark.MET, Mark.PARTLY)
            return forms.BooleanField(required=False, label=point.text, initial=ticked)
        return forms.ChoiceField(
            choices=MARKS, required=False, label=point.text, widget=forms.RadioSelect, initial=stood
        )

    def _add_rating(self) -> None:
        rating = self._stood("rating")
        values = [format_decimal(step) for step in self.rules.ratings]
        self.fields["rating"] = forms.ChoiceField(
            choices=[("", "–"), *zip(values, values, strict=True)],
            required=False,
            label=_("Rating"),
            initial="" if rating == NOT_ASKED else rating,
        )
        self.fields["not_asked"] = forms.BooleanField(
            required=False, label=_("Not asked"), initial=rating == NOT_ASKED
        )

    def _stood(self, name: str) -> str:
        return self.basis.fields.get((self.page.item.pk, name), EMPTY).value or ""

    # What it says

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("rating") and cleaned.get("not_asked"):
            self.add_error("rating", _("Rated, and not asked as well: take one of them away."))
        elif not self.errors:
            changed = {difference.key[1] for difference in self.differences()}
            for key, choice in self.choices().items():
                if choice != HERE and key in changed:
                    self.add_error(
                        f"choice-{key}",
                        _("You changed this field and chose another version of it: take one of them back."),
                    )
        return cleaned

    def values(self) -> dict[FieldKey, str | None]:
        """What the fields say, in the words of interviews/paper/filled/. What was not sent says nothing."""
        cleaned, item_id = self.cleaned_data, self.page.item.pk
        if self.add_prefix("rating") not in self.data:
            return {}
        values: dict[FieldKey, str | None] = {
            (item_id, f"{MARK}{point.id}"): self._mark(point)
            for point in (*self.page.points, *self.page.flags)
        }
        values[item_id, "rating"] = NOT_ASKED if cleaned["not_asked"] else cleaned["rating"] or None
        if PROBES in cleaned:
            values[item_id, PROBES] = ",".join(sorted(cleaned[PROBES], key=int)) or None
        for name in TEXT_FIELDS:
            if self.add_prefix(name) in self.data and name in cleaned:
                values[item_id, name] = cleaned[name] or None
        return values

    def _mark(self, point: PagePoint) -> str | None:
        value = self.cleaned_data[f"mark-{point.id}"]
        return (str(Mark.MET) if value else None) if point.red_flag else value or None

    def differences(self) -> list[Difference]:
        """What it would change of what it was opened on."""
        return find_differences(self.values(), self.basis.fields, self.basis.fields, self.rules)

    def choices(self) -> dict[str, str]:
        """What was chosen between versions: HERE or a version's id, by the field's key."""
        chosen = {key: self.cleaned_data.get(f"choice-{key}", LATER) for key in self.kept}
        return {key: choice for key, choice in chosen.items() if choice != LATER}

    # What a page shows

    @property
    def points(self) -> list[PointField]:
        return self._point_fields(self.page.points)

    @property
    def flags(self) -> list[PointField]:
        return self._point_fields(self.page.flags)

    def _point_fields(self, points: Iterable[PagePoint]) -> list[PointField]:
        return [
            PointField(point, self[f"mark-{point.id}"], self._choice(f"{MARK}{point.id}")) for point in points
        ]

    @property
    def verdict(self) -> OtherField:
        return OtherField("rating", self["rating"], self._choice("rating"))

    @property
    def asked_probes(self) -> OtherField | None:
        return OtherField(PROBES, self[PROBES], self._choice(PROBES)) if PROBES in self.fields else None

    @property
    def texts(self) -> list[OtherField]:
        """What the candidate said first: that is written first."""
        names = sorted(text_labels(), key=lambda name: name != "notes")
        return [OtherField(name, self[name], self._choice(name)) for name in names if name in self.fields]

    def _choice(self, key: str) -> BoundField | None:
        return self[f"choice-{key}"] if key in self.kept else None
