"""Where a question ends and its answer begins, in text that has no label between them."""

from __future__ import annotations

import re
from typing import Final

from qbank.documents.parsing.marks import sentence_ends
from qbank.documents.structure.asking import asks, is_task, opens

_FURTHEST_QUESTION_MARK: Final = 300
_MOST_LEADING_SENTENCES: Final = 5
#: What a question may carry behind its ？: （10分）, （考察稳定性）, 【请结合经历】.
_REMARK: Final = re.compile(r"(?:[ ]?[(【\[][^()\n【】\[\]]{1,40}[)】\]])+")
_OPTION: Final = re.compile(r"[ \t]*(?:[(]?[A-Ha-h][.、)::]|[A-H][ ](?=\S))")
_OPTIONS_GLUED: Final = re.compile(r"[ \t\n]*[(]?A[.、)::]?[^\n]{1,200}?[ \t\n]*[(]?B[.、)::]")
_SECOND_OPTION: Final = re.compile(r"(?<![A-Za-z])[Bb][.、)::  ]")
_FURTHEST_OPTION: Final = 400
_ITEM: Final = re.compile(
    r"[ \t]*(?:[(【\[]?(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[a-h])[.、)】\]::]|[①-⑳]|[-•●·○▪*])"
)
_TERMINAL: Final = '。?!…:;”")】」』》].'
_LEADS_IN: Final = re.compile(
    r"(?:说明|回答|包括|包含|介绍|分析|阐述|考虑|要求|如下|以下|方面|问题|几点|内容|following"
    r"|include|address|cover|explain)[^\n。?!]{0,8}[::]$"
)
_GOES_ON: Final = re.compile(r"[的了时,、。?!着过和与或及吗呢]")
_WRAPPED_AT: Final = 18


def split(folded: str, start: int, end: int, *, wrapped: bool = False) -> int:
    """Where the question of the unmarked ``folded[start:end]`` ends; what follows is its answer.

    ``wrapped``: in this document lines break in mid-sentence.
    """
    while start < end and folded[start] in " \n\t":
        start += 1
    line = _paragraph_end(folded, start, end, wrapped=wrapped)
    rest = folded[line:end].strip()
    stop = _within_paragraph(folded, start, line, alone=not rest)
    if stop < line:
        stop = _with_remark(folded, stop, end)
        # Behind ？（ ） the options stand on the next line.
        return stop if folded[stop:line].strip() else _with_lists(folded, start, stop, end)
    stop = _with_asking_lines(folded, start, line, end)
    return _with_lists(folded, start, stop, end)


def _paragraph_end(folded: str, start: int, end: int, *, wrapped: bool) -> int:
    """The end of the first line, or of those it was broken into by the page's edge."""
    line = _line_end(folded, start, end)
    for _ in range(6):
        following = line
        while following < end and folded[following] in " \n\t":
            following += 1
        if (
            following >= end
            or folded[line - 1 : line] in _TERMINAL
            or _OPTION.match(folded, following)
            or _ITEM.match(folded, following)
        ):
            break
        text = folded[start:line].strip()
        next_line = _line_end(folded, following, end)
        continues = (
            wrapped
            or _GOES_ON.match(folded, following)
            or (len(text) >= _WRAPPED_AT and _asks_first(folded, following, next_line))
            or (
                not asks(folded, start, line)
                and asks(folded, start, line) < _joined_asks(folded, start, line, following, next_line)
            )
        )
        if not continues:
            break
        line = next_line
    return line


def _asks_first(folded: str, start: int, end: int) -> bool:
    following = next(sentence_ends(folded, start, min(end, start + 160)), None)
    return following is not None and following[1] == "?"


def _joined_asks(folded: str, start: int, line: int, following: int, end: int) -> int:
    joined = folded[start:line] + folded[following:end]
    return asks(joined, 0, len(joined)) if len(joined) < 400 else 0


