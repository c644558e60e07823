"""From the stretch of text of one question to its draft, with the place of every part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from qbank.bankfile.drafts import PointDraft
from qbank.documents.parsing import reasons
from qbank.documents.parsing.marks import fold, space_between
from qbank.documents.parts.cleaning import clean, leading_bullet_removed, unmarked, unquoted, without_bullet
from qbank.documents.parts.levels import levels_of
from qbank.documents.parts.points import points_of
from qbank.documents.parts.read import ReadQuestion, Span
from qbank.documents.parts.settings import REMARK, difficulty_of, is_score, minutes_of
from qbank.documents.parts.taking import probes_of, take
from qbank.documents.structure.labels import Label
from qbank.documents.structure.numbers import Number
from qbank.documents.structure.segments import PartSegment, segments
from qbank.documents.structure.stems import split
from qbank.documents.structure.words import Role

_STEM_ROLES: Final = frozenset({Role.STEM, Role.QUESTION, Role.SITUATION, Role.OPTIONS})
_VERDICTS: Final = r"×|√|✓|✗|✘|对|错|正确|错误|T|F|True|False|Y|N"
_VERDICT: Final = re.compile(
    rf"(?:[ ]?[(\[【][ ]*|(?<=。)[ ]{{0,3}}(?=[×√✓✗✘]))({_VERDICTS})[ ]*[)\]】]?[ ]*$", re.IGNORECASE
)
_VERDICT_BEFORE: Final = re.compile(rf"[(\[【][ ]*({_VERDICTS})[ ]*[)\]】][ ]*", re.IGNORECASE)
_CHOSEN: Final = re.compile(r"[(][ ]*([A-H](?:[、,]?[A-H]){0,7})[ ]*[)]")
_OPTIONS: Final = re.compile(r"A[.、)::][^\n]{1,200}?\s*[(]?B[.、)::]", re.DOTALL)
_FIRST_LEVEL: Final = re.compile(
    r"(?m)^[ \t]*(?:[-•*][ ]?)?(?:好|优秀?|5[ ]?分|excellent|strong)[ ]?[::;]", re.IGNORECASE
)
#: The mark of a list with one entry only.
_ONLY_ENTRY: Final = re.compile(
    r"(?:[（(]?(?:[aA1]|i|一)[.．、)）]+|[aA][ ]?[：:]|①)[ ]*(?!.*(?:[bB2二][.．、)）]|②))"
)
#: A line broken by the page's edge: no option, no remark and no new sentence follows.
_BROKEN: Final = re.compile(r"(?<=([^\n。？！?!：:；;）)】”]))\n+(?=[^\nA-H（(【])")
_STRAY: Final = "：:、.．）)】 \t\n*#_"
_WEIGHED_LIST: Final = re.compile(r"[(]\d{1,2}(?:\.\d)?分[)]")
_KEY_POINTS: Final = re.compile(r"要点|思路|key points?")


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
        lead = self.text[slice(*mark.lead)] if mark.lead else ""
        parts = segments(self.folded, mark.end, end, self.labels)
        self._read_stem(question, parts, lead)
        for part in parts:
            if part.role not in _STEM_ROLES:
                self.read_part(question, part)
        return question

    def _read_stem(self, question: ReadQuestion, parts: Sequence[PartSegment], lead: str) -> None:
        stems = [part for part in parts if part.role in _STEM_ROLES]
        labelled = any(part.role in (Role.ANSWER, Role.ANALYSIS) for part in parts)
        pieces: list[str] = [lead] if lead else []
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

    def _goes_on(self, part: PartSegment) -> bool:
        """Whether a stem before other parts has more than one paragraph."""
        return "\n" in self.folded[part.start : part.end].strip()

    def _settle_stem(self, question: ReadQuestion, pieces: list[str]) -> None:
        joined = "\n".join(stripped for piece in pieces if (stripped := piece.strip()))
        if self.wrapped:
            joined = _BROKEN.sub(lambda match: space_between(match[1], joined[match.end()]), joined)
        text = clean(joined).lstrip(_STRAY).rstrip("*#_ \t\n|")
        text = leading_bullet_removed(text)
        text = self._without_remarks(question, text)
        question.text = unquoted(self._without_solution(question, text))

    @staticmethod
    def _without_solution(question: ReadQuestion, text: str) -> str:
        """The stem without the verdict or choice written into its brackets, which becomes a point."""
        folded = fold(text)
        verdict = _VERDICT.search(folded) or _VERDICT_BEFORE.match(folded)
        if verdict:
            question.points.append(PointDraft(text=text[verdict.start(1) : verdict.end(1)]))
            return (text[: verdict.start()] + text[verdict.end() :]).strip()
        chosen = _CHOSEN.search(folded)
        if chosen and _OPTIONS.search(folded, chosen.end()):
            question.points.append(PointDraft(text=text[chosen.start(1) : chosen.end(1)]))
            return f"{text[: chosen.start(1)]} {text[chosen.end(1) :]}"
        return text

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

    def read_part(self, question: ReadQuestion, part: PartSegment) -> None:
        """Take a labelled part into the question."""
        body = self.text[part.start : part.end]
        content = self._within_bracket(clean(body), part)
        if part.role == Role.ANSWER:
            self._read_answer(question, part)
        elif part.role == Role.ANALYSIS:
            self._add_analysis(question, part, content)
            question.spans.append(Span(part.mark, part.end, "answer"))
        else:
            # Where lines break tells the entries of a list apart.
            lines = self._within_bracket(unmarked(body).strip(), part)
            what = take(question, part.role, content, lines)
            reason = reasons.REMARK if what == "left" else ""
            question.spans.append(Span(part.mark, part.end, what, reason))

    def _within_bracket(self, text: str, part: PartSegment) -> str:
        """What a label in a bracket announces, without the bracket's end: （追问：…）"""
        in_bracket = part.label is not None and self.folded[part.label.start] == "("
        return text[:-1].rstrip() if in_bracket and text[-1:] in (")", "）") else text

    def _read_answer(self, question: ReadQuestion, part: PartSegment) -> None:
        word = part.label.word if part.label else ""
        stop = self._levels_at(part)
        body = without_bullet(self._within_bracket(clean(self.text[part.start : stop]), part))
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

    def _levels_at(self, part: PartSegment) -> int:
        """Where anchors for levels (好：… 中：… 差：…) begin at the end of an answer, else its end."""
        match = _FIRST_LEVEL.search(self.folded, part.start, part.end)
        if match and levels_of(unmarked(self.text[match.start() : part.end])):
            return match.start()
        return part.end

    def _add_analysis(self, question: ReadQuestion, part: PartSegment, content: str) -> None:
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
        content = without_bullet(clean(self.text[start:end]))
        if "\n" not in content and (only_entry := _ONLY_ENTRY.match(content)):
            content = content[only_entry.end() :]
        if _only_asks(fold(content)):
            question.probes += probes_of(content)
            question.spans.append(Span(mark, end, "probe"))
            return
        if levels_of(unmarked(self.text[start:end])):
            question.points += points_of(unmarked(self.text[start:end]))
            question.spans.append(Span(mark, end, "point"))
        elif content:
            question.answers.append(content)
            question.answer_spans.append((start, end))
            question.spans.append(Span(mark, end, "answer"))


def _lists(folded: str) -> bool:
    return len(re.findall(r"[(]\d{1,2}[)]|[①-⑳]|(?m:^[ ]*(?:\d{1,2}[.、]|[-•]))", folded)) >= 2


def _only_asks(folded: str) -> bool:
    """Whether every line asks: such lines behind a question follow it up, and do not answer it."""
    lines = [line for line in folded.split("\n") if line.strip()]
    return bool(lines) and all(line.rstrip(' *)】"”').endswith("?") for line in lines)
