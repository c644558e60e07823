"""Import and export of questions in the admin, with the batches, verdicts and services of the site.

Small files are previewed and imported here. Larger ones, and those whose columns a person must map first,
continue on the site's own pages.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from accounts.admin_base import acting_user
from common.ids import id_from
from common.limits import SPREADSHEET_BYTES
from qbank.admin.resources import QuestionResource
from qbank.admin.spreadsheets import SpreadsheetAdmin, SpreadsheetImportForm
from qbank.imports.forms import FIELD_NAMES, ColumnsForm
from qbank.imports.pages.batch import PreviewPosition, preview_context
from qbank.imports.services.batches import configure, file_content, receive
from qbank.imports.services.states import ImportStateError
from qbank.imports.services.steps import columns_step, values_step
from qbank.imports.views.columns import ValueGroup, value_groups
from qbank.imports.views.export import write_question_file
from qbank.models import ImportBatch
from qbank.spreadsheets.columns.mapping import ColumnMapping, Field
from qbank.spreadsheets.files.refusals import SpreadsheetError
from qbank.spreadsheets.files.table import Reading
from qbank.spreadsheets.limited import head
from qbank.spreadsheets.reading import HEAD

Status = ImportBatch.Status
#: Files with more rows are previewed on the site.
MAX_PREVIEW_ROWS = 200
#: Seconds to wait for a job that the worker runs already.
_WAIT_SECONDS = 3.0


class QuestionUploadForm(SpreadsheetImportForm):
    max_bytes = SPREADSHEET_BYTES

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["import_file"].help_text = _(
            "Excel (.xlsx) or CSV. Files with more than %(count)s rows are shown on the site's own page, "
            "where a person also says what columns with unknown names mean."
        ) % {"count": MAX_PREVIEW_ROWS}


class QuestionSpreadsheets(SpreadsheetAdmin):
    resource_classes = [QuestionResource]
    import_form_class = QuestionUploadForm
    import_hint = gettext_lazy(
        "The first row names the columns. A question is known again by its code, or else by its text. What "
        "the file does not speak of stays as it is."
    )
    preview_template = "admin/import_export/import_questions.html"

    def has_import_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("qbank.add_importbatch"))

    def import_action(self, request: HttpRequest, **options: Any) -> HttpResponse:
        """Upload a file; with ``?batch=`` show what it would change."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        if request.method == "GET" and "batch" in request.GET:
            return self._preview_response(request, _get_batch(request.GET["batch"]))
        form = self.create_import_form(request)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["import_file"]
            try:
                batch = receive(name=file.name, data=file.read(), actor=acting_user(request))
                return self._start_import(request, batch)
            except SpreadsheetError as refusal:
                self.add_data_read_fail_error_to_form(form, refusal)
        context = self._context(request) | self.get_import_context_data() | {"form": form}
        return TemplateResponse(request, [self.import_template_name], context)

    def _start_import(self, request: HttpRequest, batch: ImportBatch) -> HttpResponse:
        """Have the rows judged with the proposed mapping of the columns. Raises SpreadsheetError."""
        reading = Reading.from_json(batch.options)
        step = columns_step(batch, reading)
        if Field.TEXT not in step.mapping.columns.values():
            messages.warning(request, _("Say first which column holds the question."))
            return redirect("qbank:import-detail", batch.pk)
        rows = head(batch.options["kind"], file_content(batch), reading, MAX_PREVIEW_ROWS + HEAD)
        configure(batch=batch, reading=reading, mapping=step.mapping, actor=acting_user(request))
        if sum(row.number > reading.header_row for row in rows) > MAX_PREVIEW_ROWS:
            return redirect("qbank:import-detail", batch.pk)
        return redirect(f"{reverse('admin:qbank_question_import')}?batch={batch.pk}")

    def _preview_response(self, request: HttpRequest, batch: ImportBatch) -> HttpResponse:
        batch = _wait_while(batch, Status.JUDGING)
        if batch.status != Status.PREVIEW or batch.total > MAX_PREVIEW_ROWS:
            return redirect("qbank:import-detail", batch.pk)
        result = QuestionResource().import_data(batch, dry_run=True, user=acting_user(request))
        context = self._context(request) | preview_context(batch, PreviewPosition()) | {"result": result}
        context["unknown"] = _unknown_values(batch)
        return TemplateResponse(request, [self.preview_template], context)

    def get_urls(self) -> list[URLPattern]:
        values = self.admin_site.admin_view(self.choose_values)
        return [path("import/values/", values, name="qbank_question_import_values"), *super().get_urls()]

    @method_decorator(require_POST)
    def choose_values(self, request: HttpRequest) -> HttpResponse:
        """Say what unknown values mean, or that categories and competencies are new; judge the rows anew."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        batch = _get_batch(request.POST.get("batch", ""))
        try:
            reading, mapping = Reading.from_json(batch.options), ColumnMapping.from_json(batch.mapping)
            form = ColumnsForm(request.POST, names=batch.options.get("names", []))
            chosen = {field: dict(values) for field, values in form.mapping(mapping).values.items()}
            for field, values in values_step(batch, reading, mapping).items():
                for value, _count, choice in values:
                    meaning = form.choice_of(field, chosen.get(field, {}).get(value) or choice or "")
                    if meaning:
                        chosen.setdefault(field, {})[value] = meaning
            actor = acting_user(request)
            configure(batch=batch, reading=reading, mapping=replace(mapping, values=chosen), actor=actor)
        except (ImportStateError, SpreadsheetError):
            messages.warning(request, _("This import has moved on meanwhile. This is how it stands now."))
            return redirect("qbank:import-detail", batch.pk)
        return redirect(f"{reverse('admin:qbank_question_import')}?batch={batch.pk}")

    @method_decorator(require_POST)
    def process_import(self, request: HttpRequest, **options: Any) -> HttpResponse:
        """Import all accepted rows or none; the import can be undone on its page."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        batch = _get_batch(request.POST.get("batch", ""))
        try:
            QuestionResource().import_data(batch, user=acting_user(request))
        except ImportStateError:
            messages.warning(request, _("This import has moved on meanwhile. This is how it stands now."))
            return redirect("qbank:import-detail", batch.pk)
        batch = _wait_while(batch, Status.APPLYING)
        if batch.status != Status.APPLIED:
            return redirect("qbank:import-detail", batch.pk)
        messages.success(request, _success_message(batch))
        return redirect("admin:qbank_question_changelist")

    def _context(self, request: HttpRequest) -> dict[str, Any]:
        context: dict[str, Any] = self.admin_site.each_context(request)
        return context | {"title": _("Import"), "opts": self.opts}

    def get_import_context_data(self, **options: Any) -> dict[str, Any]:
        return {"import_hint": self.import_hint, "import_fields": FIELD_NAMES.values()}

    def get_export_data(self, file_format: Any, request: HttpRequest, queryset: Any, **options: Any) -> bytes:
        """The file as the site's own export writes it."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        with write_question_file(queryset, file_format.get_extension()) as file:
            return file.read()


def _get_batch(pk: str) -> ImportBatch:
    return get_object_or_404(ImportBatch, pk=id_from(pk), kind=ImportBatch.Kind.FILE)


def _unknown_values(batch: ImportBatch) -> list[ValueGroup]:
    """Values of the file that mean nothing yet, with what may be chosen for each."""
    reading, mapping = Reading.from_json(batch.options), ColumnMapping.from_json(batch.mapping)
    return value_groups(values_step(batch, reading, mapping), ColumnsForm(QueryDict(), names=[]))


def _wait_while(batch: ImportBatch, status: str) -> ImportBatch:
    """The batch once it has left ``status``, or after _WAIT_SECONDS: the worker may have its job."""
    deadline = time.monotonic() + _WAIT_SECONDS
    batch.refresh_from_db()
    while batch.status == status and time.monotonic() < deadline:
        time.sleep(0.05)
        batch.refresh_from_db()
    return batch


def _success_message(batch: ImportBatch) -> str:
    created, changed = (batch.result.get(name, 0) for name in ("created", "changed"))
    sentences = [
        ngettext("%(n)d question is new.", "%(n)d questions are new.", created) % {"n": created},
        ngettext("%(n)d question is changed.", "%(n)d questions are changed.", changed) % {"n": changed},
    ]
    url = reverse("qbank:import-detail", args=[batch.pk])
    return format_html(
        '{} <a href="{}">{}</a>', " ".join(sentences), url, _("The import, to look at or take back")
    )
