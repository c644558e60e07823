"""Forms of an import: the file, how it is read, what its columns and values mean, decisions about rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from common.limits import SPREADSHEET_BYTES, SPREADSHEET_ROWS, megabytes
from common.uploads import MaxFileSize
from qbank.models import Difficulty, ImportRow, Kind, RubricKind, Status
from qbank.spreadsheets.columns.mapping import (
    CHOICE_FIELDS,
    CREATE,
    NAME_FIELDS,
    SEVERAL,
    ColumnMapping,
    Field,
)
from qbank.spreadsheets.files.table import Reading, SheetInfo

RowDecision = ImportRow.Decision

#: The longest text a cell can hold (Excel's own limit).
CELL_MAX = 32_767

#: What a field of a question is called on the pages of an import.
FIELD_NAMES = {
    Field.TEXT: gettext_lazy("Question"),
    Field.OPTION: gettext_lazy("Options to choose from"),
    Field.ANSWER: gettext_lazy("Reference answer"),
    Field.CATEGORY: gettext_lazy("Category"),
    Field.DIFFICULTY: gettext_lazy("Difficulty"),
    Field.KIND: gettext_lazy("Kind"),
    Field.MINUTES: gettext_lazy("Suggested minutes"),
    Field.POINT: gettext_lazy("Rubric points"),
    Field.WEIGHT: gettext_lazy("Weights of the points"),
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
    """How the file is read, from the address; missing and invalid values stay as proposed."""

    sheet = forms.ChoiceField(label=pgettext_lazy("of a workbook", "Sheet"), required=False)
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
    ) -> None:
        self.proposed = proposed
        super().__init__(data, initial=proposed.to_json(), label_suffix="")
        sheet_choices = [(sheet.name, self._sheet_label(sheet)) for sheet in sheets]
        self._set_choices("sheet", sheet_choices if len(sheets) > 1 else [])
        self._set_choices("encoding", encodings if proposed.encoding else [])
        self._set_choices("separator", separators if proposed.separator else [])

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
        chosen = {
            name: self.cleaned_data[name]
            for name in self.fields
            if name in self.data and self.cleaned_data.get(name) not in (None, "")
        }
        return Reading.from_json(self.proposed.to_json() | chosen)


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
        )

    def _values(self, field: Field, remembered: Mapping[str, str]) -> dict[str, str]:
        meanings = {}
        prefix = f"value-{field}-"
        for name in self.data:
            if name.startswith(prefix):
                choice = self.data.get(f"choice-{field}-{name.removeprefix(prefix)}") or ""
                meanings[clean_text(self.data.get(name) or "")] = self._valid_choice(field, choice)
        return {value: choice for value, choice in (dict(remembered) | meanings).items() if choice}

    @staticmethod
    def _valid_choice(field: Field, choice: str) -> str:
        if field in FIELD_CHOICES:
            return choice if choice in dict(FIELD_CHOICES[field]) else ""
        return clean_text(choice)[:250]

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
