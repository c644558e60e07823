"""Import and export in the admin: django-import-export's pages, the site's reading, rights and safety."""

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
from qbank.admin.formats import MOST_ROWS, Csv, Spreadsheet, Xlsx
from qbank.spreadsheets.files.refusals import SpreadsheetError

#: A file of so many rows is far smaller; it travels with the form that confirms it.
_SALT = "admin-import"
_HOUR = 3600


class SignedStorage(BaseStorage):
    """The file itself, packed and signed, in the form that confirms it: nothing is left on the server,
    and no name sent by a browser is opened there."""

    def save(self, data: bytes) -> None:
        packed = base64.urlsafe_b64encode(zlib.compress(data)).decode("ascii")
        self.name = signing.dumps(packed, salt=_SALT)

    def read(self) -> bytes:
        try:
            packed = signing.loads(self.name, salt=_SALT, max_age=_HOUR)
        except signing.BadSignature as error:
            raise BadRequest("not a file of ours, or too old") from error
        return zlib.decompress(base64.urlsafe_b64decode(packed))

    def remove(self) -> None:
        """There is nothing to remove."""


class SpreadsheetForm(ImportForm):
    """One file. What it is, Excel or CSV, is found out from its content."""

    most_bytes = SMALL_TABLE_BYTES

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["format"].widget = forms.HiddenInput()
        self.fields["format"].initial = "0"
        field = self.fields["import_file"]
        field.label = _("Spreadsheet")
        field.help_text = _("Excel (.xlsx) or CSV, at most %(count)s rows.") % {"count": MOST_ROWS}
        field.widget.attrs["accept"] = ".xlsx,.csv"
        field.validators.append(MaxFileSize(self.most_bytes))

    @property
    def media(self) -> forms.Media:
        return forms.Media()


class ConfirmForm(ConfirmImportForm):
    def clean_format(self) -> str:
        """What the page itself wrote, or somebody else's doing."""
        if self.cleaned_data["format"] != "0":
            raise BadRequest("unknown format")
        return "0"


class FormatForm(ExportForm):
    """Which kind of file; what is exported is what the list showed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["format"]
        field.label = _("Kind of file")
        field.initial = "0"
        field.choices = [choice for choice in field.choices if choice[0]]


class SpreadsheetAdmin(ImportExportMixin):
    """For a table of names. Nothing is written before it was shown, and then all of it or nothing."""

    export_formats = [Xlsx, Csv]
    import_form_class = SpreadsheetForm
    export_form_class = FormatForm
    confirm_form_class = ConfirmForm
    tmp_storage_class = SignedStorage
    import_template_name = "admin/import_export/import.html"
    #: How the file's columns are told about on the page.
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
        known = {name for resource in resources for names in resource.columns.values() for name in names}
        return [partial(Spreadsheet, headings=known)]

    def write_to_tmp_storage(self, import_file: Any, input_format: Any) -> Any:
        input_format.name = import_file.name
        return super().write_to_tmp_storage(import_file, input_format)

    def add_data_read_fail_error_to_form(self, form: Any, e: Exception) -> None:
        """Says what to do; what is no matter of the file is a server error."""
        if isinstance(e, SpreadsheetError):
            form.add_error("import_file", message_text(e.message, e.params))
        elif isinstance(e, ValidationError):
            form.add_error("import_file", e)
        else:
            raise e

    def get_import_context_data(self, **options: Any) -> dict[str, Any]:
        columns = [
            (resource.labels[name], known)
            for resource in self.resource_classes
            for name, known in resource.columns.items()
        ]
        return {"import_hint": self.import_hint, "import_columns": columns}

    def get_import_data_kwargs(self, **options: Any) -> dict[str, Any]:
        return super().get_import_data_kwargs(**options) | {"rollback_on_validation_errors": True}

    def process_result(self, result: Any, request: HttpRequest) -> HttpResponse:
        """Where the bank changed meanwhile so that a row can't be taken, nothing was written: say so."""
        if not (result.has_errors() or result.has_validation_errors()):
            response: HttpResponse = super().process_result(result, request)
            return response
        context = self.admin_site.each_context(request) | self.get_import_context_data()
        context |= {"title": _("Import"), "opts": self.opts, "result": result}
        context["form"] = self.create_import_form(request)
        return TemplateResponse(request, [self.import_template_name], context)

    def get_export_filename(self, request: HttpRequest, queryset: Any, file_format: Any) -> str:
        return f"{self.opts.model_name}-{localdate():%Y-%m-%d}.{file_format.get_extension()}"
