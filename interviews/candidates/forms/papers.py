"""The upload of a candidate's papers, several at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.limits import PAPER_BYTES, PAPERS_OF_CANDIDATE, REQUEST_BYTES, megabytes


class _FilesInput(forms.FileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Each of several files as a field of one file takes it. What they are is told by their content."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files: Sequence[Any] = data if isinstance(data, list | tuple) and data else [None]
        self._check_sizes([file for file in files if file])
        return [super(_FilesField, self).clean(file, initial) for file in files]

    def _check_sizes(self, files: Sequence[UploadedFile[Any]]) -> None:
        """Before anything else: a file beyond the request's limit arrives without its content."""
        if too_large := [file.name for file in files if (file.size or 0) > PAPER_BYTES]:
            raise ValidationError(
                [
                    _(
                        "“%(name)s” is larger than %(most)s MB. Save it smaller, or in two parts, and try "
                        "again."
                    )
                    % {"name": name, "most": megabytes(PAPER_BYTES)}
                    for name in too_large
                ]
            )
        total = sum(file.size or 0 for file in files)
        if total > REQUEST_BYTES:
            raise ValidationError(
                _(
                    "Together these files have %(size)s MB; at most %(most)s MB can be uploaded at once. "
                    "Choose fewer."
                )
                % {"size": megabytes(total), "most": megabytes(REQUEST_BYTES)}
            )


class PapersForm(forms.Form):
    papers = _FilesField(
        label=gettext_lazy("Résumé and other papers"),
        widget=_FilesInput(attrs={"accept": ".pdf,.docx,.png,.jpg,.jpeg", "multiple": True}),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("One of the files is empty. Choose others."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"].help_text = _(
            "PDF, Word (.docx) or pictures (PNG, JPEG), several at once: up to %(most)s MB each, %(number)s "
            "in all. Whoever interviews this candidate reads them."
        ) % {"most": megabytes(PAPER_BYTES), "number": PAPERS_OF_CANDIDATE}
