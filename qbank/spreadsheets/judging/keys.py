"""Keys under which texts and codes count as the same, however they are typed."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from common.folding import fold
from qbank.spreadsheets.judging.numbering import without_number

_NOT_WORD: Final = re.compile(r"[\W_]+")


def text_key(text: str) -> str:
    """32 hexadecimal digits, the same for texts that differ only in white space, punctuation, width, case,
    script (simplified or traditional) or the number before them; "" for no text."""
    words = (_NOT_WORD.sub("", fold(part)) for part in (without_number(text), text))
    folded = next(filter(None, words), "") or fold(text)
    return hashlib.blake2b(folded.encode(), digest_size=16).hexdigest() if folded else ""


def code_key(code: str) -> str:
    """Codes are the same but for spaces, width and case."""
    return fold(code).replace(" ", "")
