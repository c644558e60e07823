"""Question banks as they come: numbered in any style, answers marked or not, on one line or many."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from qbank.bankfile.drafts import AnswerDraft, BankDraft, CategoryDraft, Leftover, QuestionDraft
from qbank.documents.parsing import reasons
from qbank.documents.parsing.answer_sheets import AnswerSheet, find_sheets, read_sheet
from qbank.documents.parsing.marks import fold, unwrap
from qbank.documents.parsing.numbering import (
    ANSWERS,
    Heading,
    choose_questions,
    find_headings,
    question_styles,
)
from qbank.documents.parsing.outlines import load_json
from qbank.documents.parsing.splitting import split
from qbank.documents.parsing.tokens import Token, scan
from qbank.documents.parsing.unnumbered import find_unnumbered

#: Headings from the highest to the lowest: 第一部分, 一、, （一）, a line of its own.
_LEVELS = ("part", "cn", "cnp", "line")
_LONGEST_TITLE_LINE = 20
_PROBE = re.compile(r"\s*(?:【追问】|(?:(?<=\n)|(?<=[？?。]))追问\s?\d?\s?[：:])\s*")
_SENTENCE_ENDS = "。?!;…”」』》)】.!"


@dataclass(slots=True)
class _Question:
    number: int | None
    text: str
    answers: list[str] = field(default_factory=list)
    probes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """Collects the text between the marks."""

    categories: dict[str, list[_Question]] = field(default_factory=dict)
    leftovers: list[Leftover] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)
    unused: dict[str, str] = field(default_factory=dict)
    question: _Question | None = None
    unanswered: list[_Question] = field(default_factory=list)

    def add_leftover(self, text: str, reason: str) -> None:
        if text.strip():
            self.leftovers.append(Leftover(unwrap(text), reason))

    def start_heading(self, level: str, name: str, text: str) -> None:
        self.close_headings(level)
        self.headings[level] = name
        self.unused[level] = name
        self.question = None
        self.add_leftover(text, reasons.BELOW_HEADING)

    def close_headings(self, level: str) -> None:
        """A heading ends those of its own level and below; one that had no question is left over."""
        for ended in _LEVELS[_LEVELS.index(level) :]:
            self.headings.pop(ended, None)
            self.add_leftover(self.unused.pop(ended, ""), reasons.EMPTY_HEADING)

    def add_question(self, number: int | None, body: str, marked: bool) -> None:
        text, answer = (body, "") if marked else split(body)
        text, *probes = _PROBE.split(unwrap(text.strip("*# \n").lstrip("：:、.．）)】")))
        if not text:
            self.question = None
            self.add_leftover("\n".join([*probes, answer]), reasons.QUESTION_WITHOUT_TEXT)
            return
        self.question = _Question(number, text, [unwrap(answer)] if answer else [], probes)
        category = " / ".join(filter(None, self.headings.values()))
        self.categories.setdefault(category, []).append(self.question)
        self.unused = {}
        if not answer and not marked:
            self.unanswered.append(self.question)

    def answer(self, text: str, mark: Token, marked_as: str) -> None:
        if self.question is None:
            self.add_leftover(text, reasons.ANSWER_WITHOUT_QUESTION)
        elif not text.strip():
            return
        elif mark.kind == "analysis" and self.question.answers:
            self.question.answers[-1] += f"\n{marked_as.strip()}{unwrap(text)}"
        else:
            self.question.answers.append(unwrap(text))

    def add_answer_sheet(self, text: str, sheet: AnswerSheet) -> None:
        expected = [question.number for question in self.unanswered]
        for index, answer in read_sheet(text, sheet, expected):
            if index is None:
                self.add_leftover(answer, reasons.ANSWER_WITHOUT_QUESTION)
            elif answer.strip():
                self.unanswered[index].answers.append(unwrap(answer))
        self.unanswered = []
        self.question = None


Mark = Token | Heading | AnswerSheet


def parse_questions(text: str) -> BankDraft | None:
    """Read a question bank; None where the text holds no questions."""
    folded = fold(text)
    tokens = scan(folded)
    styles = question_styles(tokens)
    marks = _marks(folded, tokens, styles) if styles else find_unnumbered(folded, tokens)
    if not any(isinstance(mark, Token) and mark.kind not in ANSWERS for mark in marks):
        return None
    reader = _Reader()
    reader.add_leftover(text[: marks[0].start], reasons.INTRODUCTION)
    for mark, end in zip(marks, [*(mark.start for mark in marks[1:]), len(text)], strict=True):
        following = text[mark.end : end]
        if isinstance(mark, Heading):
            reader.start_heading(mark.kind, text[mark.name_at : mark.name_at + len(mark.name)], following)
        elif isinstance(mark, AnswerSheet):
            reader.add_answer_sheet(text, mark)
        elif mark.kind in ANSWERS:
            reader.answer(following, mark, text[mark.start : mark.end])
        else:
            reader.add_question(mark.number, following, mark.answered)
    reader.close_headings(_LEVELS[0])
    return _with_codes(text, _drafts(reader), _cut_off(reader))


def _marks(folded: str, tokens: Sequence[Token], styles: frozenset[str]) -> list[Mark]:
    """Questions, answer marks, headings and answer sheets, in order."""
    headings = find_headings(folded, tokens, styles)
    sheets = find_sheets(folded, tokens, styles, headings)
    headings = [heading for heading in headings if not _is_inside(sheets, heading.start)]
    relevant = [
        token
        for token in tokens
        if (token.kind in styles or token.kind in ANSWERS) and not _is_inside(sheets, token.start)
    ]
    questions: list[Token] = []
    expected = 1
    for section in _sections(relevant, [h.start for h in headings] + [s.start for s in sheets]):
        chosen = choose_questions(section, expected)
        questions += chosen
        expected = (chosen[-1].number or 0) + 1 if chosen else expected
    answers = [token for token in relevant if token.kind in ANSWERS]
    headings += _title_lines(folded, questions, headings)
    marks: list[Mark] = sorted([*headings, *sheets, *questions, *answers], key=lambda mark: mark.start)
    return [
        mark._replace(answered=isinstance(after, Token) and after.kind in ANSWERS)
        if isinstance(mark, Token)
        else mark
        for mark, after in zip(marks, [*marks, None][1:], strict=True)
    ]


def _is_inside(sheets: Sequence[AnswerSheet], position: int) -> bool:
    index = bisect_right(sheets, position, key=lambda sheet: sheet.start)
    return index > 0 and position < sheets[index - 1].stop


def _sections(tokens: Iterable[Token], borders: Iterable[int]) -> list[list[Token]]:
    ordered = sorted(borders)
    sections: list[list[Token]] = [[]]
    border_index = 0
    for token in tokens:
        while border_index < len(ordered) and ordered[border_index] <= token.start:
            sections.append([])
            border_index += 1
        sections[-1].append(token)
    return sections


def _title_lines(folded: str, questions: Sequence[Token], headings: Sequence[Heading]) -> list[Heading]:
    """Headings without a number: a short line right above a question that counts from 1 again."""
    taken = [heading.end for heading in headings]
    title_lines: list[Heading] = []
    for before, question in zip([None, *questions], questions, strict=False):
        if question.number != 1 or not question.line_start:
            continue
        end = folded.rfind("\n", 0, question.start)
        start = folded.rfind("\n", max(0, end - 60), max(0, end)) + 1
        line = folded[start:end].strip(" #*") if end > 0 else ""
        bare = line.strip("【】:")
        if not bare or len(bare) > _LONGEST_TITLE_LINE or (line[-1] in _SENTENCE_ENDS and line[-1] != "】"):
            continue
        first = before is None and not line.startswith("【") and not folded[:start].strip()
        after_heading = bisect_left(taken, start) < bisect_right(taken, question.start)
        if not first and not after_heading and (before is None or before.end < start):
            title_lines.append(Heading("line", start, end, bare, folded.index(bare, start)))
    return title_lines


def _drafts(reader: _Reader) -> BankDraft:
    return BankDraft(
        categories=tuple(
            CategoryDraft(name, tuple(_question(question) for question in questions))
            for name, questions in reader.categories.items()
        ),
        leftovers=tuple(reader.leftovers),
    )


def _question(question: _Question) -> QuestionDraft:
    return QuestionDraft(
        text=question.text,
        answers=tuple(AnswerDraft(answer) for answer in question.answers if answer),
        probes=tuple(probe for probe in question.probes if probe),
    )


@cache
def _known_banks() -> list[dict[str, Any]]:
    """What a person has noted about known banks: their codes, and where a site cut them off."""
    banks: list[dict[str, Any]] = load_json("question_banks.json")
    return banks


def _cut_off(reader: _Reader) -> str:
    """How the last answer ends, if it alone breaks off without a mark; else ""."""
    answers = [a for questions in reader.categories.values() for q in questions for a in q.answers]
    broken = [answer for answer in answers if fold(answer[-1]) not in _SENTENCE_ENDS]
    return answers[-1] if len(answers) > 3 and len(broken) == 1 and broken[0] is answers[-1] else ""


def _with_codes(text: str, bank: BankDraft, cut_off: str) -> BankDraft:
    """The bank with what is known of it: codes where it has some, and which answer is incomplete."""
    known_bank = next((bank for bank in _known_banks() if bank["recognised_by"] in text), None)
    cut_off = known_bank["cut_off_after"] if known_bank else cut_off

    def marked(answer: AnswerDraft) -> AnswerDraft:
        return replace(answer, complete=False) if cut_off and answer.text.endswith(cut_off) else answer

    categories = []
    for number, category in enumerate(bank.categories, 1):
        questions = tuple(
            replace(
                question,
                code=f"{known_bank['code']}-{number}-{index:02d}" if known_bank else "",
                answers=tuple(marked(answer) for answer in question.answers),
            )
            for index, question in enumerate(category.questions, 1)
        )
        categories.append(replace(category, questions=questions))
    return replace(bank, categories=tuple(categories))
