"""The readers of documents in processes of their own, for whoever reads within a request.

They raise LimitExceededError where a text takes too much. Not for within a transaction: others would wait.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from common.limited import ProcessLimits, call
from qbank.bankfile.drafts import BankDraft
from qbank.documents.parsing import parse as parsing
from qbank.documents.restoring.restore import restore
from qbank.documents.restoring.segments import RestoredText, TextCorrection

#: The longest document that is accepted takes a third of it.
LIMITS: Final = ProcessLimits(seconds=30, megabytes=1000)


def parse(text: str) -> BankDraft:
    """The drafts in a restored text."""
    return call(LIMITS, parsing.parse, text)


def restore_and_parse(
    received: str, corrections: Sequence[TextCorrection]
) -> tuple[RestoredText, parsing.ParsedText]:
    """A received text restored, and what is in it."""
    return call(LIMITS, _restore_and_parse, received, corrections)


def _restore_and_parse(
    received: str, corrections: Sequence[TextCorrection]
) -> tuple[RestoredText, parsing.ParsedText]:
    restored = restore(received, corrections)
    return restored, parsing.parse_text(restored.text)
