"""Forms of an import: the file, how it is read, what its columns and values mean, decisions about rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from common.limits import SPREADSHEET_BYTES, SPREADSHEET_ROWS, megabytes
from common.uploads import MaxFileSize
from qbank.models import Difficulty, ImportBatch, ImportRow, Kind, RubricKind, Status
from qbank.spreadsheets.columns.mapping import (
    CHOICE_FIELDS,
    CREATE,
    MOST_MINUTES,
    NAME_FIELDS,
    SEVERAL,
    ColumnMapping,
    Field,
)
from qbank.spreadsheets.files.csv_text import SEPARATORS
from qbank.spreadsheets.files.encodings import ENCODINGS
from qbank.spreadsheets.files.table import Reading, SheetInfo

RowDecision = ImportRow.Decision

#: The longest text a cell can hold (Excel's own limit).
CELL_MAX = 32_767

#: What a field of a question is called on the pages of an import.
FIELD_NAMES = {
    Field.TEXT: gettext_lazy("Question"),
    Field.SHORT_TITLE: gettext_lazy("Short title"),
    Field.TAGS: gettext_lazy("Tags"),
    Field.OPTION: gettext_lazy("Options to choose from"),
    Field.ANSWER: gettext_lazy("Reference answer"),
    Field.CATEGORY: gettext_lazy("Category"),
    Field.DIFFICULTY: gettext_lazy("Difficulty"),
    Field.KIND: gettext_lazy("Kind"),
    Field.MINUTES: gettext_lazy("Suggested minutes"),
    Field.POINT: gettext_lazy("Rubric points"),
    Field.WEIGHT: gettext_lazy("Weights of the points"),
    Field.LEVEL: gettext_lazy("Level that a point describes"),
    Field.RED_FLAG: gettext_lazy("Red flags"),
    Field.RUBRIC_KIND: gettext_lazy("Rubric kind"),
    Field.COMPETENCY: gettext_lazy("Competencies"),
    Field.PROBE: gettext_lazy("Follow-up probes"),
    Field.CODE: gettext_lazy("Code"),
    Field.STATUS: gettext_lazy("Status"),
}
#: The choices of a field whose values are one of a few.
FIELD_CHOICES = {
    Field.KIND: Kind.choices,
    Field.DIFFICULTY: Difficulty.choices,
    Field.RUBRIC_KIND: RubricKind.choices,
    Field.STATUS: Status.choices,
}


class SpreadsheetForm(forms.Form):
    """The upload of a spreadsheet. Only the size is checked here; the reader checks the content."""

    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=format_lazy(
            gettext_lazy("Excel (.xlsx) or CSV, at most {megabytes} MB and {rows} rows."),
            megabytes=megabytes(SPREADSHEET_BYTES),
            rows=f"{SPREADSHEET_ROWS:,}",
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        validators=[MaxFileSize(SPREADSHEET_BYTES)],
        error_messages={
            "required": gettext_lazy("Choose an .xlsx or .csv file first."),
            "empty": gettext_lazy("The file is empty. Choose one that has rows in it."),
            "max_length": gettext_lazy("The file's name is too long. Give it a shorter one and try again."),
        },
    )


class ReadingForm(forms.Form):
    """How the file is read: as proposed, but for what the address or the page before says otherwise.

    The form always holds a whole reading. A value that is missing, empty or none of the choices is the
    proposal's, so that what the page shows, what its button sends and what is read can't differ.
    """

    sheet = forms.ChoiceField(label=pgettext_lazy("of a workbook", "Sheet"), required=False)
    all_sheets = forms.BooleanField(
        label=gettext_lazy("Read all sheets together"),
        help_text=gettext_lazy("Where no column holds the category, the name of the sheet is the category."),
        required=False,
    )
    header_row = forms.IntegerField(required=False, min_value=0, max_value=1_048_576)
    encoding = forms.ChoiceField(label=gettext_lazy("Encoding"), required=False)
    separator = forms.ChoiceField(label=gettext_lazy("Separator"), required=False)
    with_hidden = forms.TypedChoiceField(
        label=gettext_lazy("Hidden rows and columns"),
        choices=[("False", gettext_lazy("Leave them out")), ("True", gettext_lazy("Read them too"))],
        coerce=lambda value: value == "True",
        empty_value=None,
        required=False,
    )

    def __init__(
        self,
        data: QueryDict,
        *,
        proposed: Reading,
        sheets: Sequence[SheetInfo],
        encodings: Iterable[tuple[str, Any]],
        separators: Iterable[tuple[str, Any]],
        together: Sequence[str] = (),
    ) -> None:
        self.proposed = proposed
        self.together = together
        super().__init__(data, label_suffix="")
        sheet_choices = [(sheet.name, self._sheet_label(sheet)) for sheet in sheets]
        self._set_choices("sheet", sheet_choices if len(sheets) > 1 else [])
        self._set_choices("encoding", encodings if proposed.encoding else [])
        self._set_choices("separator", separators if proposed.separator else [])
        if not together:
            del self.fields["all_sheets"]
        self.data = self._completed(data)

    def _completed(self, data: QueryDict) -> QueryDict:
        """``data`` with the proposed value of each field where it has no valid one."""
        whole = data.copy()
        # A box that is not ticked is not sent: only what a form sent says that it was left so.
        if "header_row" not in data and self.proposed.sheets:
            whole["all_sheets"] = "1"
        for name, value in self.proposed.to_json().items():
            if name not in self.fields:
                continue
            try:
                chosen = self.fields[name].clean(data.get(name))
            except forms.ValidationError:
                chosen = None
            whole[name] = str(value if chosen in (None, "") else chosen)
        return whole

    @staticmethod
    def _sheet_label(sheet: SheetInfo) -> str:
        return _("%(name)s (hidden)") % {"name": sheet.name} if sheet.hidden else sheet.name

    def _set_choices(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        """Set the choices of a field; without any the field is removed."""
        options = list(choices)
        if options:
            self.fields[name].choices = options  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    @property
    def reading(self) -> Reading:
        """The proposed reading with what was chosen."""
        self.is_valid()
        chosen = {name: self.cleaned_data[name] for name in self.fields}
        sheets = self.together if chosen.pop("all_sheets", False) else ()
        return Reading.from_json(self.proposed.to_json() | chosen | {"sheets": sheets})


#: What the separators of a CSV file are called.
_SEPARATOR_NAMES = {
    ",": gettext_lazy("Comma"),
    ";": gettext_lazy("Semicolon"),
    "\t": gettext_lazy("Tab"),
    "|": gettext_lazy("Upright stroke (|)"),
}


def reading_form_of(
    data: QueryDict, *, proposed: Reading, sheets: Sequence[SheetInfo], together: Sequence[str] = ()
) -> ReadingForm:
    """The form with all encodings and separators that a file can have."""
    separators = [(separator, _SEPARATOR_NAMES[separator]) for separator in SEPARATORS]
    return ReadingForm(
        data,
        proposed=proposed,
        sheets=sheets,
        encodings=ENCODINGS.items(),
        separators=separators,
        together=together,
    )


class ColumnsForm:
    """What every column holds, what unknown values mean, and the defaults for rows that leave them empty.

    Columns come as ``column-<number>``, values as ``value-<field>-<n>`` with ``choice-<field>-<n>``:
    a value is any text, so it can't be part of a field's name.
    """

    def __init__(self, data: QueryDict, *, names: Sequence[str]) -> None:
        self.data, self.names = data, names

    def mapping(self, remembered: ColumnMapping) -> ColumnMapping:
        """The mapping that was chosen; invalid choices count as not made. Values that the page did not show
        keep their remembered meanings."""
        columns = {}
        for column in range(len(self.names)):
            name = self.data.get(f"column-{column}", "")
            if name in list(Field):
                columns[column] = Field(name)
        return ColumnMapping(
            columns=columns,
            values={
                field: chosen
                for field in (*CHOICE_FIELDS, *NAME_FIELDS)
                if (chosen := self._values(field, remembered.values.get(field, {})))
            },
            category=clean_text(self.data.get("category") or "")[:120],
            status="ready" if self.data.get("status") == Status.READY else "draft",
            kind=self._valid_choice(Field.KIND, self.data.get("kind", "")),
            difficulty=self._valid_choice(Field.DIFFICULTY, self.data.get("difficulty", "")),
            minutes=self._valid_minutes(self.data.get("minutes", "")),
        )

    def scope(self, before: str) -> str:
        """What becomes of questions the bank has; ``before`` where nothing valid was chosen."""
        chosen = self.data.get("scope", "")
        return chosen if chosen in ImportBatch.Scope.values else before

    def match(self, before: str) -> str:
        """By what rows are known as questions of the bank; ``before`` where nothing valid was chosen."""
        chosen = self.data.get("match", "")
        return chosen if chosen in ImportBatch.Match.values else before

    @property
    def shown(self) -> bool:
        """Whether the page showed the unknown values, so that those without a meaning were left without."""
        return "values_shown" in self.data

    def decided(self, field: Field) -> dict[str, str]:
        """What was chosen for the values of a field that the page showed; "" where nothing was."""
        return dict(self._said(field, "choice"))

    def shown_meanings(self, field: Field) -> dict[str, str]:
        """What the page showed as the meanings of the values of a field, where it says so."""
        return dict(self._said(field, "shown"))

    def _said(self, field: Field, part: str) -> Iterator[tuple[str, str]]:
        prefix = f"value-{field}-"
        for name in self.data:
            said = f"{part}-{field}-{name.removeprefix(prefix)}"
            if name.startswith(prefix) and (part == "choice" or said in self.data):
                meaning = self._valid_choice(field, self.data.get(said) or "")
                yield clean_text(self.data.get(name) or ""), meaning

    def _values(self, field: Field, remembered: Mapping[str, str]) -> dict[str, str]:
        meanings = dict(remembered) | self.decided(field)
        return {value: choice for value, choice in meanings.items() if choice}

    @staticmethod
    def _valid_minutes(text: str) -> int | None:
        text = text.strip()
        valid = text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_MINUTES))
        return int(text) if valid and 1 <= int(text) <= MOST_MINUTES else None

    @staticmethod
    def _valid_choice(field: Field, choice: str) -> str:
        if field in FIELD_CHOICES:
            return choice if choice in dict(FIELD_CHOICES[field]) else ""
        return clean_text(choice)[:250] if field in NAME_FIELDS else clean_text(choice)

    def choice_of(self, field: Field, choice: str) -> str:
        """The choice for a value; with ``create_all=<field>`` undecided values of that field are created."""
        if not choice and self.data.get("create_all") == field and field in NAME_FIELDS:
            return CREATE
        return choice

    def problem(self, mapping: ColumnMapping) -> str:
        """Why the rows can't be judged with this mapping; "" when they can."""
        columns = list(mapping.columns.values())
        if Field.TEXT not in columns:
            return _("Say which column holds the question: choose “Question” for it.")
        for field in Field:
            if columns.count(field) > 1 and field not in SEVERAL:
                return _("“%(field)s” is chosen for more than one column. Keep the right one.") % {
                    "field": FIELD_NAMES[field]
                }
        return ""


