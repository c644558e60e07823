"""From the stretch of text of one question to its draft, with the place of every part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from qbank.bankfile.drafts import PointDraft
from qbank.documents.parsing.marks import fold, unwrap
from qbank.documents.parts.points import has_levels, points_of
from qbank.documents.parts.settings import (
    REMARK,
    competencies_of,
    difficulty_of,
    is_score,
    kind_of,
    minutes_of,
)
from qbank.documents.structure.labels import Label, Role
from qbank.documents.structure.numbers import Number
from qbank.documents.structure.segments import Segment, segments
from qbank.documents.structure.stems import split

_STEM_ROLES: Final = frozenset({Role.STEM, Role.QUESTION, Role.SITUATION, Role.OPTIONS})
_VERDICT: Final = re.compile(
    r"[ ]?[(\[【][ ]?(×|√|✓|✗|✘|对|错|正确|错误|T|F|True|False|Y|N)[ ]?[)\]】][ ]*$", re.IGNORECASE
)
_CHOSEN: Final = re.compile(r"[(][ ]?([A-H](?:[、,]?[A-H]){0,7})[ ]?[)]")
_PROBE_ITEM: Final = re.compile(
    r"(?:(?<=\n)|^|(?<=[。;?!]))[ \t]*(?:[(【\[]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、)】\]]|[①-⑳]|[-•●·○▪*]|[a-z][.)](?= ))[ \t]*"
)
_LIST_ITEM: Final = re.compile(r"\s*(?:[-•●■◆※·○▪*→]|[>#])+[ \t]*")
_MARKDOWN: Final = re.compile(r"\*\*|__|(?m:^[ \t]*>[ ]?)|(?m:^[ \t]*(?:-{3,}|\*{3,}|_{3,}|={3,})[ \t]*$)")
_DASHES: Final = re.compile(r"[\s—–]*[—–]{1,3}\s*$")
_STRAY: Final = "：:、.．）)】 \t\n*#_"
_QUOTES: Final = (("“", "”"), ('"', '"'), ("「", "」"), ("‘", "’"), ("'", "'"))
_WEIGHED_LIST: Final = re.compile(r"[(]\d{1,2}(?:\.\d)?分[)]")
_KEY_POINTS: Final = re.compile(r"要点|思路|key points?")


@dataclass(slots=True)
class Span:
    """A stretch of the content and what became of it."""

    start: int
    end: int
    what: str
    reason: str = ""


@dataclass(slots=True)
class ReadQuestion:
    """One question while its document is read. ``start``–``end`` is its place, the mark included."""

    number: int | None
    start: int
    end: int
    text: str = ""
    answers: list[str] = field(default_factory=list)
    probes: list[str] = field(default_factory=list)
    points: list[PointDraft] = field(default_factory=list)
    competencies: list[str] = field(default_factory=list)
    kind: str = ""
    difficulty: str = ""
    minutes: int | None = None
    category: str = ""
    #: Where each answer stands, for the answers that were not put together from several places.
    answer_spans: list[tuple[int, int]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    #: Parts that belong to the question and have no place in a draft: (text, start, end).
    remarks: list[tuple[str, int, int]] = field(default_factory=list)


def unmarked(text: str) -> str:
    """A part without Markdown's marks, its lines as they are."""
    return _MARKDOWN.sub("", text)


def clean(text: str) -> str:
    """A part as it is stored: without Markdown's marks and dashes left from the next label, broken lines joined."""
    return _DASHES.sub("", unwrap(unmarked(text)))


def _without_bullet(text: str) -> str:
    """A text of one line without the bullet before it."""
    return text if "\n" in text else _LIST_ITEM.sub("", text, count=1) if _LIST_ITEM.match(text) else text


def _within_bracket(text: str, part: Segment, folded: str) -> str:
    """What a label in a bracket announces, without the bracket's end: （追问：…）"""
    if part.label is not None and folded[part.label.start] == "(" and text[-1:] in ")）":
        return text[:-1].rstrip()
    return text


