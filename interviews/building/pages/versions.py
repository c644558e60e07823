"""Two versions of a sheet side by side, in the words of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from common.differences import DiffOperation, Stretch
from interviews.building.rules.differences import CommonEntry, Comparison, Entry, changed_values, compare
from interviews.building.services.publishing import FrozenSheet, item_content
from interviews.models import Sheet, SheetItem, SheetPoint
from qbank.questions.pages.history import FieldDifference, content_differences

#: What of an item's copy is its content; the rest is its place, weight and minutes.
_CONTENT = (
    "code",
    "text",
    "category",
    "kind",
    "difficulty",
    "rubric_kind",
    "competencies",
    "probes",
    "answers",
    "points",
)


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """A question that is on both versions and differs: what of its place, and what of its content."""

    pair: CommonEntry
    fields: list[FieldDifference]

    @property
    def before(self) -> Entry:
        return self.pair.before

    @property
    def after(self) -> Entry:
        return self.pair.after


@dataclass(frozen=True, slots=True)
class Differences:
    """All that differs. ``head``: name, planned time, scale."""

    comparison: Comparison
    head: list[FieldDifference]
    changed: list[ChangedItem]

    @property
    def none(self) -> bool:
        return self.comparison.same and not self.head


def sheet_differences(before: FrozenSheet, after: FrozenSheet) -> Differences:
    """How the later version, published or about to be, differs from the earlier one. No query."""
    comparison = compare(_entries(before), _entries(after))
    changed = [ChangedItem(pair, _fields(pair) if pair.reworded else []) for pair in comparison.changed]
    return Differences(comparison, _head(before.sheet, after.sheet), changed)


def _fields(pair: CommonEntry) -> list[FieldDifference]:
    return content_differences(pair.before.content, pair.after.content)


def _entries(frozen: FrozenSheet) -> list[Entry]:
    return [
        Entry(
            key=item.question_id,
            position=item.position,
            section=item.section,
            weight=item.weight,
            minutes=item.minutes,
            content=_content(item, points),
        )
        for item, points in frozen.items
    ]


def _content(item: SheetItem, points: list[SheetPoint]) -> dict[str, Any]:
    content = item_content(item, points)
    return {name: content[name] for name in _CONTENT}


def _head(before: Sheet, after: Sheet) -> list[FieldDifference]:
    labels = _labels()
    return [
        FieldDifference(labels.get(name, name), _replaced(old, new))
        for name, old, new in changed_values(_values(before), _values(after))
    ]


def _values(sheet: Sheet) -> dict[str, str]:
    """What a sheet says besides its questions, each value as text."""
    scale = dict(sheet.scale)
    bands = scale.pop("bands", [])
    values = {"name": sheet.name, "planned_minutes": str(sheet.planned_minutes)}
    values["scale_name"] = sheet.scale_name
    values |= {name: str(value) for name, value in scale.items()}
    values["bands"] = _("; ").join(f"{band['name']} ≥ {band['lower']}" for band in bands)
    return values


def _labels() -> dict[str, str]:
    return {
        "name": _("Name"),
        "planned_minutes": _("Planned minutes"),
        "scale_name": _("Rating scale"),
        "minimum": _("Lowest rating"),
        "maximum": _("Highest rating"),
        "step": _("Step of the ratings"),
        "evidence_at_or_below": _("Evidence needed at or below"),
        "evidence_from": _("Evidence needed from"),
        "floor": _("Disqualifying floor"),
        "band_base": _("Points the bands are counted on"),
        "bands": _("Bands"),
        "lowest_band": _("Lowest band"),
    }


def _replaced(old: str | None, new: str | None) -> list[Stretch]:
    stretches = [Stretch(DiffOperation.REMOVED, old or "—"), Stretch(DiffOperation.SAME, " → ")]
    return [*stretches, Stretch(DiffOperation.ADDED, new or "—")]
