"""A row of an import as the preview shows it: verdict, differences, problems, possible decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from common.differences import DiffOperation, Stretch, word_differences
from qbank.imports.forms import FIELD_CHOICES
from qbank.imports.services.rejections import DOUBTS, problem_text
from qbank.imports.services.states import DOUBTFUL, Scope
from qbank.models import Difficulty, ImportRow, Question
from qbank.questions.pages.history import FieldDifference, content_differences
from qbank.questions.services.revisions import question_content
from qbank.spreadsheets.columns.mapping import NAME_FIELDS, ColumnMapping, Field
from qbank.spreadsheets.joined_sheets import row_label

RowVerdict, RowDecision = ImportRow.Verdict, ImportRow.Decision

#: The css class of a verdict's chip.
LOOKS = {
    RowVerdict.NEW: "on",
    RowVerdict.CHANGED: "on",
    RowVerdict.SAME: "",
    RowVerdict.REPEATED: "",
    RowVerdict.SIMILAR: "warn",
    RowVerdict.CONFLICT: "warn",
    RowVerdict.ERROR: "flag",
}
#: Problems that were corrected already: they are shown, and nobody has to do anything about them.
CORRECTED_PROBLEMS = {
    "number-off",
    "unprintable",
    "other-code",
    "numbering",
    "other-row-code",
    "taken-code",
    "not-ready",
    "quote-lost",
    "kind-unsaid",
    "not-all-said",
}
FILLED_DOWN = "filled-down"
#: The fields of two similar questions that are compared.
COMPARED_FIELDS = ("category", "text", "answers", "points")
#: Verdicts with a shorter label in a chip.
SHORT_LABELS = {
    RowVerdict.SIMILAR: pgettext_lazy("verdict", "Looks alike"),
    RowVerdict.CONFLICT: pgettext_lazy("verdict", "Which question?"),
}


def verdict_label(verdict: str) -> str:
    """The label of a verdict's chip."""
    return str(SHORT_LABELS.get(RowVerdict(verdict), RowVerdict(verdict).label))


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """A value that can be given a meaning for the whole file; ``count`` rows have it.

    ``creates`` says that a category or competency of this name may be created.
    """

    field: str
    text: str
    choices: list[tuple[str, str]]
    creates: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell that can be mended in place. ``options``: the texts it may have, where these are few."""

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
    def has_messages(self) -> bool:
        return bool(self.errors or self.remarks)


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of the preview, with ``whole`` all its cells. ``question``: what it changes, is or resembles.

    ``choices``: (decision, label of its button, whether it is taken already).
    """

    number: int
    #: The row as people find it in the file.
    label: str
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
    repeats_label: str
    differences: list[FieldDifference]
    #: Why a person has to say which question the row is.
    doubts: list[str]
    problems: list[str]
    cells: list[CellView]
    choices: list[tuple[str, str, bool]]
    whole: bool

    @property
    def similar(self) -> bool:
        return self.similarity is not None and self.question is not None

    @property
    def changed_names(self) -> str:
        return _(", ").join(difference.label for difference in self.differences)


@dataclass(frozen=True, slots=True)
class ImportedSheet:
    """What all rows of a file share: its columns, and the names the bank has."""

    names: Sequence[str]
    mapping: ColumnMapping
    categories: Sequence[str] = ()
    competencies: Sequence[str] = ()
    #: {field: {value with no meaning of its own: number of rows that have it}}
    unknown: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    scope: str = Scope.ASK
    #: The sheets that are read as one, in the order of their rows.
    sheets: Sequence[str] = ()

    def choices(self, field: Field) -> list[tuple[str, str]]:
        """What a value of a field can mean: (code or name, label)."""
        if field in FIELD_CHOICES:
            return [(code, str(label)) for code, label in FIELD_CHOICES[field]]
        names = self.categories if field == Field.CATEGORY else self.competencies
        return [(name, name) for name in names]

    def column_name(self, column: int) -> str:
        """The column's name; its number where it has none."""
        return self.names[column] if column < len(self.names) else f"#{column + 1}"


