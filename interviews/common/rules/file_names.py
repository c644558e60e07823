"""Names of files and folders as people write them, without what some system can't store. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: What no system takes in a file's name, and what hides in one.
_NO_NAME: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+')


def plain_name(text: str, longest: int) -> str:
    """``text`` as a part of a file's name, of at most that many characters; "" when nothing is left."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join(_NO_NAME.sub(" ", composed).split())[:longest].strip(" .")
