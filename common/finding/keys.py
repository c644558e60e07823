"""The keys by which people's names are searched and sorted: written once with the name, never by hand.

A search finds a name by the characters, whatever their width, case or script, by its pinyin whole
(zhangwei) or by initials (zw), and by other texts such as the phone, whatever stands between its digits.
Sorted by :func:`sort_key` names stand in pinyin order, the same in every database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from common.finding.pinyin import syllables, ways_to_read
from common.folding import fold, terms_of

#: As long as the column; two names that are alike so far are nobody's.
LONGEST_SORT_KEY = 255

_NOT_A_DIGIT = re.compile(r"\D+")
_PHONE = re.compile(r"\+?[\d\-./()]*\d[\d\-./()]*")
_COUNTRY_CODES = ("86", "0086")
_COUNTRY_CODE = re.compile(r"^(?:00)?86(?=1\d{10}$)")


def sort_key(name: str) -> str:
    """ASCII letters and digits alone, which all databases sort alike: syllables with their tones, then the
    characters themselves, so that the same name written the same way stands together."""
    folded = fold(name)
    read = "0".join(_plain(syllable) for syllable in syllables(folded))
    written = "".join(f"{ord(character):05x}" for character in folded)
    return f"{read}00{written}"[:LONGEST_SORT_KEY]


def search_keys(name: str, *, texts: Iterable[str] = (), phone: str = "") -> str:
    """All that finds somebody, a key to a line, with a line break before and behind."""
    folded = fold(name)
    ways = ways_to_read(folded)
    keys = [folded, "".join(filter(str.isalnum, folded)), _without_accents(folded)]
    for way in ways:
        keys += ["".join(way), "".join(part[0] for part in way if part)]
        keys += ["".join(way).replace("v", "u")] if "v" in "".join(way) and not folded.isascii() else []
    keys += [fold(text) for text in texts] + [_digits(phone)]
    return "\n" + "\n".join(dict.fromkeys(filter(None, keys))) + "\n"


def search_terms(text: str) -> list[str]:
    """The words of a search as they stand in the keys; all of them must be found."""
    terms = []
    for term in terms_of(text.replace("ü", "v").replace("Ü", "v")):
        terms.append(_digits(term) if _PHONE.fullmatch(term) else term)
    return [term for term in terms if term and (len(terms) == 1 or term not in _COUNTRY_CODES)]


def _without_accents(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return "".join(character for character in letters if not unicodedata.combining(character))


def _digits(phone: str) -> str:
    return _COUNTRY_CODE.sub("", _NOT_A_DIGIT.sub("", fold(phone)))


def _plain(syllable: str) -> str:
    """Without accents; what is no ASCII letter or digit even then, by its number."""
    return "".join(
        character if character.isascii() and character.isalnum() else f"z{ord(character):05x}"
        for character in _without_accents(syllable)
    )
