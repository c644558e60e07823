"""Where a question ends and its answer begins, in text that has no mark between them."""

from __future__ import annotations

import re

from qbank.documents.parsing.marks import fold, sentence_ends

_FURTHEST_QUESTION_MARK = 300
_MOST_LEADING_SENTENCES = 5
#: What a question may carry behind its ？: （10分）, （考察稳定性）.
_REMARK = re.compile(r"[ ]?\([^()\n]{1,30}\)")
_IMPERATIVE = re.compile(r"\s*(?:请|谈谈|说说|聊聊|简述|论述|试述|阐述|列举|描述|介绍|举例|分享|解释|分析)")


def split(body: str) -> tuple[str, str]:
    """The question and the answer of an unmarked body: the leading sentences that end in ？, and the rest.

    Without a ？ the question is the first line, or on a single line the first sentence where that is
    put as a request (请…); any other text is all question.
    """
    folded = fold(body)
    end = _end_of_question(folded)
    return body[:end].strip(), body[end:].strip()


def _end_of_question(folded: str) -> int:
    start = len(folded) - len(folded.lstrip())
    ends = list(_leading_ends(folded, start))
    asking = next((index for index, (_, mark) in enumerate(ends) if mark == "?"), None)
    if asking is None or (asking > 1 and _IMPERATIVE.match(folded)):
        return _end_without_question_mark(folded, start, ends)
    end = ends[asking][0]
    for following, mark in ends[asking + 1 :]:
        if mark != "?":
            break
        end = following
    remark = _REMARK.match(folded, end)
    return remark.end() if remark else end


def _leading_ends(folded: str, start: int) -> list[tuple[int, str]]:
    """Ends of the first sentences; those after a ？ only as long as they ask, too."""
    ends: list[tuple[int, str]] = []
    asked = False
    for end, mark in sentence_ends(folded, start, len(folded)):
        if mark == ";" or (mark == "\n" and _is_wrapped(folded, ends[-1][0] if ends else start, end)):
            continue
        if mark == "\n" and ends and not folded[ends[-1][0] : end].strip():
            continue
        ends.append((end, mark))
        asked = asked or mark == "?"
        if (asked and mark != "?") or mark == "\n" or len(ends) > 30:
            break
        if not asked and (end - start > _FURTHEST_QUESTION_MARK or len(ends) > _MOST_LEADING_SENTENCES):
            break
    return ends


def _is_wrapped(folded: str, start: int, end: int) -> bool:
    """A line broken at the page's edge: long, no mark at its end, and the next line asks."""
    line = folded[start : end - 1].strip()
    if len(line) < 20 or line[-1] in ".:!)”」":
        return False
    following = next(sentence_ends(folded, end, min(len(folded), end + 120)), None)
    return following is not None and following[1] == "?"


def _end_without_question_mark(folded: str, start: int, ends: list[tuple[int, str]]) -> int:
    newline = folded.find("\n", start)
    if newline >= 0 and folded[newline:].strip():
        return newline
    if ends and _IMPERATIVE.match(folded):
        return ends[0][0]
    return len(folded)
