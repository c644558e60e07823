"""A row of an import as the preview shows it: verdict, differences, what is wrong, what can be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from common.differences import DiffOperation, Stretch, word_differences
from qbank.imports.forms import FIELD_CHOICES
from qbank.imports.services.rejected import sentence
from qbank.models import Difficulty, ImportRow, Question
from qbank.questions.pages.history import FieldDifference, content_differences
from qbank.questions.services.revisions import question_content
from qbank.spreadsheets.columns.mapping import NAME_FIELDS, ColumnMapping, Field

Verdict, Decision = ImportRow.Verdict, ImportRow.Decision

LOOKS = {
    Verdict.NEW: "on",
    Verdict.CHANGED: "on",
    Verdict.SAME: "",
    Verdict.REPEATED: "",
    Verdict.SIMILAR: "warn",
    Verdict.ERROR: "flag",
}
#: Remarks on what was put in order: they are said, and there is nothing to do about them.
IN_ORDER = {"number-off", "unprintable", "other-code", "not-ready", "quote-lost"}
FILLED_DOWN = "filled-down"
#: What is compared of two questions that look alike.
COMPARED = ("category", "text", "answers", "points")
#: What is called more briefly in a chip than in a sentence.
SHORT = {Verdict.SIMILAR: pgettext_lazy("verdict", "Looks alike")}


def short(verdict: str) -> str:
    """A verdict as its chip says it."""
    return str(SHORT.get(Verdict(verdict), Verdict(verdict).label))


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """A value that can be given a meaning for the whole file; ``count``: rows that wait for it."""

    field: str
    text: str
    choices: list[tuple[str, str]]
    creates: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell that can be mended in place. ``options``: what it may say, where that is one of a few."""

    id: str
    column: int
    name: str
    text: str
    in_file: str
    mended: bool
    errors: list[str]
    remarks: list[str]
    options: list[str]
    value: UnknownValue | None = None

    @property
    def said(self) -> bool:
        return bool(self.errors or self.remarks)