def row_views(rows: Iterable[ImportRow], sheet: ImportedSheet, *, whole: bool = False) -> list[RowView]:
    """The rows as they are shown; with ``whole`` all cells, else those with problems and mended ones."""
    return [_row_view(row, sheet, whole) for row in rows]


def _row_view(row: ImportRow, sheet: ImportedSheet, whole: bool) -> RowView:
    draft = row.draft or {}
    similar = row.verdict == RowVerdict.SIMILAR
    undecided = row.verdict in (*DOUBTFUL, RowVerdict.CHANGED) and not row.decision
    row_problems = [
        problem
        for problem in row.problems
        if problem["code"] not in DOUBTS
        and (problem["column"] is None or problem["code"] in CORRECTED_PROBLEMS)
    ]
    remarks = [
        problem_text(problem, sheet.sheets).rstrip(".。") for problem in row_problems if not problem["error"]
    ]
    return RowView(
        number=row.number,
        label=row_label(row.number, sheet.sheets),
        verdict=verdict_label(row.verdict),
        look="warn" if undecided and sheet.scope == Scope.ASK else LOOKS[RowVerdict(row.verdict)],
        decided=str(RowDecision(row.decision).label) if row.decision else "",
        left_out=row.decision == RowDecision.LEAVE,
        text=_text(row, draft, sheet),
        category=draft.get("category") or _file_text(row, sheet, Field.CATEGORY),
        difficulty=_difficulty(row, draft, sheet),
        filled_down=any(problem["code"] == FILLED_DOWN for problem in row.problems),
        facts=[*_facts(draft), *remarks],
        question=row.question,
        similarity=row.similarity if similar else None,
        repeats=row.repeats,
        repeats_label=row_label(row.repeats or 0, sheet.sheets),
        differences=_differences(row, draft),
        doubts=[problem_text(problem, sheet.sheets) for problem in row.problems if problem["code"] in DOUBTS],
        problems=[problem_text(problem, sheet.sheets) for problem in row_problems if problem["error"]],
        cells=_cells(row, sheet, whole),
        choices=_choices(row, sheet.scope),
        whole=whole,
    )


def _differences(row: ImportRow, draft: dict[str, Any]) -> list[FieldDifference]:
    """The differences to the question that the row changes or resembles, word by word."""
    if row.question is None or row.verdict not in (RowVerdict.CHANGED, *DOUBTFUL) or not draft:
        return []
    before = question_content(row.question)
    if row.verdict in DOUBTFUL and row.decision != RowDecision.CHANGE:
        return content_differences(
            before, before | {name: draft[name] for name in COMPARED_FIELDS if draft[name]}
        )
    # The text with its changes is shown above already.
    unchanged = {"text": before["text"]} if row.verdict == RowVerdict.CHANGED else {}
    return content_differences(before, draft | unchanged)


def _text(row: ImportRow, draft: dict[str, Any], sheet: ImportedSheet) -> list[Stretch]:
    """The question's text; for one that changes, with its changes."""
    text = draft.get("text") or _file_text(row, sheet, Field.TEXT)
    if row.verdict == RowVerdict.CHANGED and row.question is not None:
        return word_differences(row.question.text, text)
    return [Stretch(DiffOperation.SAME, text)] if text else []


def _file_text(row: ImportRow, sheet: ImportedSheet, field: Field) -> str:
    """The text of a field in the file, for rows that are no question; "" where no column holds the field."""
    cells = row.cells | row.mended
    for column, column_field in sheet.mapping.columns.items():
        if column_field == field:
            return str(cells.get(str(column), ""))
    return ""


def _difficulty(row: ImportRow, draft: dict[str, Any], sheet: ImportedSheet) -> str:
    code = draft.get("difficulty")
    unknown = any(problem["code"] == "unknown-difficulty" for problem in row.problems)
    if unknown or code not in Difficulty.values:
        return _file_text(row, sheet, Field.DIFFICULTY)
    return str(Difficulty(code).label)


