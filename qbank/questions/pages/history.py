"""A question's history: who changed it when and why, and the differences word by word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from common.differences import DiffOperation, Stretch, shortened, word_differences
from qbank.models import Difficulty, Kind, Question, QuestionRevision, RubricKind, Status

#: Fields with one value, not a text: they are shown as changed as a whole.
_SINGLE_VALUES = {"code", "category", "status", "kind", "difficulty", "minutes", "rubric_kind"}
_CHOICES = {"kind": Kind, "difficulty": Difficulty, "status": Status, "rubric_kind": RubricKind}


@dataclass(frozen=True, slots=True)
class FieldDifference:
    label: str
    stretches: list[Stretch]


@dataclass(frozen=True, slots=True)
class RevisionChange:
    """A revision with its differences to the one before it; ``fields`` is empty for the first."""

    revision: QuestionRevision
    fields: list[FieldDifference]


def history(question: Question, limit: int | None = None) -> list[RevisionChange]:
    """The newest ``limit`` revisions (None: all), newest first. One query."""
    revisions = list(question.revisions.order_by("-number")[: limit and limit + 1])
    earlier = [*revisions, None][1:]
    changes = [
        RevisionChange(revision, content_differences(before.content, revision.content) if before else [])
        for revision, before in zip(revisions, earlier, strict=True)
    ]
    return changes[:limit]


def content_differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[FieldDifference]:
    """The fields that differ between two contents of revisions, in the order of the question's page."""
    return [
        FieldDifference(label, _stretches(key, old, new))
        for key, label in _labels().items()
        if (old := _as_text(key, before.get(key))) != (new := _as_text(key, after.get(key)))
    ]


def _stretches(key: str, old: str, new: str) -> list[Stretch]:
    if key in _SINGLE_VALUES:
        return [
            Stretch(DiffOperation.REMOVED, old),
            Stretch(DiffOperation.SAME, " → "),
            Stretch(DiffOperation.ADDED, new),
        ]
    return shortened(word_differences(old, new))


def _labels() -> dict[str, str]:
    return {
        "code": _("Code"),
        "category": _("Category"),
        "status": _("Status"),
        "text": _("Question"),
        "short_title": _("Short title"),
        "tags": _("Tags"),
        "kind": _("Kind"),
        "difficulty": _("Difficulty"),
        "minutes": _("Suggested minutes"),
        "rubric_kind": _("Rubric kind"),
        "competencies": _("Competencies"),
        "probes": _("Follow-up probes"),
        "answers": _("Reference answers"),
        "points": _("Rubric points"),
    }


def _as_text(key: str, value: Any) -> str:
    if value is None:
        return ""
    if key in _CHOICES:
        return str(dict(_CHOICES[key].choices).get(value, value))
    if key == "answers":
        return "\n\n".join(map(_answer, value))
    if key == "points":
        return "\n".join(map(_point, value))
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def _answer(answer: Mapping[str, Any]) -> str:
    return str(answer["text"]) + ("" if answer["complete"] else " " + _("(incomplete)"))


def _point(point: Mapping[str, Any]) -> str:
    parts = [point["text"]]
    if point["red_flag"]:
        parts.append(_("red flag"))
    else:
        parts.append(_("weight %(weight)s") % {"weight": point["weight"]})
    if point["level"]:
        parts.append(_("level %(level)s") % {"level": point["level"]})
    if point["quote"]:
        parts.append(f"“{point['quote']}”")
    return " · ".join(map(str, parts))