@dataclass(frozen=True, slots=True)
class QuestionReader:
    """Reads the questions of one text. ``wrapped``: its lines break in mid-sentence."""

    text: str
    folded: str
    labels: Sequence[Label]
    wrapped: bool = False
    #: Whether all that follows an unlabelled question is taken as part of it (no answers in this document).
    only_questions: bool = False

    def read(self, mark: Number, end: int) -> ReadQuestion:
        """The question behind a mark, up to ``end``."""
        question = ReadQuestion(mark.number or None, mark.start, end)
        question.spans.append(Span(mark.start, mark.end, "mark"))
        parts = segments(self.folded, mark.end, end, self.labels)
        self._read_stem(question, parts)
        for part in parts:
            if part.role not in _STEM_ROLES:
                self.read_part(question, part)
        return question

    def _read_stem(self, question: ReadQuestion, parts: Sequence[Segment]) -> None:
        stems = [part for part in parts if part.role in _STEM_ROLES]
        labelled = any(part.role in (Role.ANSWER, Role.ANALYSIS) for part in parts)
        pieces: list[str] = []
        for index, part in enumerate(stems):
            stop = part.end
            follows = [p for p in parts if p.mark >= part.end]
            last = index == len(stems) - 1 and (not follows or part is parts[-1])
            splits = not labelled and part.role in (Role.STEM, Role.QUESTION) and not self.only_questions
            if splits and (last or self._goes_on(part)):
                stop = split(self.folded, part.start, part.end, wrapped=self.wrapped)
            piece = self.text[part.start : stop]
            if part.role == Role.OPTIONS and part.label is not None:
                piece = piece.strip()
            pieces.append(piece)
            question.spans.append(Span(part.mark, stop, "question"))
            if self.text[stop : part.end].strip():
                self.add_answer(question, stop, stop, part.end)
        self._settle_stem(question, pieces)

    def _goes_on(self, part: Segment) -> bool:
        """Whether a stem before other parts has more than one paragraph."""
        return "\n" in self.folded[part.start : part.end].strip()

    def _settle_stem(self, question: ReadQuestion, pieces: list[str]) -> None:
        joined = "\n".join(stripped for piece in pieces if (stripped := piece.strip()))
        if self.wrapped:
            joined = re.sub(r"(?<=[^\n。？！?!：:；;）)】”])\n+(?=[^\nA-H（(【])", "", joined)
        text = clean(joined).lstrip(_STRAY).rstrip("*#_ \t\n|")
        text = _LIST_ITEM.sub("", text, count=1) if _LIST_ITEM.match(text) else text
        text = self._without_remarks(question, text)
        verdict = _VERDICT.search(fold(text))
        if verdict:
            question.points.append(PointDraft(text=text[verdict.start(1) : verdict.end(1)]))
            text = text[: verdict.start()].rstrip()
        question.text = _unquoted(text)

    def _without_remarks(self, question: ReadQuestion, text: str) -> str:
        """The stem without what it is worth, its time and difficulty in brackets before and behind it."""
        for _ in range(4):
            folded = fold(text)
            before = REMARK.match(folded)
            if before and is_score(before.group()):
                text = text[before.end() :].lstrip(_STRAY)
                continue
            behind = next(
                (m for m in REMARK.finditer(folded, max(0, len(folded) - 60)) if m.end() == len(folded)), None
            )
            if behind is None or not text[: behind.start()].strip():
                break
            remark = behind.group()
            minutes, difficulty = (
                minutes_of(remark),
                difficulty_of(remark) if "难度" in remark or "ifficulty" in remark else "",
            )
            if not (minutes or difficulty or is_score(remark)):
                break
            question.minutes = question.minutes or minutes
            question.difficulty = question.difficulty or difficulty
            text = text[: behind.start()].rstrip()
        return text

    def read_part(self, question: ReadQuestion, part: Segment) -> None:
        body = self.text[part.start : part.end]
        content = _within_bracket(clean(body), part, self.folded)
        # Where lines break tells the entries of a list apart.
        lines = _within_bracket(unmarked(body).strip(), part, self.folded)
        word = part.label.word if part.label else ""
        what = "used"
        match part.role:
            case Role.ANSWER:
                self._read_answer(question, part, content, word)
                return
            case Role.ANALYSIS:
                self._add_analysis(question, part, content)
            case Role.CRITERIA:
                question.points += points_of(lines)
                what = "point"
            case Role.RED_FLAG:
                question.points += points_of(lines, red_flag=True)
                what = "point"
            case Role.COMPETENCY:
                names = competencies_of(content)
                if names is None:
                    question.points += points_of(lines)
                else:
                    question.competencies += [name for name in names if name not in question.competencies]
                what = "point"
            case Role.PROBE:
                question.probes += probes_of(content)
                what = "probe"
            case Role.DIFFICULTY:
                question.difficulty = difficulty_of(content) or question.difficulty
            case Role.TIME:
                question.minutes = minutes_of(content) or question.minutes
            case Role.KIND:
                question.kind = kind_of(content) or question.kind
            case Role.CATEGORY:
                question.category = content.strip(" 。.")
            case Role.FORM:
                what = "form" if _is_form(content) else "remark"
            case Role.SCORE | Role.INDEX:
                pass
            case _:
                what = "remark"
        if what == "remark" or (what == "used" and content and not self._understood(question, part.role)):
            if content.strip():
                question.remarks.append((self.text[part.mark : part.end].strip(), part.mark, part.end))
            question.spans.append(Span(part.mark, part.end, "remark"))
        else:
            question.spans.append(Span(part.mark, part.end, what))

    @staticmethod
    def _understood(question: ReadQuestion, role: Role) -> bool:
        values = {Role.DIFFICULTY: question.difficulty, Role.TIME: question.minutes, Role.KIND: question.kind}
        return bool(values.get(role, True))

    def _read_answer(self, question: ReadQuestion, part: Segment, content: str, word: str) -> None:
        stop = self._levels_at(part)
        body = clean(self.text[part.start : stop])
        body = _without_bullet(body)
        if body.strip():
            question.answers.append(body)
            question.answer_spans.append((part.start, stop))
            folded = fold(body)
            if len(_WEIGHED_LIST.findall(folded)) >= 2 or (_KEY_POINTS.search(word) and _lists(folded)):
                question.points += points_of(body, quoted=True)
        question.spans.append(Span(part.mark, stop, "answer"))
        if stop < part.end:
            question.points += points_of(unmarked(self.text[stop : part.end]))
            question.spans.append(Span(stop, part.end, "point"))

    def _levels_at(self, part: Segment) -> int:
        """Where anchors for levels (好：… 中：… 差：…) begin at the end of an answer, else its end."""
        match = re.compile(
            r"(?m)^[ \t]*(?:[-•*][ ]?)?(?:好|优秀?|5[ ]?分|excellent|strong)[ ]?[::;]", re.I
        ).search(self.folded, part.start, part.end)
        if match and has_levels(unmarked(self.text[match.start() : part.end])):
            return match.start()
        return part.end

    def _add_analysis(self, question: ReadQuestion, part: Segment, content: str) -> None:
        if not content:
            return
        if question.answers:
            marked = (
                self.text[part.label.word_at if part.label else part.mark : part.start]
                .strip()
                .replace("*", "")
            )
            question.answers[-1] += f"\n{marked}{content}"
            question.answer_spans[-1] = (question.answer_spans[-1][0], part.end)
        else:
            question.answers.append(content)
            question.answer_spans.append((part.start, part.end))

    def add_answer(self, question: ReadQuestion, mark: int, start: int, end: int) -> None:
        content = _without_bullet(clean(self.text[start:end]))
        if has_levels(unmarked(self.text[start:end])):
            question.points += points_of(unmarked(self.text[start:end]))
            question.spans.append(Span(mark, end, "point"))
        elif content:
            question.answers.append(content)
            question.answer_spans.append((start, end))
            question.spans.append(Span(mark, end, "answer"))


