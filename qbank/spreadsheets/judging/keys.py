"""Keys under which texts and codes count as the same, however they are typed."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from common.folding import fold
from qbank.spreadsheets.files.clean import printable
from qbank.spreadsheets.judging.numbering import without_numbers

_NOT_WORD: Final = re.compile(r"[\W_]+")


def text_key(text: str) -> str:
    """32 hexadecimal digits, the same for texts that differ only in white space, punctuation, width, case,
    script (simplified or traditional) or the numbers before them; "" for no text."""
    # What no file keeps makes no difference.
    printed, _changed = printable(text)
    folded = fold(without_numbers(printed))
    if not folded:
        return ""
    return hashlib.blake2b((_NOT_WORD.sub("", folded) or folded).encode(), digest_size=16).hexdigest()


def code_key(code: str) -> str:
    """Codes are the same but for spaces, width and case."""
    return fold(code).replace(" ", "")
