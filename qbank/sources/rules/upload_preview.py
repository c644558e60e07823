"""What was read from an uploaded document, while a person looks it through and puts it right.

Pure: the preview is kept as JSON with the upload, and every change is a method here. Nothing a
document holds gets lost: what is taken out of a question goes to the leftovers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from common.messages import gettext_noop
from qbank.bankfile.drafts import AnswerDraft, BankDraft, QuestionDraft
from qbank.bankfile.file import question_from_data, question_to_data

_SENTENCE = re.compile(r"[^。？！；?!\n]*[。？！；?!\n]+[”」』）)]*|[^。？！；?!\n]+")


TAKEN_OUT = gettext_noop("A person took this question out.")


class NotInPreviewError(LookupError):
    """The question, leftover or place that was asked for is not there (any more)."""


@dataclass(slots=True)
class PreviewQuestion:
    """``key`` is how the document knows the question; ``edited`` says that a person changed it."""

    key: str
    category: str
    question: QuestionDraft
    edited: bool = False


@dataclass(slots=True)
class PreviewLeftover:
    key: str
    text: str
    reason: str


@dataclass(slots=True)
class Preview:
    questions: list[PreviewQuestion] = field(default_factory=list)
    leftovers: list[PreviewLeftover] = field(default_factory=list)
    #: Keys of questions that were taken out or merged into another.
    removed: list[str] = field(default_factory=list)
    #: How many questions and leftovers people have added: makes their keys.
    added: int = 0

    @classmethod
    def of(cls, draft: BankDraft) -> Preview:
        """The preview of a document nobody has touched yet."""
        questions = [
            PreviewQuestion(question_key(question, number, position), category.name, question)
            for number, category in enumerate(draft.categories, 1)
            for position, question in enumerate(category.questions, 1)
        ]
        leftovers = [
            PreviewLeftover(f"l{number}", left.text, left.reason)
            for number, left in enumerate(draft.leftovers, 1)
        ]
        return cls(questions, leftovers)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Preview:
        """The preview as :meth:`to_data` wrote it."""
        return cls(
            questions=[
                PreviewQuestion(
                    one["key"], one["category"], question_from_data(one["question"]), one["edited"]
                )
                for one in data.get("questions", [])
            ],
            leftovers=[PreviewLeftover(**one) for one in data.get("leftovers", [])],
            removed=list(data.get("removed", [])),
            added=data.get("added", 0),
        )

    def to_data(self) -> dict[str, Any]:
        return {
            "questions": [
                {
                    "key": one.key,
                    "category": one.category,
                    "edited": one.edited,
                    "question": question_to_data(one.question),
                }
                for one in self.questions
            ],
            "leftovers": [
                {"key": left.key, "text": left.text, "reason": left.reason} for left in self.leftovers
            ],
            "removed": self.removed,
            "added": self.added,
        }

    @property
    def categories(self) -> list[str]:
        """Names of categories in the order of their first question."""
        return list(dict.fromkeys(one.category for one in self.questions))

    def find(self, key: str) -> PreviewQuestion:
        """Raises NotInPreviewError."""
        return self.questions[self._index(key)]

    def _index(self, key: str) -> int:
        for index, one in enumerate(self.questions):
            if one.key == key:
                return index
        raise NotInPreviewError(key)

    def save(self, key: str, category: str, question: QuestionDraft) -> None:
        """Put a person's version in a question's place."""
        one = self.find(key)
        if (one.category, one.question) != (category, question):
            one.category, one.question, one.edited = category, question, True

    def take_out(self, key: str) -> None:
        """The question leaves; its whole text stands among the leftovers, whence it can come back."""
        one = self.questions.pop(self._index(key))
        self.removed.append(one.key)
        text = "\n".join([one.question.text, *(answer.text for answer in one.question.answers)])
        self.leftovers.insert(0, PreviewLeftover(self._new_key("l"), text, TAKEN_OUT))

    def merge_into_previous(self, key: str) -> None:
        """A question that is none: its text and answers go on the answer of the question before it."""
        index = self._index(key)
        if index == 0:
            raise NotInPreviewError(key)
        one = self.questions.pop(index)
        self.removed.append(one.key)
        text = "\n".join([one.question.text, *(answer.text for answer in one.question.answers)])
        complete = all(answer.complete for answer in one.question.answers)
        self._append_answer(self.questions[index - 1], text, complete)

    def _append_answer(self, one: PreviewQuestion, text: str, complete: bool = True) -> None:
        *others, last = one.question.answers or (AnswerDraft(""),)
        joined = AnswerDraft(f"{last.text}\n{text}".strip(), last.complete and complete)
        one.question = replace(one.question, answers=(*others, joined))
        one.edited = True

    def split(self, key: str, at: int) -> str:
        """Cut a question before its ``at``-th sentence, which becomes a question of its own; the new key.

        What follows that sentence becomes the new question's answer.
        """
        index = self._index(key)
        one = self.questions[index]
        parts = sentences(one.question)
        if not 0 < at < len(parts):
            raise NotInPreviewError(key)
        first = _assembled(parts[:at])
        rest = _assembled(
            [("text", parts[at][1]), *((0 if w == "text" else w, s) for w, s in parts[at + 1 :])]
        )
        complete = all(answer.complete for answer in one.question.answers)
        answers = tuple(AnswerDraft(a) for a in rest[1])
        if answers and not complete:
            answers = (*answers[:-1], replace(answers[-1], complete=False))
        kept = tuple(AnswerDraft(a, complete or bool(answers)) for a in first[1])
        new = PreviewQuestion(
            self._new_key("n"),
            one.category,
            replace(one.question, code="", text=rest[0], answers=answers, points=(), probes=()),
            edited=True,
        )
        one.question, one.edited = replace(one.question, text=first[0], answers=kept), True
        self.questions.insert(index + 1, new)
        return new.key

    def leftover(self, key: str) -> PreviewLeftover:
        """Raises NotInPreviewError."""
        for left in self.leftovers:
            if left.key == key:
                return left
        raise NotInPreviewError(key)

    def make_question(self, key: str, category: str) -> str:
        """A leftover becomes a new question, last in its category; the new key."""
        left = self.leftover(key)
        new = PreviewQuestion(self._new_key("n"), category, QuestionDraft(text=left.text), edited=True)
        places = [i for i, one in enumerate(self.questions, 1) if one.category == category]
        self.questions.insert(places[-1] if places else len(self.questions), new)
        self.leftovers.remove(left)
        return new.key

    def add_to_answer(self, key: str, question_key: str) -> None:
        """A leftover goes on the last answer of a question."""
        left = self.leftover(key)
        self._append_answer(self.find(question_key), left.text)
        self.leftovers.remove(left)

    def rename_category(self, old: str, new: str) -> None:
        if old not in self.categories:
            raise NotInPreviewError(old)
        for one in self.questions:
            if one.category == old:
                one.category, one.edited = new, True

    def read_again(self, draft: BankDraft) -> None:
        """Take over a new reading of the document, wherever no person has changed anything."""
        fresh = {one.key: one for one in Preview.of(draft).questions}
        for index, one in enumerate(self.questions):
            if not one.edited and one.key in fresh:
                self.questions[index] = fresh[one.key]

    def _new_key(self, prefix: str) -> str:
        self.added += 1
        return f"{prefix}-{self.added}"


def question_key(question: QuestionDraft, category_number: int, position: int) -> str:
    """How a document knows a question: by its code, else by where it stands."""
    return question.code or f"{category_number}-{position:02d}"


SentenceParts = Sequence[tuple[str | int, str]]


def sentences(question: QuestionDraft) -> list[tuple[str | int, str]]:
    """The question's sentences in order, each with "text" or the index of the answer it stands in."""
    parts: list[tuple[str | int, str]] = [("text", s) for s in _SENTENCE.findall(question.text)]
    for index, answer in enumerate(question.answers):
        parts += ((index, s) for s in _SENTENCE.findall(answer.text))
    return parts


def _assembled(parts: SentenceParts) -> tuple[str, list[str]]:
    """The text and the answers that the sentences make."""
    text = "".join(s for where, s in parts if where == "text").strip()
    answers = dict.fromkeys(where for where, _ in parts if where != "text")
    joined = ["".join(s for where, s in parts if where == index).strip() for index in answers]
    return text, [answer for answer in joined if answer]