def probes_of(content: str) -> list[str]:
    """Follow-up questions, one by one: listed, line by line, or sentence by sentence."""
    folded = fold(content)
    cuts = [(match.start(), match.end()) for match in _PROBE_ITEM.finditer(folded)]
    if cuts:
        ends = [start for start, _ in cuts[1:]] + [len(content)]
        pieces = [
            content[: cuts[0][0]],
            *(content[cut[1] : end] for cut, end in zip(cuts, ends, strict=True)),
        ]
    else:
        pieces = [
            piece
            for line in content.split("\n")
            for piece in re.split(r"(?<=[？?])(?=\s*[^\s”\"』」)）])", line)
        ]
    return [stripped for piece in pieces if (stripped := piece.strip(" \t\n;；"))]


def _lists(folded: str) -> bool:
    return len(re.findall(r"[(]\d{1,2}[)]|[①-⑳]|(?m:^[ ]*(?:\d{1,2}[.、]|[-•]))", folded)) >= 2


def _is_form(content: str) -> bool:
    """A place to fill in: ____, 1 2 3 4 5, or nothing."""
    return not re.sub(r"[\s_\d/.,|()□☐○—–-]|分|points?", "", fold(content))


def _unquoted(text: str) -> str:
    """A question that stands in quotation marks as a whole, without them."""
    for opening, closing in _QUOTES:
        inner = text[1:-1]
        if (
            len(text) > 4
            and text[0] == opening
            and text[-1] == closing
            and opening not in inner
            and closing not in inner
        ):
            return inner.strip()
    return text
