"""The reviewed corrections that travel with the fixtures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from qbank.documents.restoring.segments import TextCorrection

_FIELDS: Final = ("damaged", "restored", "before", "after", "reason")


class CorrectionsError(ValueError):
    """The file of corrections is malformed; the message names the place."""


def load_corrections(path: Path) -> Mapping[str, tuple[TextCorrection, ...]]:
    """Corrections by the SHA-256 of the document's bytes as received, in hexadecimal.

    The file is JSON: ``{"documents": [{"file", "sha256", "corrections": [{"damaged", "restored",
    "before", "after", "reason"}]}]}``. Raises CorrectionsError, or OSError when it can't be read.
    """
    try:
        documents = json.loads(path.read_text("utf-8"))["documents"]
        return {
            document["sha256"]: tuple(
                _correction(entry, document["file"]) for entry in document["corrections"]
            )
            for document in documents
        }
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, CorrectionsError):
            raise
        raise CorrectionsError(f"{path.name} is not a file of corrections: {error}") from error


def fingerprint(data: bytes) -> str:
    """What ``load_corrections`` files a document under."""
    return hashlib.sha256(data).hexdigest()


def _correction(entry: Mapping[str, Any], file: str) -> TextCorrection:
    """One correction. It must name what is damaged, or it would apply everywhere, and its reason."""
    values = {name: entry[name] for name in _FIELDS}
    if not all(isinstance(value, str) for value in values.values()):
        raise CorrectionsError(f"{file}: a correction's {', '.join(_FIELDS)} must all be text.")
    if not values["damaged"] or not values["reason"]:
        raise CorrectionsError(f"{file}: a correction needs the damaged text and a reason: {dict(entry)}")
    return TextCorrection(**values)
