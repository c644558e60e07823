"""The text of a cell without what no text may hold."""

from __future__ import annotations

import re
from typing import Final

#: NUL and its like, broken surrogates, and code points that are no characters.
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPE: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_PAIR: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def printable(text: str) -> tuple[str, bool]:
    """``text`` with \\n as its only line end, and whether unprintable characters were taken out."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _UNPRINTABLE.search(text):
        return _UNPRINTABLE.sub("", text), True
    return text, False


def unescape(text: str) -> str:
    """The characters that workbooks write as ``_x000D_``."""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return _PAIR.sub(lambda match: match[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
