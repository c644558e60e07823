"""Question banks as they come: whatever their numbers, labels, tables and headings look like."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final

from qbank.bankfile.drafts import AnswerDraft, BankDraft, CategoryDraft, Leftover, QuestionDraft
from qbank.documents.layout.rubrics import RUBRIC, rubric_lines
from qbank.documents.layout.tables import BREAK, Table, find_tables, flattened
from qbank.documents.parsing import reasons
from qbank.documents.parsing.marks import fold, unwrap
from qbank.documents.parsing.outlines import load_json
from qbank.documents.parts.grids import Grid, grid_of
from qbank.documents.parts.questions import QuestionReader
from qbank.documents.parts.read import ReadQuestion, Span
from qbank.documents.parts.rows import read_rows
from qbank.documents.parts.settings import kind_of
from qbank.documents.parts.shared_levels import share_levels
from qbank.documents.parts.sheets import answer_from_sheet
from qbank.documents.structure.asking import asks
from qbank.documents.structure.headings import Heading, bare_name, without_number
from qbank.documents.structure.labels import labels_between
from qbank.documents.structure.readings import best_reading, structure_of
from qbank.documents.structure.sheets import read_sheet
from qbank.documents.structure.stems import are_wrapped
from qbank.documents.structure.titles import LONGEST_TITLE, TITLE, title_of
from qbank.documents.structure.weighing import QuestionReading, Structure, ends_of
from qbank.documents.structure.words import PART_ROLES, Role

_SENTENCE_ENDS: Final = "。?!;…”」』》)】.!"
_SAYS_SOMETHING: Final = re.compile(r"[^\W_]")
#: What stands for a table of points and levels while the text is read: a rubric that says something.
_GRID: Final = f"{RUBRIC}见表"
_LONG_ANSWER: Final = 6
_FEWEST_UNANSWERED: Final = 3
_FEWEST_UNRATED: Final = 3
#: Characters of a doubtful place that are shown.
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class ReadingDoubt:
    """A place that a person should look at, and why."""

    start: int
    end: int
    reason: str


@dataclass(slots=True)
class ReadText:
    """What a text was read as; places are in that text."""

    questions: list[ReadQuestion] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    doubts: list[ReadingDoubt] = field(default_factory=list)
    #: Where labels for answers stand.
    answer_marks: list[int] = field(default_factory=list)


def read_questions(text: str) -> ReadText | None:
    """Read a question bank; None where the text holds no questions."""
    tables = find_tables(text)
    read = ReadText()
    flow = list(text)
    grids: list[Grid] = []
    for table in tables:
        rows = read_rows(text, table) if Role.QUESTION in table.columns else []
        if len(rows) >= 1 and _asks_enough(rows):
            _take_table(text, read, table, rows, several=len(tables) > 1)
            flow[table.start : table.end] = "\n" * (table.end - table.start)
        elif (grid := grid_of(text, table)) is not None:
            grids.append(grid)
            flow[table.start : table.end] = _GRID.ljust(table.end - table.start, "\n")
        else:
            flow[table.start : table.end] = rubric_lines(text, table) or flattened(text, table)
    for span in read.spans:
        if span.what == "heading":
            flow[span.start : span.end] = " " * (span.end - span.start)
    folded = fold("".join(flow))
    for grid in grids:
        flow[grid.start : grid.end] = RUBRIC.ljust(grid.end - grid.start, "\n")
    _read_flow("".join(flow), folded, read)
    if not read.questions:
        return None
    _place_grids(grids, read)
    read.questions.sort(key=lambda question: question.start)
    _account(text, read)
    return read


def _place_grids(grids: Sequence[Grid], read: ReadText) -> None:
    """Give each table of points and levels to the question in whose place it stands.

    One behind the last of several questions, where no other has such a table, is for none of them alone:
    a form to rate people by stands there. It is left over, for a person to say.
    """
    questions = sorted(read.questions, key=lambda question: question.start)
    for grid in grids:
        owner = next((q for q in questions if q.start <= grid.start < q.end), None)
        if owner is None:
            continue
        if len(grids) == 1 and len(questions) >= _FEWEST_UNRATED and owner is questions[-1]:
            read.spans.append(Span(grid.start, grid.end, "left", reasons.RATING_FOR_ALL))
            continue
        owner.points += grid.points
        owner.spans.append(Span(grid.start, grid.end, "point"))
        read.spans.append(owner.spans[-1])


def _asks_enough(rows: Sequence[ReadQuestion]) -> bool:
    """Tables of other things have a column called 内容, too."""
    asking = sum(asks(fold(row.text), 0, len(row.text)) > 0 for row in rows)
    told = sum(bool(row.answers or row.points) for row in rows)
    return asking * 10 >= 4 * len(rows) or (asking * 10 >= 2 * len(rows) and told * 10 >= 7 * len(rows))


def _take_table(text: str, read: ReadText, table: Table, rows: list[ReadQuestion], *, several: bool) -> None:
    for question in rows:
        read.spans += question.spans
    read.spans.append(Span(table.start, table.end, "table"))
    line_end = len(text[: table.start].rstrip())
    begin = text.rfind("\n", 0, line_end) + 1
    line = fold(text[begin:line_end])
    bare = without_number(line)
    name = bare_name(bare)
    marked = bare != line or line.lstrip().startswith("#")
    titled = (
        bool(name)
        and len(name) <= LONGEST_TITLE
        and not line.rstrip().endswith(("。", "|", ";", "?"))
        and (marked or (several and not TITLE.search(name)))
    )
    for question in rows:
        if titled and not question.category:
            question.category = text[begin + line.index(name) :][: len(name)]
        read.questions.append(question)
    if titled:
        read.spans.append(Span(begin, line_end, "heading"))


def _read_flow(text: str, folded: str, read: ReadText) -> None:
    """Read what stands outside tables."""
    structure = structure_of(folded)
    reading = best_reading(structure)
    if reading is None:
        return
    read.answer_marks = [label.word_at for label in structure.labels if label.role == Role.ANSWER]
    ends = ends_of(structure, reading)
    bodies = list(zip((start.end for start in reading.starts), ends, strict=True))
    unlabelled = [
        (s, e)
        for s, e in bodies
        if not any(label.role in PART_ROLES for label in labels_between(structure.labels, s, e))
    ]
    reader = QuestionReader(text, folded, structure.labels, are_wrapped(folded, unlabelled))
    categories = _Categories(text, read, reading)
    questions: list[ReadQuestion] = []
    for start, end in zip(reading.starts, ends, strict=True):
        question = reader.read(start, end)
        if not question.text:
            read.spans.append(Span(question.start, question.end, "left", reasons.QUESTION_WITHOUT_TEXT))
            continue
        category, kind = categories.at(question.start)
        question.category = question.category or category
        question.kind = question.kind or kind
        questions.append(question)
    categories.close()
    _read_sheets(structure, reader, questions, read)
    _set_tail_apart(questions)
    headings = [span for span in read.spans if span.what == "heading"]
    read.doubts += (
        ReadingDoubt(*place, reasons.SHARED_LEVELS) for place in share_levels(text, headings, questions)
    )
    for question in questions:
        read.spans += question.spans
    read.questions += questions
    read.doubts += _doubts(structure, reading, questions)


def _set_tail_apart(questions: Sequence[ReadQuestion]) -> None:
    """Where no other question has an answer, what stands unmarked behind the last one is none (请联系…)."""
    if len(questions) < _FEWEST_UNANSWERED or any(question.answers for question in questions[:-1]):
        return
    last = questions[-1]
    places = set(last.answer_spans)
    tails = [span for span in last.spans if span.what == "answer" and (span.start, span.end) in places]
    if len(tails) == len(last.answers) == 1:
        tails[0].what, tails[0].reason = "left", reasons.REMARK
        last.answers, last.answer_spans = [], []


class _Categories:
    """The headings in force, as the questions go by."""

    def __init__(self, text: str, read: ReadText, reading: QuestionReading) -> None:
        self.text, self.read = text, read
        self.headings = self._without_title(reading)
        self.next = 0
        self.stack: list[Heading] = []
        self.unused: list[Heading] = []

    def _without_title(self, reading: QuestionReading) -> list[Heading]:
        headings = reading.headings
        ranks = Counter(heading.rank for heading in headings)
        if (
            headings
            and headings[0].rank < 0
            and ranks[headings[0].rank] == 1
            and (len(ranks) > 1 or TITLE.search(headings[0].name))
        ) and headings[0].start <= reading.starts[0].start:
            return headings[1:]
        return headings

    def at(self, position: int) -> tuple[str, str]:
        """The category of a question at ``position``, and the kind of question its heading names."""
        while self.next < len(self.headings) and self.headings[self.next].start < position:
            heading = self.headings[self.next]
            self.close(heading.rank)
            self.stack.append(heading)
            self.unused.append(heading)
            self.read.spans.append(Span(heading.start, heading.end, "heading"))
            self.next += 1
        self.unused = []
        names = [self._name(heading) for heading in self.stack]
        return " / ".join(names), next((kind for name in reversed(names) if (kind := kind_of(name))), "")

    def _name(self, heading: Heading) -> str:
        return self.text[heading.name_at : heading.name_at + len(heading.name)]

    def close(self, rank: int = -100) -> None:
        """A heading ends those of its own level and below; one that had no question is left over."""
        for ended in [heading for heading in self.stack if heading.rank >= rank]:
            self.stack.remove(ended)
            if ended in self.unused:
                self.unused.remove(ended)
                for span in self.read.spans:
                    if span.what == "heading" and span.start == ended.start:
                        span.what, span.reason = "left", reasons.EMPTY_HEADING


def _read_sheets(
    structure: Structure, reader: QuestionReader, questions: list[ReadQuestion], read: ReadText
) -> None:
    since = 0
    for sheet in structure.sheets:
        waiting = [q for q in questions if since <= q.start < sheet.start and not q.answers]
        expected = [question.number for question in waiting]
        read.spans.append(Span(sheet.start, sheet.end, "mark"))
        for entry in read_sheet(structure.folded, sheet, structure.numbers, expected):
            if entry.question is None and not structure.folded[entry.start : entry.end].strip():
                read.spans.append(Span(entry.mark, entry.end, "heading"))
            elif entry.question is None:
                read.spans.append(Span(entry.mark, entry.end, "left", reasons.ANSWER_WITHOUT_QUESTION))
            else:
                answer_from_sheet(reader, waiting[entry.question], entry)
        since = sheet.stop


def _doubts(
    structure: Structure, reading: QuestionReading, questions: Sequence[ReadQuestion]
) -> list[ReadingDoubt]:
    """Answers with the next question's number in them, or far longer than the others; guessed borders."""
    doubts: list[ReadingDoubt] = []
    lengths = sorted(end - start for question in questions for start, end in question.answer_spans)
    usual = lengths[len(lengths) // 2] if lengths else 0
    for question, following in zip(questions, [*questions[1:], None], strict=True):
        next_number = (question.number or 0) + 1
        is_missing = next_number > 1 and following is not None and following.number not in (next_number, 1)
        for start, end in question.answer_spans:
            place = _number_at(structure.folded, next_number, start, end) if is_missing else None
            if place is not None:
                doubts.append(ReadingDoubt(place, min(end, place + _SHOWN), reasons.NEXT_NUMBER_INSIDE))
            elif len(lengths) >= 4 and end - start > max(400, _LONG_ANSWER * usual):
                doubts.append(ReadingDoubt(start, end, reasons.VERY_LONG_ANSWER))
    if reading.how == "options":
        length = len(structure.folded)
        doubts += (
            ReadingDoubt(start.start, min(start.start + _SHOWN, length), reasons.GUESSED_BORDER)
            for start in reading.starts[1:]
        )
    return doubts


def _number_at(folded: str, number: int, start: int, end: int) -> int | None:
    match = re.compile(rf"(?<![\d.]){number}[.、)](?!\d)").search(folded, start, end)
    return match.start() if match else None


def _account(text: str, read: ReadText) -> None:
    """Whatever says something and was taken for nothing is left over, with a reason by its place."""
    spans = sorted((span for span in read.spans if span.end > span.start), key=lambda span: span.start)
    first = read.questions[0].start
    headings = [span.end for span in spans if span.what == "heading"]
    starts = [question.start for question in read.questions]
    position = 0
    gaps: list[tuple[int, int]] = []
    for span in spans:
        if span.start > position:
            gaps.append((position, span.start))
        position = max(position, span.end)
    gaps.append((position, len(text)))
    if gaps[0][1] <= first and (title := title_of(text[: gaps[0][1]])):
        read.spans.append(Span(*title, "title", reasons.TITLE))
        gaps[0] = title[1], gaps[0][1]
    for start, end in gaps:
        if not _SAYS_SOMETHING.search(text, start, end):
            continue
        above = bisect_right(headings, start) - 1
        under_heading = above >= 0 and bisect_right(starts, headings[above] - 1) == bisect_left(starts, end)
        if bisect_left(read.answer_marks, start) < bisect_left(read.answer_marks, end):
            reason = reasons.ANSWER_WITHOUT_QUESTION
        elif under_heading:
            reason = reasons.BELOW_HEADING
        else:
            reason = reasons.INTRODUCTION if end <= first else reasons.NO_PLACE
        read.spans.append(Span(start, end, "left", reason))
    read.spans.sort(key=lambda span: (span.start, span.end))


def bank_of(text: str, read: ReadText) -> BankDraft:
    """The drafts of what was read, with what is known of the bank."""
    categories: dict[str, list[QuestionDraft]] = {}
    for question in read.questions:
        categories.setdefault(question.category, []).append(_draft(question))
    bank = BankDraft(
        categories=tuple(CategoryDraft(name, tuple(questions)) for name, questions in categories.items()),
        leftovers=tuple(
            Leftover(body, span.reason, span.start, span.end)
            for span in read.spans
            if span.what in ("left", "title")
            and (body := unwrap(text[span.start : span.end].replace(BREAK, "\n").strip("|\n ")))
        ),
    )
    return _with_codes(text, bank, _cut_off(bank))


def _draft(question: ReadQuestion) -> QuestionDraft:
    has_levels = any(point.level is not None for point in question.points)
    return QuestionDraft(
        text=question.text,
        kind=question.kind,
        rubric_kind="ladder" if has_levels else "checklist",
        difficulty=question.difficulty,
        minutes=question.minutes,
        answers=tuple(AnswerDraft(answer) for answer in question.answers if answer.strip()),
        probes=tuple(probe for probe in question.probes if probe),
        competencies=tuple(question.competencies),
        points=tuple(question.points),
    )


@cache
def _known_banks() -> list[dict[str, Any]]:
    """What a person has noted about known banks: their codes, and where a site cut them off."""
    banks: list[dict[str, Any]] = load_json("question_banks.json")
    return banks


def _cut_off(bank: BankDraft) -> str:
    """How the last answer ends, if it alone breaks off without a mark; else ""."""
    answers = [a.text for category in bank.categories for q in category.questions for a in q.answers]
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
