"""Forms for bringing in a list of candidates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.uploads import MaxFileSize
from interviews.candidates.imports.services import Options
from interviews.candidates.rules.import_rows import LONGEST, Field
from interviews.models import CandidateImport, Position
from qbank.spreadsheets.files.csv_text import ENCODINGS, SEPARATORS
from qbank.spreadsheets.files.table import Reading

#: A list of people is small: a larger file is something else.
MAX_BYTES = 5 * 1024 * 1024
NAMES = {
    Field.NAME: _("Name"),
    Field.POSITION: _("Position"),
    Field.EMAIL: _("E-mail"),
    Field.PHONE: _("Phone"),
    Field.NOTE: _("Note"),
}
_SEPARATORS = {",": _("Comma"), ";": _("Semicolon"), "\t": _("Tab")}


class ListForm(forms.Form):
    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("Excel (.xlsx) or CSV, at most 5 MB and 5,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        validators=[MaxFileSize(lambda: MAX_BYTES)],
        error_messages={
            "required": _("Choose an .xlsx or .csv file first."),
            "empty": _("The file is empty. Choose one that has rows in it."),
        },
    )


class OptionsForm(forms.Form):
    """How the list is read, one choice for each column, and which position stands for rows without one."""

    position = forms.ModelChoiceField(
        Position.objects.filter(open=True),
        label=_("Position of rows that name none"),
        required=False,
        empty_label=_("None: such rows are errors"),
    )
    creates = forms.BooleanField(label=_("Enter positions that are not there yet"), required=False)

    def __init__(self, data: Any = None, *, batch: CandidateImport, sheets: list[str]) -> None:
        self.options = Options.of(batch)
        how = self.options.reading
        initial = {"position": self.options.position, "creates": self.options.creates, **how.to_json()}
        super().__init__(data, initial=initial, label_suffix="")
        self.column_names = batch.names
        choices = [("", gettext("Not read")), *((str(field), label) for field, label in NAMES.items())]
        for column, name in enumerate(batch.names):
            self.fields[f"column-{column}"] = forms.ChoiceField(
                label=name,
                choices=choices,
                required=False,
                initial=str(self.options.columns.get(column, "")),
            )
        if batch.content is not None:
            self._offer_reading(how, sheets)

    def _offer_reading(self, how: Reading, sheets: list[str]) -> None:
        if len(sheets) > 1:
            chosen = [(name, name) for name in sheets]
            self.fields["sheet"] = forms.ChoiceField(label=gettext("Sheet"), choices=chosen)
        self.fields["header_row"] = forms.IntegerField(
            label=gettext("Row that names the columns"),
            min_value=0,
            max_value=1000,
            help_text=gettext("0: there is none."),
        )
        if how.encoding:
            self.fields["encoding"] = forms.ChoiceField(
                label=gettext("Encoding"), choices=list(ENCODINGS.items())
            )
            self.fields["separator"] = forms.ChoiceField(
                label=gettext("Separator"), choices=[(one, _SEPARATORS[one]) for one in SEPARATORS]
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = [data.get(f"column-{column}") for column in range(len(self.column_names))]
        for field, label in NAMES.items():
            if chosen.count(str(field)) > 1:
                raise ValidationError(
                    gettext("Two columns are said to hold “%(field)s”. Choose one.") % {"field": label}
                )
        return data

    def columns(self) -> list[forms.BoundField]:
        return [self[f"column-{column}"] for column in range(len(self.column_names))]

    def others(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith("column-")]

    def chosen(self) -> Options:
        """The checked choices."""
        data = self.cleaned_data
        how = self.options.reading.to_json()
        how |= {name: data[name] for name in how if name in self.fields}
        columns = {
            column: Field(field)
            for column in range(len(self.column_names))
            if (field := data.get(f"column-{column}"))
        }
        position = data["position"].pk if data["position"] else None
        return Options(Reading.from_json(how), columns, position, data["creates"])


class RowForm(forms.Form):
    """A row's values, to mend. What is still wrong is said by its verdict."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, label in NAMES.items():
            self.fields[str(field)] = forms.CharField(
                label=label,
                required=False,
                max_length=LONGEST[field],
                widget=forms.Textarea(attrs={"rows": 3}) if field == Field.NOTE else forms.TextInput,
            )

    def values(self) -> dict[Field, str]:
        return {field: self.cleaned_data[str(field)] for field in Field}
