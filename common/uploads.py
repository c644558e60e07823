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
    """Keeps no more than ``limits.REQUEST_BYTES`` of a request's files; stands before Django's own handlers.

    A file that goes beyond comes out empty, but with its real size: a form that checks the size says so.
    """

    received = 0
    over = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.received += len(raw_data)
        self.over = self.received > limits.REQUEST_BYTES
        return None if self.over else raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if not self.over:
            return None
        return UploadedFile(io.BytesIO(), self.file_name, self.content_type, file_size, self.charset)


SPLIT_IT = _("The file is %(size)s; at most %(most)s can be read. Split it and try again.")


@dataclass(frozen=True, slots=True)
class MaxFileSize:
    """Validates the size of a form's file. ``sentence`` says %(size)s and %(most)s, and what to do."""

    most: int
    sentence: Any = SPLIT_IT

    def __call__(self, file: File[Any]) -> None:
        size = file.size or 0
        if size > self.most:
            sizes = {"size": filesizeformat(size), "most": filesizeformat(self.most)}
            raise ValidationError(self.sentence, code="too-large", params=sizes)
