"""The preview of an uploaded document: what was read from it, while a person reviews and corrects it.

Pure: the preview is stored as JSON with the upload, and every change is a method here. The document's blocks
say what its questions consist of; a question whose blocks change is put together anew. What a person typed
stays as typed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from qbank.bankfile.drafts import BankDraft, QuestionDraft
from qbank.bankfile.file import question_from_data, question_to_data
from qbank.documents.parsing.blocks import TextBlock
from qbank.documents.parsing.marks import fold
from qbank.documents.parsing.parse import ReadingDoubt
from qbank.documents.parsing.reasons import GUESSED_BORDER, SHARED_LEVELS
from qbank.documents.parts.rebuilding import draft_of
from qbank.documents.structure.headings import bare_name, without_number
from qbank.sources.rules.borders import Borders, NotInPreviewError, PreviewBlock, shifted

NEW, SAME, REPEATED, SIMILAR = "new", "same", "repeated", "similar"
TAKE, LEAVE = "take", "leave"
#: What a person may say of many questions at once.
SETTINGS: Final = ("category", "kind", "difficulty", "minutes", "status")
#: What a person may type over.
DRAFT_FIELDS: Final = ("text", "answers", "kind", "difficulty", "minutes")
#: Doubts that no block tells of by itself.
_GUESSED: Final = frozenset({GUESSED_BORDER, SHARED_LEVELS})
_LONGEST_HEADING: Final = 120


@dataclass(frozen=True, slots=True)
class Duplicate:
    """What a question is to the bank and to the document: NEW, SAME as or SIMILAR to ``question`` of the bank
    (in per cent), or REPEATED, as the question with the key ``repeats`` says the same before."""

    verdict: str = NEW
    question: int | None = None
    similarity: int | None = None
    repeats: str = ""


@dataclass(slots=True)
class PreviewQuestion:
    """``key`` identifies the question within the document; ``typed`` names what a person typed over.

    ``duplicate`` is None until the question has been compared with the bank. ``decision``: TAKE, LEAVE or "".
    """

    key: str
    category: str
    draft: QuestionDraft
    typed: tuple[str, ...] = ()
    drawn: bool = False
    decision: str = ""
    duplicate: Duplicate | None = None

    @property
    def edited(self) -> bool:
        """Whether a person changed it, so that a new reading of the document leaves it alone."""
        return self.drawn or bool(self.typed)

    @property
    def taken(self) -> bool:
        """Whether it would get into the bank: by itself only where nothing like it is there."""
        verdict = self.duplicate.verdict if self.duplicate else NEW
        if verdict == SAME or self.decision == LEAVE:
            return False
        return verdict == NEW or self.decision == TAKE


@dataclass(slots=True)
class Preview:
    #: The whole text, which the positions of blocks refer to; stored with the source, not here.
    text: str = ""
    questions: list[PreviewQuestion] = field(default_factory=list)
    blocks: list[PreviewBlock] = field(default_factory=list)
    #: Places whose border was guessed, and why: (start, end, reason).
    guesses: list[tuple[int, int, str]] = field(default_factory=list)
    #: Keys of questions that are none any more.
    removed: list[str] = field(default_factory=list)
    #: How many questions people have added: the next one's key is made of it.
    added: int = 0

    @classmethod
    def from_reading(
        cls,
        draft: BankDraft,
        text: str,
        blocks: Iterable[TextBlock],
        doubts: Iterable[ReadingDoubt] = (),
    ) -> Preview:
        """The preview of a document nobody has edited yet."""
        questions = [
            PreviewQuestion(question_key(question, number, position), category.name, question)
            for number, category in enumerate(draft.categories, 1)
            for position, question in enumerate(category.questions, 1)
        ]
        preview = cls(
            text,
            questions,
            [
                PreviewBlock(
                    block.start,
                    block.end,
                    block.part,
                    "" if block.question is None else questions[block.question].key,
                    block.reason,
                )
                for block in blocks
            ],
            # The other doubts are told by the blocks, as long as they are as they were read.
            [(doubt.start, doubt.end, doubt.reason) for doubt in doubts if doubt.reason in _GUESSED],
        )
        preview._sort()
        return preview

    @classmethod
    def from_data(cls, data: Mapping[str, Any], text: str = "") -> Preview:
        """The preview as :meth:`to_data` wrote it."""
        return cls(
            text=text,
            questions=[_question_from_data(item) for item in data.get("questions", [])],
            blocks=[PreviewBlock.from_data(block) for block in data.get("blocks", [])],
            guesses=[(start, end, reason) for start, end, reason in data.get("guesses", [])],
            removed=list(data.get("removed", [])),
            added=data.get("added", 0),
        )

    def to_data(self) -> dict[str, Any]:
        """The preview as JSON, without the text."""
        return {
            "questions": [_question_to_data(question) for question in self.questions],
            "blocks": [block.to_data() for block in self.blocks],
            "guesses": [list(guess) for guess in self.guesses],
            "removed": self.removed,
            "added": self.added,
        }

    @property
    def categories(self) -> list[str]:
        """Names of categories in the order of their first question."""
        return list(dict.fromkeys(question.category for question in self.questions))

    @property
    def left(self) -> list[PreviewBlock]:
        """What was not understood, or left out on purpose."""
        return [block for block in self.blocks if block.part in ("left", "left out")]

    def find(self, key: str) -> PreviewQuestion:
        """The question with this key. Raises NotInPreviewError."""
        for question in self.questions:
            if question.key == key:
                return question
        raise NotInPreviewError(key)

    def blocks_of(self) -> dict[str, list[PreviewBlock]]:
        """{key of a question: its blocks}."""
        found: dict[str, list[PreviewBlock]] = defaultdict(list)
        for block in self.blocks:
            if block.key:
                found[block.key].append(block)
        return found

    def save(self, key: str, category: str, draft: QuestionDraft) -> None:
        """Replace a question by a person's version of it."""
        question = self.find(key)
        typed = [name for name in DRAFT_FIELDS if getattr(draft, name) != getattr(question.draft, name)]
        if category != question.category:
            typed.append("category")
        if draft.text != question.draft.text:
            question.duplicate = None
        question.category, question.draft = category, draft
        question.typed = tuple(dict.fromkeys([*question.typed, *typed]))

    def forget_typed(self, key: str) -> None:
        """Take the wording of a question from the document again."""
        question, blocks = self.find(key), self.blocks_of().get(key, [])
        if blocks:
            question.typed = tuple(name for name in question.typed if name not in ("text", "answers"))
            question.draft = self._rebuilt(question, blocks, had=frozenset())
            question.duplicate = None

    def decide(self, keys: Iterable[str], decision: str) -> None:
        """Take questions into the bank or leave them out."""
        for question in self._chosen(keys):
            question.decision = decision

    def set_for_all(self, keys: Iterable[str], values: Mapping[str, Any], *, only_unsaid: bool) -> int:
        """Set what is said of many questions (see SETTINGS); returns how many were changed.

        ``only_unsaid``: what the document or a person said already stays.
        """
        changed = 0
        for question in self._chosen(keys):
            said = {"category": question.category} | {
                name: getattr(question.draft, name) for name in SETTINGS if name != "category"
            }
            new = {
                name: value
                for name, value in values.items()
                if value != said[name] and not (only_unsaid and said[name] and name != "status")
            }
            if not new:
                continue
            changed += 1
            question.category = new.pop("category", question.category)
            question.typed = tuple(dict.fromkeys([*question.typed, *(n for n in values if n != "status")]))
            question.draft = replace(question.draft, **new)
        return changed

    def redraw(self, change: Callable[[Borders], Any]) -> None:
        """Change the borders; the questions they concern are put together anew."""
        before, borders = self.blocks, Borders(self.text, self.blocks, self.new_key)
        change(borders)
        had = self.blocks_of()
        self.blocks = borders.blocks
        self._rebuild(had)
        self._name_categories(before)

    def read_again(self, new: Preview) -> None:
        """Take over a new reading of the document for what nobody edited; borders people drew stay."""
        text = new.text
        read_questions = {question.key: question for question in new.questions}
        if any(block.touched for block in self.blocks):
            self.blocks = shifted(self.blocks, self.text, text)
            self.text = text
            own = self.blocks_of()
            for question in self.questions:
                if question.drawn and question.key in own:
                    parts = frozenset(block.part for block in own[question.key])
                    question.draft = self._rebuilt(question, own[question.key], had=parts)
        else:
            self.blocks, self.text, self.guesses = new.blocks, text, new.guesses
        for index, question in enumerate(self.questions):
            if not question.edited and question.key in read_questions:
                self.questions[index] = replace(
                    read_questions[question.key], decision=question.decision, duplicate=question.duplicate
                )

    def _chosen(self, keys: Iterable[str]) -> list[PreviewQuestion]:
        chosen = set(keys)
        return [question for question in self.questions if question.key in chosen]

    def new_key(self) -> str:
        """A key that no question has or had."""
        self.added += 1
        return f"n-{self.added}"

    def _sort(self) -> None:
        """In the order of the document; questions without a place in it come last."""
        places: dict[str, int] = {}
        for block in self.blocks:
            places.setdefault(block.key, block.start)
        self.questions.sort(key=lambda question: places.get(question.key, len(self.text)))

    def _rebuild(self, had: Mapping[str, Sequence[PreviewBlock]]) -> None:
        own = self.blocks_of()
        known = {question.key: question for question in self.questions}
        above = ""
        for key, blocks in own.items():
            old = [(block.start, block.end, block.part) for block in had.get(key, ())]
            question = known.get(key)
            if question is None:
                template = known.get(above) or next(iter(known.values()), None)
                question = PreviewQuestion(key, template.category if template else "", QuestionDraft(text=""))
                self.questions.append(question)
                known[key] = question
            if old != [(block.start, block.end, block.part) for block in blocks]:
                parts = frozenset(block.part for block in had.get(key, ()))
                text = question.draft.text
                question.draft = self._rebuilt(question, blocks, had=parts)
                question.drawn = True
                question.duplicate = question.duplicate if question.draft.text == text else None
            above = key
        gone = [
            question.key for question in self.questions if question.key in had and question.key not in own
        ]
        self.removed += gone
        self.questions = [question for question in self.questions if question.key not in gone]
        self._sort()

    def _rebuilt(
        self, question: PreviewQuestion, blocks: Sequence[PreviewBlock], had: frozenset[str]
    ) -> QuestionDraft:
        """The draft that the blocks make, with what was typed, and what was said elsewhere than in them."""
        old = question.draft
        new = draft_of((block.part, self.text[block.start : block.end]) for block in blocks)
        parts = had | {block.part for block in blocks}
        kept = {name: getattr(old, name) for name in question.typed if name != "category"}
        answers = kept.get("answers", new.answers)
        if "point" not in parts and not new.points:
            kept["points"] = tuple(
                point if any(point.quote in answer.text for answer in answers) else replace(point, quote="")
                for point in old.points
            )
            kept["rubric_kind"] = old.rubric_kind
        if "probe" not in parts and not new.probes:
            kept["probes"] = old.probes
        whole = " ".join(self.text[block.start : block.end].strip() for block in blocks)
        return replace(
            new,
            **{
                "text": new.text or whole,
                "code": old.code,
                "status": old.status,
                "kind": new.kind or old.kind,
                "difficulty": new.difficulty or old.difficulty,
                "minutes": new.minutes or old.minutes,
                "competencies": new.competencies or old.competencies,
                **kept,
            },
        )

    def _name_categories(self, before: Sequence[PreviewBlock]) -> None:
        """Questions under another heading than before get its name as their category."""
        was, now = _headings(before), _headings(self.blocks)
        names: dict[int, str] = {}
        moved = []
        for question in self.questions:
            old, new = was.get(question.key), now.get(question.key)
            if new is not None and old is not None and old.start == new.start:
                names.setdefault(new.start, question.category)
            elif old != new and "category" not in question.typed:
                moved.append((question, new))
        for question, heading in moved:
            if heading is not None and (heading.touched or heading.start not in names):
                question.category = heading_name(self.text[heading.start : heading.end])
            elif heading is not None:
                question.category = names[heading.start]


