"""The words of marks and ratings, as people write them by hand, in a form, or on paper typed in."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from django.utils.translation import gettext as _

from common.chinese_script import traditional
from common.folding import fold
from interviews.scoring import Mark

#: In either language, whatever language the form was made in.
_MARKS: Final = {
    Mark.MET: "met yes y v ok 1 ✓ ✔ √ ☑ true 达到 已达到 完全达到 做到 满足 命中 是 有 对 达",
    Mark.PARTLY: "partly partial partially half p 0.5 .5 5 1/2 1⁄2 △ 部分 部分达到 一半 半 半分 部",
    Mark.MISSED: "missed miss no n 0 x × ✕ ✖ ╳ ✗ ✘ ☒ false 未达到 没达到 未 没有 无 否 不 没 未做到",
}


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_MARK_OF: Final = {word: mark for mark, words in _MARKS.items() for word in words.split()}
#: A cross is neither: in a box it ticks the box, beside a sentence it denies it.
_YES: Final = _set("yes y v ok 1 ✓ ✔ √ ☑ true met 是 有 对 出现 appeared 达到")
_NO: Final = _set("no n 0 false 否 无 没有 没 未出现 不 missed")
_NOT_ASKED: Final = _set("n/a na 未问 没问 未提问 本题未问 notasked")
_NUMBER: Final = re.compile(r"\d{0,4}(?:\.\d{1,6})?")
_TAIL: Final = re.compile(r"分$")
#: What a rating cell holds when the question was not asked.
NOT_ASKED: Final = "not asked"


def mark_words() -> list[tuple[Mark, str]]:
    """The marks with their words in the language that is active now."""
    return [(Mark.MET, _("Met")), (Mark.PARTLY, _("Partly")), (Mark.MISSED, _("Missed"))]


def yes_word() -> str:
    """The word for a red flag that appeared, and for a question that was not asked."""
    return str(_("Yes"))


def field_label(name: str) -> str:
    """A field of a question, as people read it; not for marks, which are named by their point."""
    return {
        "rating": _("Rating"),
        "not_asked": _("Not asked"),
        "notes": _("What the candidate said"),
        "evidence": _("Evidence"),
        "reason": _("Reason for differing"),
        "flag_note": _("Note on the red flag"),
        "not_asked_reason": _("Why not asked"),
    }[name]


@lru_cache(maxsize=1)
def words_json() -> dict[str, Any]:
    """The words for static/js/paper/reading.js, which reads as read_mark() and read_rating() do."""
    words = [*_MARK_OF, *_NOT_ASKED]
    written = dict(zip(traditional("\n".join(words)).split("\n"), words, strict=True))
    spellings = written | {word: word for word in words}
    return {
        "marks": {spelling: str(_MARK_OF[word]) for spelling, word in spellings.items() if word in _MARK_OF},
        "not_asked": [spelling for spelling, word in spellings.items() if word in _NOT_ASKED],
    }


def read_mark(text: str) -> Mark | None:
    """The mark that a word, a tick or a number means. Raises ValueError for anything else but an empty text.

    "5" is a half: on paper and on a number pad it stands for .5. A cross, a letter x too, is a miss.
    """
    word = _word(text)
    if not word:
        return None
    if word not in _MARK_OF:
        raise ValueError(text)
    return _MARK_OF[word]


def read_yes(text: str) -> bool:
    """Whether a text says yes; an empty one says no. Raises ValueError for anything else."""
    word = _word(text)
    if word in _YES:
        return True
    if not word or word in _NO:
        return False
    raise ValueError(text)


def read_rating(text: str, ratings: Collection[Decimal]) -> Decimal | str | None:
    """One of the ratings, NOT_ASKED, or None for an empty text: 3,5 and ３.５ and 3½ are 3.5.

    Raises ValueError for anything else.
    """
    word = _word(text.replace("½", ".5"))
    if not word:
        return None
    if word in _NOT_ASKED:
        return NOT_ASKED
    number = _TAIL.sub("", word).replace(",", ".").replace("。", ".")
    if number and number != "." and _NUMBER.fullmatch(number) and Decimal(number) in ratings:
        return Decimal(number)
    raise ValueError(text)


def _word(text: str) -> str:
    """Without blanks, case and full-width forms; a tick drawn as a picture is still a tick."""
    return "".join(fold(text[:40]).replace("\ufe0f", "").split())
