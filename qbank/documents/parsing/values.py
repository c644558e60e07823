"""Value systems whose behaviours climb from 1 to 5, and the rules they are rated by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from qbank.bankfile.drafts import AnswerDraft, BandDraft, PointDraft, QuestionDraft, ScaleDraft
from qbank.documents.parsing.marks import fold

LEVELS = 5

#: ``Customer First——顾客第一`` right before ``1分:``.
_SCORED_HEADING = re.compile(r"(?:[A-Z][A-Za-z &]{0,40})?——([\u4e00-\u9fff]{1,12})(?=1分:)")

_SECTION = re.compile(r"\(\d\)([^①-⑳()]{2,20})①")
_ITEM = re.compile(r"[①-⑳]([^①-⑳]+)")
_BAND = re.compile(r"[①-⑳]\s*([\u4e00-\u9fff]{1,6})(\d{1,3})[—–~至-](\d{1,3})分")
_LOWEST = re.compile(r"允许以(\d)分表示")
_STEP = re.compile(r"小数点后可以出现(\d\.\d)分")
_EVIDENCE = re.compile(r"分数为0分、(\d(?:\.\d)?)分或者达到(\d)分")
_FLOOR = re.compile(r"任意一项[\u4e00-\u9fff]{0,10}得分在(\d)分以下")
_RULE_SECTIONS = ("考核说明", "评分结果等级说明", "价值观评分结果的运用")

ReadLadders = tuple[list[QuestionDraft], list[str]]


def numbered_ladders(text: str, code: str, names: Sequence[str]) -> ReadLadders:
    """Ladders headed 一、NAME and numbered 1、 to 5、; also the stretches that could not be read.

    ``names`` are needed because nothing in the text separates a value's name from its motto.
    """
    folded = fold(text)
    starts: list[int] = []
    for name in names:
        match = re.compile(rf"[一二三四五六七八九十]、(?={re.escape(name)})").search(
            folded, starts[-1] + 1 if starts else 0
        )
        if match is None:
            return [], [text]
        starts.append(match.start())
    sections = [
        (name, start + 2, end)
        for name, start, end in zip(names, starts, [*starts[1:], len(text)], strict=True)
    ]
    return _read_ladders(text, sections, code, "{}、", text[: starts[0]] if starts else text)


def scored_ladders(text: str, code: str) -> ReadLadders:
    """Ladders headed ``Customer First——顾客第一`` and graded 1分： to 5分：."""
    headings = list(_SCORED_HEADING.finditer(fold(text)))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    sections = [(heading.group(1), heading.start(), end) for heading, end in zip(headings, ends, strict=True)]
    return _read_ladders(text, sections, code, "{}分:", text[: headings[0].start()] if headings else text)


def _read_ladders(
    text: str, sections: list[tuple[str, int, int]], code: str, mark: str, before: str
) -> ReadLadders:
    questions: list[QuestionDraft] = []
    unread = [before.strip()] if before.strip() else []
    for number, (name, start, end) in enumerate(sections, 1):
        ladder = _ladder(text[start:end].strip(), name, f"{code}-{number}", mark)
        if ladder is None:
            unread.append(text[start:end].strip())
        else:
            questions.append(ladder)
    return questions, unread


def _ladder(text: str, name: str, code: str, mark: str) -> QuestionDraft | None:
    folded = fold(text)
    cuts: list[int] = []
    for level in range(1, LEVELS + 1):
        position = folded.find(mark.format(level), cuts[-1] if cuts else 0)
        if position < 0:
            return None
        cuts.append(position)
    lines = [text[start:end].strip() for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    if lines[0].startswith(name):
        lines[:1] = [name, lines[0][len(name) :].strip()]
    stated = [line[len(mark.format(0)) :].strip().rstrip("。") for line in lines[-LEVELS:]]
    return QuestionDraft(
        text=name,
        code=code,
        rubric_kind="ladder",
        answers=(AnswerDraft("\n".join(lines)),),
        points=tuple(
            PointDraft(text=words, level=level, quote=words) for level, words in enumerate(stated, 1)
        ),
    )


def rating_scale(text: str) -> ScaleDraft | None:
    """The rating rules stated in a text, or None where one of them is missing."""
    folded = fold(text)
    lowest, step, evidence, floor = (rule.search(folded) for rule in (_LOWEST, _STEP, _EVIDENCE, _FLOOR))
    bands = [(name, Decimal(low), Decimal(high)) for name, low, high in _BAND.findall(folded)]
    if not (lowest and step and evidence and floor and len(bands) > 1):
        return None
    bands.sort(key=lambda band: band[1], reverse=True)
    return ScaleDraft(
        name="面试评分标准（5 分制）",
        minimum=Decimal(lowest.group(1)),
        maximum=Decimal(LEVELS),
        step=Decimal(step.group(1)),
        evidence_at_or_below=Decimal(evidence.group(1)),
        evidence_from=Decimal(evidence.group(2)),
        floor=Decimal(floor.group(1)),
        band_base=bands[0][2],
        bands=tuple(BandDraft(name, low) for name, low, _ in bands[:-1]),
        lowest_band=bands[-1][0],
        rules=tuple(_rules(text, folded)),
    )


def _rules(text: str, folded: str) -> list[str]:
    """The numbered rules, in the source's own words."""
    rules: list[str] = []
    for section in _SECTION.finditer(folded):
        if section.group(1).strip() not in _RULE_SECTIONS:
            continue
        end = re.compile(r"\(\d\)|\n|[一二三四五六七八九十]、").search(folded, section.end())
        stop = end.start() if end else len(text)
        rules += (
            text[item.start(1) : item.end(1)].strip().rstrip("；;。")
            for item in _ITEM.finditer(folded, section.end() - 1, stop)
        )
    return rules