def _within_paragraph(folded: str, start: int, line: int, *, alone: bool) -> int:
    """In a paragraph that goes on with the answer: the end of its leading sentences that ask."""
    ends: list[tuple[int, str]] = []
    for stop, mark in sentence_ends(folded, start, line):
        if mark == ";" or mark == "\n":
            continue
        ends.append((stop, mark))
        if len(ends) > 30:
            break
    asking = next((index for index, (_, mark) in enumerate(ends) if mark == "?"), None)
    far = asking is not None and (
        ends[asking][0] - start > _FURTHEST_QUESTION_MARK or asking > _MOST_LEADING_SENTENCES
    )
    first = folded[start : ends[0][0]] if ends else ""
    if asking is None or far or (asking > 1 and is_task(first)):
        if alone and ends and is_task(first) and folded[ends[0][0] : line].strip():
            return _tasks_end(folded, ends, line)
        return line
    end = ends[asking][0]
    for index in range(asking + 1, len(ends)):
        stop, mark = ends[index]
        if (
            mark != "?"
            and not opens(folded[end:stop].lstrip())
            and folded[end:stop].lstrip()[:1] not in "(【["
        ):
            break
        end = stop
    # A sentence that asks again and ends the paragraph: all of it is the question.
    if not alone and ends[-1][1] == "?" and not folded[ends[-1][0] : line].strip(' )】"”'):
        return line
    if _OPTIONS_GLUED.match(folded, end, line) or _LEADS_IN.search(folded, max(end, line - 60), line):
        return line
    return end if folded[end:line].strip() else line


def _tasks_end(folded: str, ends: list[tuple[int, str]], line: int) -> int:
    """The leading sentences that tell what to do."""
    end = ends[0][0]
    for stop, _mark in ends[1:]:
        if not is_task(folded[end:stop].lstrip()):
            break
        end = stop
    return end if folded[end:line].strip() else line


def _with_remark(folded: str, stop: int, end: int) -> int:
    remark = _REMARK.match(folded, stop, end)
    return remark.end() if remark else stop


def _with_asking_lines(folded: str, start: int, line: int, end: int) -> int:
    """Where the first line only sets the scene, also the lines up to the one that asks."""
    if asks(folded, start, line):
        position = line
        # A second question put on a line of its own belongs to the first.
        following = _next_line(folded, position, end)
        if following is not None:
            text = folded[following[0] : following[1]].strip()
            if (
                text.endswith("?")
                and len(text) < 80
                and not _ITEM.match(folded, following[0])
                and folded[start:line].rstrip().endswith("?")
                and folded[following[1] : end].strip()
            ):
                return following[1]
        return line
    position = line
    for _ in range(4):
        following = _next_line(folded, position, end)
        if following is None or _ITEM.match(folded, following[0]):
            return line
        position = following[1]
        if asks(folded, following[0], position) == 2:
            return position
    return line


def _with_lists(folded: str, start: int, stop: int, end: int) -> int:
    """Options, remarks on lines of their own, and a list that the question itself announces."""
    announced = bool(_LEADS_IN.search(folded, max(start, stop - 60), stop))
    while (following := _next_line(folded, stop, end)) is not None:
        begin, line = following
        text = folded[begin:line].strip()
        if (
            (
                _OPTION.match(folded, begin)
                and not text.endswith("?")
                and not _answers(folded, begin, line, end)
            )
            or (announced and _ITEM.match(folded, begin))
            or _REMARK.fullmatch(text)
        ):
            stop = line
        else:
            break
    return stop


def _answers(folded: str, begin: int, line: int, end: int) -> bool:
    """Whether what is marked as an option is the entry of an answer: alone, or a sentence behind a), b)."""
    first = folded[begin:line].lstrip(" \t(")
    if first[0].islower() and first.rstrip()[-1:] in "。;":
        return True
    return first[0] in "Aa" and not _SECOND_OPTION.search(folded, begin, min(end, line + _FURTHEST_OPTION))


def _next_line(folded: str, position: int, end: int) -> tuple[int, int] | None:
    while position < end and folded[position] in " \n\t":
        position += 1
    return (position, _line_end(folded, position, end)) if position < end else None


def _line_end(folded: str, start: int, end: int) -> int:
    newline = folded.find("\n", start, end)
    return end if newline < 0 else newline


def are_wrapped(folded: str, bodies: list[tuple[int, int]]) -> bool:
    """Whether unmarked questions are broken over lines: few first lines end, and second ones do by asking."""
    several = broken = asking = going_on = 0
    for start, end in bodies:
        while start < end and folded[start] in " \n\t":
            start += 1
        line = _line_end(folded, start, end)
        following = _next_line(folded, line, end)
        if following is None:
            continue
        several += 1
        if folded[line - 1 : line] in _TERMINAL:
            continue
        broken += 1
        going_on += bool(_GOES_ON.match(folded, following[0])) or folded[following[0]].islower()
        asking += _asks_first(folded, following[0], following[1]) and not opens(
            folded[following[0] : following[1]]
        )
    return several >= 3 and broken * 10 >= 8 * several and (asking + going_on) * 10 >= 4 * several