def _facts(draft: dict[str, Any]) -> list[str]:
    """The numbers of answers and rubric points."""
    answers, points = len(draft.get("answers", ())), len(draft.get("points", ()))
    facts = []
    if answers:
        facts.append(ngettext("%(n)d answer", "%(n)d answers", answers) % {"n": answers})
    if points:
        facts.append(ngettext("%(n)d rubric point", "%(n)d rubric points", points) % {"n": points})
    return facts


def _choices(row: ImportRow, scope: str) -> list[tuple[str, str, bool]]:
    """What a person may decide about the row, as in RowView.choices."""
    if row.verdict in (*DOUBTFUL, RowVerdict.REPEATED):
        decisions = [(RowDecision.TAKE, _("Import as new")), (RowDecision.LEAVE, _("Leave out"))]
        if row.verdict in DOUBTFUL:
            decisions.insert(1, (RowDecision.CHANGE, _("Change that one")))
        return [(decision, label, row.decision == decision) for decision, label in decisions]
    if row.verdict == RowVerdict.CHANGED and scope in (Scope.ASK, Scope.ADD):
        asked = [(RowDecision.CHANGE, _("Change that one")), (RowDecision.LEAVE, _("Leave out"))]
        return [(decision, label, row.decision == decision) for decision, label in asked]
    if row.verdict == RowVerdict.NEW and scope == Scope.UPDATE:
        taken = row.decision == RowDecision.TAKE
        return [(RowDecision.UNDECIDED if taken else RowDecision.TAKE, _("Import as new"), taken)]
    if row.decision:
        return [(RowDecision.UNDECIDED, _("Take it in again"), False)]
    return (
        [(RowDecision.LEAVE, _("Leave out"), False)]
        if row.verdict in (RowVerdict.NEW, RowVerdict.CHANGED)
        else []
    )


def _cells(row: ImportRow, sheet: ImportedSheet, whole: bool) -> list[CellView]:
    """The cells with problems and those mended; with ``whole`` all that are read."""
    problems: dict[int, list[Mapping[str, Any]]] = {}
    for problem in row.problems:
        if problem["column"] is not None and problem["code"] not in (
            *CORRECTED_PROBLEMS,
            *DOUBTS,
            FILLED_DOWN,
        ):
            problems.setdefault(problem["column"], []).append(problem)
    columns = {*problems, *map(int, row.mended), *(sheet.mapping.columns if whole else ())}
    return [_cell(row, sheet, column, problems.get(column, [])) for column in sorted(columns)]


def _cell(
    row: ImportRow, sheet: ImportedSheet, column: int, problems: Sequence[Mapping[str, Any]]
) -> CellView:
    key = str(column)
    field = sheet.mapping.columns.get(column)
    in_file = row.cells.get(key, "")
    return CellView(
        id=f"cell-{row.number}-{column}",
        column=column,
        name=sheet.column_name(column),
        text=row.mended.get(key, in_file),
        in_file=in_file,
        mended=key in row.mended,
        errors=[problem_text(problem, sheet.sheets) for problem in problems if problem["error"]],
        remarks=[problem_text(problem, sheet.sheets) for problem in problems if not problem["error"]],
        options=[str(label) for _code, label in FIELD_CHOICES[field]] if field in FIELD_CHOICES else [],
        value=next((value for problem in problems if (value := _unknown_value(problem, sheet))), None),
    )


def _unknown_value(problem: Mapping[str, Any], sheet: ImportedSheet) -> UnknownValue | None:
    """The value that a problem is about, where it can be given a meaning for the whole file."""
    prefix, _dash, name = problem["code"].partition("-")
    if prefix != "unknown":
        return None
    field, text = Field(name), problem["params"]["value"]
    return UnknownValue(
        name, text, sheet.choices(field), field in NAME_FIELDS, sheet.unknown.get(name, {}).get(text, 0)
    )