def clean_text(text: str) -> str:
    """A text from a browser as a database can store it."""
    return text.replace("\r\n", "\n").replace("\0", "").strip()


class MendForm(forms.Form):
    """A cell's new text."""

    column = forms.IntegerField(min_value=0, max_value=99)
    text = forms.CharField(max_length=CELL_MAX, required=False, strip=False)

    def clean_text(self) -> str:
        return clean_text(self.cleaned_data["text"])


class FindAndReplaceForm(forms.Form):
    """A text to be replaced wherever it stands in a column of the file, or in all columns that are read."""

    column = forms.TypedChoiceField(
        label=gettext_lazy("Column"), coerce=int, required=False, empty_value=None
    )
    find = forms.CharField(label=gettext_lazy("Find"), max_length=CELL_MAX, strip=False)
    replacement = forms.CharField(
        label=gettext_lazy("Replace with"), max_length=CELL_MAX, required=False, strip=False
    )

    def __init__(self, data: QueryDict | None = None, *, columns: Sequence[tuple[int, str]]) -> None:
        super().__init__(data, label_suffix="")
        self.columns = [column for column, _name in columns]
        self.fields["column"].choices = [("", _("All columns that are read")), *columns]  # type: ignore[attr-defined]

    @property
    def chosen_columns(self) -> list[int]:
        column = self.cleaned_data["column"]
        return self.columns if column is None else [column]

    def clean_find(self) -> str:
        return str(self.cleaned_data["find"]).replace("\r\n", "\n").replace("\0", "")

    def clean_replacement(self) -> str:
        return str(self.cleaned_data["replacement"]).replace("\r\n", "\n").replace("\0", "")


class RowDecisionForm(forms.Form):
    """A decision about one row, or about all rows with a verdict."""

    decision = forms.ChoiceField(choices=RowDecision.choices, required=False)
    verdict = forms.ChoiceField(choices=ImportRow.Verdict.choices, required=False)


class ValueForm(forms.Form):
    """What a value means in the whole file."""

    field = forms.ChoiceField(choices=[(str(field), str(field)) for field in (*CHOICE_FIELDS, *NAME_FIELDS)])
    value = forms.CharField(max_length=CELL_MAX, strip=False)
    choice = forms.CharField(
        label=pgettext_lazy("what a value of the file means", "Means"),
        max_length=250,
        error_messages={"required": gettext_lazy("Choose what it means first.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        field, choice = cleaned.get("field"), cleaned.get("choice")
        if field in FIELD_CHOICES and choice and choice not in dict(FIELD_CHOICES[Field(field)]):
            self.add_error("choice", _("Choose what it means first."))
        return cleaned
