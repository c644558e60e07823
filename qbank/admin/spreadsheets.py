"""Import and export in the admin: django-import-export's pages with the site's readers and permissions."""

from __future__ import annotations

import base64
import zlib
from functools import partial
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.admin import ImportExportMixin
from import_export.forms import ConfirmImportForm, ExportForm, ImportForm
from import_export.tmp_storages import BaseStorage

from common.limits import SMALL_TABLE_BYTES
from common.message_texts import message_text
from common.uploads import MaxFileSize
from qbank.admin.formats import MAX_ROWS, Csv, Spreadsheet, Xlsx
from qbank.spreadsheets.files.refusals import SpreadsheetError

_SALT = "admin-import"
_MAX_AGE_SECONDS = 3600


class SignedStorage(BaseStorage):
    """Stores the file, compressed and signed, in the form that confirms it: nothing stays on the server, and
    no file name from a browser is opened."""

    def save(self, data: bytes) -> None:
        packed = base64.urlsafe_b64encode(zlib.compress(data)).decode("ascii")
        self.name = signing.dumps(packed, salt=_SALT)

    def read(self) -> bytes:
        try:
            packed = signing.loads(self.name, salt=_SALT, max_age=_MAX_AGE_SECONDS)
        except signing.BadSignature as error:
            raise BadRequest("not a file of ours, or too old") from error
        return zlib.decompress(base64.urlsafe_b64decode(packed))

    def remove(self) -> None:
        """There is nothing to remove."""


class SpreadsheetImportForm(ImportForm):
    """The upload of a file, Excel or CSV; which of them is detected from its content."""

    #: A file of MAX_ROWS rows is far smaller; it travels with the form that confirms it.
    max_bytes = SMALL_TABLE_BYTES

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["format"].widget = forms.HiddenInput()
        self.fields["format"].initial = "0"
        field = self.fields["import_file"]
        field.label = _("Spreadsheet")
        field.help_text = _("Excel (.xlsx) or CSV, at most %(count)s rows.") % {"count": MAX_ROWS}
        field.widget.attrs["accept"] = ".xlsx,.csv"
        field.validators.append(MaxFileSize(self.max_bytes))

    @property
    def media(self) -> forms.Media:
        return forms.Media()


class ConfirmForm(ConfirmImportForm):
    def clean_format(self) -> str:
        """Raises BadRequest for anything but the value that the page sent."""
        if self.cleaned_data["format"] != "0":
            raise BadRequest("unknown format")
        return "0"


class FormatForm(ExportForm):
    """The choice of the file format; the rows exported are those of the filtered list."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["format"]
        field.label = _("Kind of file")
        field.initial = "0"
        field.choices = [choice for choice in field.choices if choice[0]]


class SpreadsheetAdmin(ImportExportMixin):
    """Import and export for a table of names. Nothing is saved before its preview; then all is or nothing."""

    export_formats = [Xlsx, Csv]
    import_form_class = SpreadsheetImportForm
    export_form_class = FormatForm
    confirm_form_class = ConfirmForm
    tmp_storage_class = SignedStorage
    import_template_name = "admin/import_export/import.html"
    #: The sentence above the list of columns on the import page.
    import_hint: Any = gettext_lazy(
        "The first row names the columns; others than these are not read. A name is known again where only "
        "spaces, marks, width or script differ. What the file does not name stays as it is."
    )

    def has_import_permission(self, request: HttpRequest) -> bool:
        may_add: bool = self.has_add_permission(request)
        return may_add and bool(self.has_change_permission(request))

    def has_export_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("qbank.export_question") and self.has_view_permission(request))

    def get_import_formats(self) -> list[Any]:
        resources = self.resource_classes
        headings = {name for resource in resources for names in resource.columns.values() for name in names}
        return [partial(Spreadsheet, headings=headings)]

    def write_to_tmp_storage(self, import_file: Any, input_format: Any) -> Any:
        input_format.name = import_file.name
        return super().write_to_tmp_storage(import_file, input_format)

    def add_data_read_fail_error_to_form(self, form: Any, e: Exception) -> None:
        """Show what is wrong with the file; other exceptions are raised again."""
        if isinstance(e, SpreadsheetError):
            form.add_error("import_file", message_text(e.message, e.params))
        elif isinstance(e, ValidationError):
            form.add_error("import_file", e)
        else:
            raise e

    def get_import_context_data(self, **options: Any) -> dict[str, Any]:
        columns = [
            (resource.labels[name], headings)
            for resource in self.resource_classes
            for name, headings in resource.columns.items()
        ]
        return {"import_hint": self.import_hint, "import_columns": columns}

    def get_import_data_kwargs(self, **options: Any) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_import_data_kwargs(**options)
        return kwargs | {"rollback_on_validation_errors": True}

    def process_result(self, result: Any, request: HttpRequest) -> HttpResponse:
        """Show the errors where a row became invalid since its preview; nothing was saved then."""
        if not (result.has_errors() or result.has_validation_errors()):
            response: HttpResponse = super().process_result(result, request)
            return response
        context = self.admin_site.each_context(request) | self.get_import_context_data()
        context |= {"title": _("Import"), "opts": self.opts, "result": result}
        context["form"] = self.create_import_form(request)
        return TemplateResponse(request, [self.import_template_name], context)

    def get_export_filename(self, request: HttpRequest, queryset: Any, file_format: Any) -> str:
        return f"{self.opts.model_name}-{localdate():%Y-%m-%d}.{file_format.get_extension()}"
