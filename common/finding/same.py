"""Keys that are equal for the same person, however their name, address or number is written."""

from __future__ import annotations

import re
from typing import Final

from common.folding import fold

#: The columns that hold them.
SAME_PERSON_KEYS: Final = ("name_key", "email_key", "phone_key")
#: As long as these columns; two texts that are alike so far are nobody's.
LONGEST_KEY: Final = 255
#: Shorter numbers are extensions, years, ages: they tell nobody apart.
SHORTEST_PHONE: Final = 7
#: China's own code, which people write or leave out.
_COUNTRY: Final = "86"
_NOT_DIGIT: Final = re.compile(r"\D+")


def email_key(text: str) -> str:
    """A key that is equal for addresses that differ in case, width or spaces; "" for what is no address."""
    address = _without_spaces(text)
    return address if "@" in address else ""


def phone_key(text: str) -> str:
    """The number's digits without China's country code, however it is grouped; "" for what is no number."""
    digits = _NOT_DIGIT.sub("", fold(text)).removeprefix("00")
    if len(digits) == 11 + len(_COUNTRY) and digits.startswith(_COUNTRY):
        digits = digits.removeprefix(_COUNTRY)
    return digits[:LONGEST_KEY] if len(digits) >= SHORTEST_PHONE else ""


def name_key(text: str) -> str:
    """A key that is equal for names that differ in case, width or spaces."""
    return _without_spaces(text)


def _without_spaces(text: str) -> str:
    return fold(text).replace(" ", "")[:LONGEST_KEY]
