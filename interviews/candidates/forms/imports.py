"""Forms for importing a list of candidates: the file, how it is read, one row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.concurrent_edits import ConcurrentEditMixin
from common.limits import CANDIDATE_LIST_BYTES
from common.uploads import MaxFileSize
from interviews.candidates.rules.import_rows import LONGEST, CandidateField
from interviews.candidates.services.imports import ImportOptions
from interviews.common.forms import PositionChoiceField, offer_positions
from interviews.models import CandidateImport, Position

FIELD_LABELS = {
    CandidateField.NAME: _("Name"),
    CandidateField.POSITION: _("Position"),
    CandidateField.EMAIL: _("E-mail"),
    CandidateField.PHONE: _("Phone"),
    CandidateField.NOTE: _("Note"),
}


class CandidateListForm(forms.Form):
    """The upload of a list."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("Excel (.xlsx) or CSV, at most 5 MB and 5,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        validators=[MaxFileSize(CANDIDATE_LIST_BYTES)],
        error_messages={
            "required": _("Choose an .xlsx or .csv file first."),
            "empty": _("The file is empty. Choose one that has rows in it."),
        },
    )


class ImportOptionsForm(ConcurrentEditMixin, forms.Form):
    """One choice for each column, and which position stands for rows without one. How the list is read was
    settled on the page before and is sent along."""

    position = PositionChoiceField(
        Position.objects.none(),
        label=_("Position of rows that name none"),
        required=False,
        empty_label=_("None: such rows are errors"),
    )
    creates = forms.BooleanField(label=_("Enter positions that are not there yet"), required=False)

    def __init__(
        self, data: Any = None, *, names: Sequence[str], options: ImportOptions, edited: CandidateImport
    ) -> None:
        self.proposed = options
        initial = {"position": options.position, "creates": options.creates}
        super().__init__(data, initial=initial, label_suffix="", edited=edited)
        offer_positions(self, "position", Position.objects.filter(open=True))
        self.column_names = names
        for column, name in enumerate(names):
            self.fields[f"column-{column}"] = forms.ChoiceField(
                label=name,
                choices=[("", gettext("Not read")), *self.choices],
                required=False,
                initial=str(options.columns.get(column, "")),
            )

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """What a column can hold."""
        return [(str(field), label) for field, label in FIELD_LABELS.items()]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = [data.get(f"column-{column}") for column in range(len(self.column_names))]
        if str(CandidateField.NAME) not in chosen:
            raise ValidationError(gettext("Say which column holds the names: choose “Name” for it."))
        for field, label in FIELD_LABELS.items():
            if chosen.count(str(field)) > 1:
                raise ValidationError(
                    gettext("Two columns are said to hold “%(field)s”. Choose one.") % {"field": label}
                )
        return data

    def chosen_columns(self) -> dict[int, str]:
        """{column: what it is said to hold}, as the page shows it."""
        return {column: self[f"column-{column}"].value() or "" for column in range(len(self.column_names))}

    def other_fields(self) -> list[forms.BoundField]:
        """What stands for rows that name no position."""
        return [self["position"], self["creates"]]

    def options(self) -> ImportOptions:
        """The validated options."""
        data = self.cleaned_data
        columns = {
            column: CandidateField(field)
            for column in range(len(self.column_names))
            if (field := data.get(f"column-{column}"))
        }
        position = data["position"].pk if data["position"] else None
        return ImportOptions(self.proposed.reading, columns, position, data["creates"])


class ImportRowForm(ConcurrentEditMixin, forms.Form):
    """A row's values, to correct. It accepts any text: the row's verdict says what is still wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, label in FIELD_LABELS.items():
            self.fields[str(field)] = forms.CharField(
                label=label,
                required=False,
                max_length=LONGEST[field],
                widget=forms.Textarea(attrs={"rows": 3}) if field == CandidateField.NOTE else forms.TextInput,
            )

    def values(self) -> dict[CandidateField, str]:
        return {field: self.cleaned_data[str(field)] for field in CandidateField}
