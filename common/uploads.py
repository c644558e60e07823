"""Limits on uploads: what fills memory and disk while it arrives, and how large a file a form takes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from common import limits


class LimitedUploadHandler(FileUploadHandler):
    """Keeps no more than ``limits.REQUEST_BYTES`` of a request's files; comes before Django's own handlers.

    A file beyond that comes out empty, but with its real size, so that a form's check of the size refuses it.
    """

    received = 0
    is_too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.received += len(raw_data)
        self.is_too_large = self.received > limits.REQUEST_BYTES
        return None if self.is_too_large else raw_data

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        if not self.is_too_large:
            return None
        return UploadedFile(io.BytesIO(), self.file_name, self.content_type, file_size, self.charset)


TOO_LARGE = _("The file is %(size)s; at most %(most)s can be read. Split it and try again.")


@dataclass(frozen=True, slots=True)
class MaxFileSize:
    """Validates that a form's file has at most ``max_bytes``.

    ``message`` names %(size)s and %(most)s, and says what to do.
    """

    max_bytes: int
    message: Any = TOO_LARGE

    def __call__(self, file: File[Any]) -> None:
        size = file.size or 0
        if size > self.max_bytes:
            sizes = {"size": filesizeformat(size), "most": filesizeformat(self.max_bytes)}
            raise ValidationError(self.message, code="too-large", params=sizes)
