"""Numbers that only count: before a text (「12. 」, 「（3）」, 「Q5：」, 「一、」) or as a code (1, Q5)."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from common.folding import fold

_CN: Final = "一二三四五六七八九十百"

#: A number counts where a mark sets it off and no digit follows: 「3年前」, 「3.5 万」 and 「2:1」 stay.
_NUMBER: Final = re.compile(
    rf"""\s*(?:
        [（(\[【〔]\s*(?:\d{{1,4}}|[{_CN}]{{1,3}})\s*[)）\]】〕]\s*[.．、:：]?
      | (?:第\s*)?(?:\d{{1,4}}|[{_CN}]{{1,3}})\s*[题题问條条]\s*[.．、:：]
      | (?:Q(?:uestion)?|No\.?|题目?|问题?|問題?|題目?)\s*(?:\d{{1,4}}|[{_CN}]{{1,3}})\s*[.．、:：)）-](?!\d)
      | \d{{1,4}}\s*(?:[.．](?!\d)|[、:：](?!\d)|[)）])
      | [{_CN}]{{1,3}}、(?![{_CN}])
      | [①-⑳⑴-⒇⒈-⒛]\s*[.．、]?
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)


#: Codes that count questions, as anybody's file has them: 1, 001, 1.1, 2-3, （4）, Q5, No. 6, 第7题, 三、, ⑧.
#: Longer numbers and those behind letters of a house's own (CS-012, 20230012) are codes.
_COUNTS: Final = re.compile(
    rf"""[（(\[【〔#\s]*+
    (?:(?:Q(?:uestion)?s?|No|Nr|Item|题目?|問題|问题|題目?|序号|序號|编号|編號)\s*[.．:：#_-]?\s*)?
    第?\s*(?:\d{{1,4}}(?:\s*[.．、_/-]\s*\d{{1,3}}){{0,3}}|[{_CN}]{{1,4}}|[①-⑳⑴-⒇⒈-⒛])
    \s*[题題问問条條道]?[)）\]】〕.．、:：\s]*""",
    re.VERBOSE | re.IGNORECASE,
)


def is_numbering(code: str) -> bool:
    """Whether a code only counts: another file has the same one for another question."""
    if not code:
        return False
    return _COUNTS.fullmatch(code if code.isascii() else unicodedata.normalize("NFKC", code)) is not None


def without_number(text: str) -> str:
    """``text`` without the number before it; as it is where it has none, or is nothing else."""
    match = _NUMBER.match(text)
    if match is None:
        return text
    rest = text[match.end() :].lstrip()
    # Signs that fold to nothing are no text.
    return rest if fold(rest) else text


def without_numbers(text: str) -> str:
    """``text`` without all the numbers before it but such as are its only text: the same whether or not one
    of them was taken off before."""
    ends = [0]
    while match := _NUMBER.match(text, ends[-1]):
        ends.append(match.end())
    while len(ends) > 1 and not fold(text[ends[-1] :]):
        ends.pop()
    return text[ends[-1] :].lstrip()
