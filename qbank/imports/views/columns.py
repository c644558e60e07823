"""The two pages before the preview: how the file is read, and what its columns and values mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import Request
from common.message_texts import message_text
from qbank.imports.forms import FIELD_CHOICES, FIELD_NAMES, ColumnsForm, ReadingForm, reading_form_of
from qbank.imports.pages.batch import OPEN_STATUSES, competency_names, head_context
from qbank.imports.pages.columns import columns_context
from qbank.imports.pages.sample import sample_context
from qbank.imports.services.batches import ColumnsChangedError, configure, state_of
from qbank.imports.services.states import ImportStateError
from qbank.imports.services.steps import (
    ColumnsStep,
    columns_step,
    reading_step,
    sheets_of,
    values_step,
    with_proposed_names,
)
from qbank.imports.views.access import can_change_imports, get_batch, warn_if_state_changed
from qbank.models import Category, ImportBatch, Status
from qbank.spreadsheets.columns.mapping import CREATE, MOST_MINUTES, NAME_FIELDS, ColumnMapping, Field
from qbank.spreadsheets.files.refusals import SpreadsheetError
from qbank.spreadsheets.files.table import Reading

#: At most so many unknown values of a field are shown; a column with more holds another field.
MAX_VALUES_SHOWN = 100


@dataclass(frozen=True, slots=True)
class ValueView:
    text: str
    count: int
    choice: str


@dataclass(frozen=True, slots=True)
class ValueGroup:
    """The unknown values of a field. ``more`` others are not shown; ``creates``: they may be created."""

    field: str
    label: str
    choices: list[tuple[str, str]]
    creates: bool
    values: list[ValueView]
    more: int

    @property
    def undecided(self) -> bool:
        return any(not value.choice for value in self.values)


def get_open_batch(pk: int) -> ImportBatch:
    """A batch of which nothing is in the bank yet. Raises Http404, and ImportStateError for others."""
    batch = get_batch(pk)
    if batch.status not in OPEN_STATUSES:
        raise ImportStateError
    return batch


def reading_form(batch: ImportBatch, data: QueryDict) -> ReadingForm:
    sheets = sheets_of(batch)
    return reading_form_of(
        data, proposed=Reading.from_json(batch.options), sheets=sheets.all, together=sheets.together
    )


@can_change_imports
@require_GET
def import_reading(request: Request, pk: int) -> HttpResponse:
    """Sheet, header row, encoding and separator, each a parameter of the address, and a sample read so."""
    return warn_if_state_changed(request, pk, lambda: _reading_page(request, get_open_batch(pk)))


def _reading_page(request: Request, batch: ImportBatch) -> HttpResponse:
    form = reading_form(batch, request.GET)
    reading = form.reading
    context = head_context(batch, "reading") | {"form": form, "reading": reading}
    # A header row chosen for another sheet means nothing here.
    is_other_sheet = request.GET.get("of", batch.options["sheet"]) != reading.sheet
    try:
        step = reading_step(batch, reading, find_header_row=is_other_sheet)
    except SpreadsheetError as refusal:
        context |= {"refusal": message_text(refusal.message, refusal.params)}
    else:
        context |= {"reading": step.reading, "hidden": step.hidden} | sample_context(step.rows)
    return render(request, "qbank/imports/columns/reading.html", context)


@can_change_imports
@require_http_methods(["GET", "POST"])
def import_columns(request: Request, pk: int) -> HttpResponse:
    """What each column holds and what unknown values mean; once posted, the rows are judged."""
    return warn_if_state_changed(request, pk, lambda: _columns_page(request, get_open_batch(pk)))


def _columns_page(request: Request, batch: ImportBatch) -> HttpResponse:
    data = request.POST if request.method == "POST" else request.GET
    reading = reading_form(batch, data).reading
    context = head_context(batch, "columns")
    state = data.get("state") or state_of(batch)
    try:
        step = columns_step(batch, reading)
        form = ColumnsForm(data, names=step.names)
        shows_values = "values" in data or "create_all" in data
        mapping = form.mapping(step.mapping) if request.method == "POST" else step.mapping
        problem = form.problem(mapping) if request.method == "POST" and not shows_values else ""
        if request.method == "POST" and not shows_values and not problem:
            if not form.shown:
                mapping = with_proposed_names(batch, reading, mapping)
            try:
                configure(
                    batch=batch,
                    reading=reading,
                    mapping=mapping,
                    actor=request.user,
                    scope=form.scope(batch.scope),
                    match=form.match(batch.match),
                    seen_state=data.get("state", ""),
                )
            except ColumnsChangedError:
                batch.refresh_from_db()
                state = state_of(batch)
                problem = _(
                    "Somebody else has chosen columns since you opened this page, and nothing was changed. "
                    "Yours are shown below: look at them, and press the button again to let them stand."
                )
            else:
                return redirect("qbank:import-detail", batch.pk)
        values = value_groups(values_step(batch, reading, mapping), form) if shows_values else None
    except SpreadsheetError as refusal:
        return render(
            request,
            "qbank/imports/columns/page.html",
            context | {"refusal": message_text(refusal.message, refusal.params)},
        )
    context |= _columns_context(reading, step, mapping) | {
        "scopes": _marked(ImportBatch.Scope.choices, form.scope(batch.scope)),
        "matches": _marked(ImportBatch.Match.choices, form.match(batch.match)),
    }
    return render(
        request,
        "qbank/imports/columns/page.html",
        context | {"problem": problem, "values": values, "state": state},
    )


def _marked(choices: Iterable[tuple[str, Any]], chosen: str) -> list[tuple[str, Any, bool]]:
    """Choices with whether each is chosen."""
    return [(value, label, value == chosen) for value, label in choices]


def _columns_context(reading: Reading, step: ColumnsStep, mapping: ColumnMapping) -> dict[str, Any]:
    return columns_context(step.names, step.samples, mapping.columns, reading) | {
        "fields": [(field.value, FIELD_NAMES[field]) for field in FIELD_NAMES],
        "mapping": mapping,
        "remembered": step.remembered,
        "categories": Category.objects.values_list("name", flat=True),
        "kinds": FIELD_CHOICES[Field.KIND],
        "difficulties": FIELD_CHOICES[Field.DIFFICULTY],
        "most_minutes": MOST_MINUTES,
        "statuses": [(status.value, status.label) for status in (Status.DRAFT, Status.READY)],
    }


def _name_choices(names: Iterable[str], values: Iterable[ValueView]) -> list[tuple[str, str]]:
    """The bank's names, and those of new ones that other values of the file are to mean too."""
    new_names = {value.choice: None for value in values if value.choice not in ("", CREATE)}
    return [(name, name) for name in dict.fromkeys([*names, *new_names])]


def value_groups(
    unknown: dict[Field, list[tuple[str, int, str | None]]], form: ColumnsForm
) -> list[ValueGroup]:
    """The unknown values (:func:`values_step`) with what may be chosen for each, and what was chosen."""
    names = {
        Field.CATEGORY: Category.objects.values_list("name", flat=True),
        Field.COMPETENCY: competency_names(),
    }
    groups = []
    for field in FIELD_NAMES:
        if field not in unknown:
            continue
        decided = form.decided(field)
        values = [
            ValueView(text, count, form.choice_of(field, decided.get(text, choice or "")))
            for text, count, choice in unknown[field]
        ]
        groups.append(
            ValueGroup(
                field=field,
                label=str(FIELD_NAMES[field]),
                choices=[(code, str(label)) for code, label in FIELD_CHOICES[field]]
                if field in FIELD_CHOICES
                else _name_choices(names[field], values),
                creates=field in NAME_FIELDS,
                values=values[:MAX_VALUES_SHOWN],
                more=max(0, len(values) - MAX_VALUES_SHOWN),
            )
        )
    return groups