def _headings(blocks: Sequence[PreviewBlock]) -> dict[str, PreviewBlock | None]:
    """{key of a question: the heading it stands under}."""
    found: dict[str, PreviewBlock | None] = {}
    heading: PreviewBlock | None = None
    for block in blocks:
        if block.part == "heading":
            heading = block
        elif block.key:
            found.setdefault(block.key, heading)
    return found


def heading_name(text: str) -> str:
    """The name a heading gives to what stands under it."""
    line = next((line for line in text.split("\n") if line.strip()), "").strip()
    name = bare_name(without_number(fold(line)))
    start = fold(line).find(name)
    return (line[start : start + len(name)] if name and start >= 0 else line)[:_LONGEST_HEADING]


def question_key(question: QuestionDraft, category_number: int, position: int) -> str:
    """The key of a question within its document: its code, else category number and position."""
    return question.code or f"{category_number}-{position:02d}"


def _question_to_data(question: PreviewQuestion) -> dict[str, Any]:
    duplicate = question.duplicate
    return {
        "key": question.key,
        "category": question.category,
        "question": question_to_data(question.draft),
        "typed": list(question.typed),
        "drawn": question.drawn,
        "decision": question.decision,
        "duplicate": duplicate
        and [duplicate.verdict, duplicate.question, duplicate.similarity, duplicate.repeats],
    }


def _question_from_data(item: Mapping[str, Any]) -> PreviewQuestion:
    duplicate = item.get("duplicate")
    return PreviewQuestion(
        item["key"],
        item["category"],
        question_from_data(item["question"]),
        # Previews written before borders could be drawn only knew that a question was edited.
        tuple(item.get("typed", DRAFT_FIELDS if item.get("edited") else ())),
        item.get("drawn", False),
        item.get("decision", ""),
        Duplicate(*duplicate) if duplicate else None,
    )