@dataclass(frozen=True, slots=True)
class RowView:
    """``question`` is the one it changes, is or resembles; ``whole`` says that every cell is shown."""

    number: int
    verdict: str
    look: str
    decided: str
    left_out: bool
    text: list[Stretch]
    category: str
    difficulty: str
    filled_down: bool
    facts: list[str]
    question: Question | None
    similarity: int | None
    repeats: int | None
    differences: list[FieldDifference]
    problems: list[str]
    cells: list[CellView]
    choices: list[tuple[str, str, bool]]
    whole: bool

    @property
    def similar(self) -> bool:
        return self.similarity is not None and self.question is not None

    @property
    def changed_names(self) -> str:
        return _(", ").join(one.label for one in self.differences)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What all rows of a file share: its columns, and names the bank knows."""

    names: Sequence[str]
    mapping: ColumnMapping
    categories: Sequence[str] = ()
    competencies: Sequence[str] = ()
    #: {field: {value that is not known by itself: how many rows of the file say it}}
    unknown: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def choices(self, wanted: Field) -> list[tuple[str, str]]:
        """What a value of a field can mean: (code or name, what it is called)."""
        if wanted in FIELD_CHOICES:
            return [(code, str(label)) for code, label in FIELD_CHOICES[wanted]]
        names = self.categories if wanted == Field.CATEGORY else self.competencies
        return [(name, name) for name in names]

    def name(self, column: int) -> str:
        return self.names[column] if column < len(self.names) else f"#{column + 1}"


def row_views(rows: Iterable[ImportRow], sheet: Sheet, *, whole: bool = False) -> list[RowView]:
    """``whole`` shows every cell, else only those somebody should look at."""
    return [_row_view(row, sheet, whole) for row in rows]


def _row_view(row: ImportRow, sheet: Sheet, whole: bool) -> RowView:
    draft = row.draft or {}
    similar = row.verdict == Verdict.SIMILAR
    of_row = [one for one in row.problems if one["column"] is None or one["code"] in IN_ORDER]
    return RowView(
        number=row.number,
        verdict=short(row.verdict),
        look=LOOKS[Verdict(row.verdict)],
        decided=str(Decision(row.decision).label) if row.decision else "",
        left_out=row.decision == Decision.LEAVE,
        text=_text(row, draft, sheet),
        category=draft.get("category") or _as_read(row, sheet, Field.CATEGORY),
        difficulty=_difficulty(row, draft, sheet),
        filled_down=any(problem["code"] == FILLED_DOWN for problem in row.problems),
        facts=[*_facts(draft), *(sentence(one).rstrip(".。") for one in of_row if not one["error"])],
        question=row.question,
        similarity=row.similarity if similar else None,
        repeats=row.repeats,
        differences=_differences(row, draft),
        problems=[sentence(problem) for problem in of_row if problem["error"]],
        cells=_cells(row, sheet, whole),
        choices=_choices(row),
        whole=whole,
    )


def _differences(row: ImportRow, draft: dict[str, Any]) -> list[FieldDifference]:
    """Word by word against the question it changes or resembles."""
    if row.question is None or row.verdict not in (Verdict.CHANGED, Verdict.SIMILAR) or not draft:
        return []
    before = question_content(row.question)
    if row.verdict == Verdict.SIMILAR and row.decision != Decision.CHANGE:
        return content_differences(before, before | {name: draft[name] for name in COMPARED if draft[name]})
    # The question itself stands above, with its changes.
    above = {"text": before["text"]} if row.verdict == Verdict.CHANGED else {}
    return content_differences(before, draft | above)


def _text(row: ImportRow, draft: dict[str, Any], sheet: Sheet) -> list[Stretch]:
    """The question; for one that changes, with its changes."""
    text = draft.get("text") or _as_read(row, sheet, Field.TEXT)
    if row.verdict == Verdict.CHANGED and row.question is not None:
        return word_differences(row.question.text, text)
    return [Stretch(DiffOperation.SAME, text)] if text else []


def _as_read(row: ImportRow, sheet: Sheet, wanted: Field) -> str:
    """What the file says where no question could be made of the row."""
    cells = row.cells | row.mended
    return next(
        (cells.get(str(column), "") for column, one in sheet.mapping.columns.items() if one == wanted), ""
    )


def _difficulty(row: ImportRow, draft: dict[str, Any], sheet: Sheet) -> str:
    code = draft.get("difficulty")
    unknown = any(problem["code"] == "unknown-difficulty" for problem in row.problems)
    if unknown or code not in Difficulty.values:
        return _as_read(row, sheet, Field.DIFFICULTY)
    return str(Difficulty(code).label)


def _facts(draft: dict[str, Any]) -> list[str]:
    """What else the row brings, counted."""
    answers, points = len(draft.get("answers", ())), len(draft.get("points", ()))
    facts = []
    if answers:
        facts.append(ngettext("%(n)d answer", "%(n)d answers", answers) % {"n": answers})
    if points:
        facts.append(ngettext("%(n)d rubric point", "%(n)d rubric points", points) % {"n": points})
    return facts


def _choices(row: ImportRow) -> list[tuple[str, str, bool]]:
    """What a person may decide about the row: (decision, button, whether it is so already)."""
    if row.verdict in (Verdict.SIMILAR, Verdict.REPEATED):
        offered = [(Decision.TAKE, _("Import as new")), (Decision.LEAVE, _("Leave out"))]
        if row.verdict == Verdict.SIMILAR:
            offered.insert(1, (Decision.CHANGE, _("Change that one")))
        return [(decision, label, row.decision == decision) for decision, label in offered]
    if row.decision:
        return [(Decision.UNDECIDED, _("Take it in again"), False)]
    return [(Decision.LEAVE, _("Leave out"), False)] if row.verdict in (Verdict.NEW, Verdict.CHANGED) else []


def _cells(row: ImportRow, sheet: Sheet, whole: bool) -> list[CellView]:
    """The cells with problems, and those mended; with ``whole`` all that are read."""
    problems: dict[int, list[Mapping[str, Any]]] = {}
    for problem in row.problems:
        if problem["column"] is not None and problem["code"] not in (*IN_ORDER, FILLED_DOWN):
            problems.setdefault(problem["column"], []).append(problem)
    columns = {*problems, *map(int, row.mended), *(sheet.mapping.columns if whole else ())}
    return [_cell(row, sheet, column, problems.get(column, [])) for column in sorted(columns)]


def _cell(row: ImportRow, sheet: Sheet, column: int, problems: Sequence[Mapping[str, Any]]) -> CellView:
    key = str(column)
    held = sheet.mapping.columns.get(column)
    in_file = row.cells.get(key, "")
    return CellView(
        id=f"cell-{row.number}-{column}",
        column=column,
        name=sheet.name(column),
        text=row.mended.get(key, in_file),
        in_file=in_file,
        mended=key in row.mended,
        errors=[sentence(problem) for problem in problems if problem["error"]],
        remarks=[sentence(problem) for problem in problems if not problem["error"]],
        options=[str(label) for _code, label in FIELD_CHOICES[held]] if held in FIELD_CHOICES else [],
        value=next((found for problem in problems if (found := _unknown(problem, sheet))), None),
    )


def _unknown(problem: Mapping[str, Any], sheet: Sheet) -> UnknownValue | None:
    """The value that a problem is about, where it can be given a meaning for the whole file."""
    start, _dash, name = problem["code"].partition("-")
    if start != "unknown":
        return None
    field, text = Field(name), problem["params"]["value"]
    return UnknownValue(
        name, text, sheet.choices(field), field in NAME_FIELDS, sheet.unknown.get(name, {}).get(text, 0)
    )
