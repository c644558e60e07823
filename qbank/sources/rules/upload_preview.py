"""The preview of an uploaded document: what was read from it, while a person reviews and corrects it.

Pure: the preview is stored as JSON with the upload, and every change is a method here. No text of the
document gets lost: a removed question goes to the leftovers.
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
    """The preview has no such question, leftover or category (any more)."""


@dataclass(slots=True)
class PreviewQuestion:
    """``key`` identifies the question within the document; ``edited`` says that a person changed it."""

    key: str
    category: str
    draft: QuestionDraft
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
    #: Keys of questions that were removed or merged into another.
    removed: list[str] = field(default_factory=list)
    #: How many questions and leftovers people have added: the next one's key is made of it.
    added: int = 0

    @classmethod
    def from_draft(cls, draft: BankDraft) -> Preview:
        """The preview of a document nobody has edited yet."""
        questions = [
            PreviewQuestion(question_key(question, number, position), category.name, question)
            for number, category in enumerate(draft.categories, 1)
            for position, question in enumerate(category.questions, 1)
        ]
        leftovers = [
            PreviewLeftover(f"l{number}", leftover.text, leftover.reason)
            for number, leftover in enumerate(draft.leftovers, 1)
        ]
        return cls(questions, leftovers)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Preview:
        """The preview as :meth:`to_data` wrote it."""
        return cls(
            questions=[
                PreviewQuestion(
                    item["key"], item["category"], question_from_data(item["question"]), item["edited"]
                )
                for item in data.get("questions", [])
            ],
            leftovers=[PreviewLeftover(**item) for item in data.get("leftovers", [])],
            removed=list(data.get("removed", [])),
            added=data.get("added", 0),
        )

    def to_data(self) -> dict[str, Any]:
        """The preview as JSON."""
        return {
            "questions": [
                {
                    "key": question.key,
                    "category": question.category,
                    "edited": question.edited,
                    "question": question_to_data(question.draft),
                }
                for question in self.questions
            ],
            "leftovers": [
                {"key": leftover.key, "text": leftover.text, "reason": leftover.reason}
                for leftover in self.leftovers
            ],
            "removed": self.removed,
            "added": self.added,
        }

    @property
    def categories(self) -> list[str]:
        """Names of categories in the order of their first question."""
        return list(dict.fromkeys(question.category for question in self.questions))

    def find(self, key: str) -> PreviewQuestion:
        """The question with this key. Raises NotInPreviewError."""
        return self.questions[self._index(key)]

    def _index(self, key: str) -> int:
        for index, question in enumerate(self.questions):
            if question.key == key:
                return index
        raise NotInPreviewError(key)

    def save(self, key: str, category: str, draft: QuestionDraft) -> None:
        """Replace a question by a person's version of it."""
        question = self.find(key)
        if (question.category, question.draft) != (category, draft):
            question.category, question.draft, question.edited = category, draft, True

    def remove(self, key: str) -> None:
        """Move a question to the leftovers, all its text in one; it can be made a question again."""
        question = self.questions.pop(self._index(key))
        self.removed.append(question.key)
        text = "\n".join([question.draft.text, *(answer.text for answer in question.draft.answers)])
        self.leftovers.insert(0, PreviewLeftover(self._new_key("l"), text, TAKEN_OUT))

    def merge_into_previous(self, key: str) -> None:
        """Append the text and answers of what is no question to the answer of the question before it."""
        index = self._index(key)
        if index == 0:
            raise NotInPreviewError(key)
        question = self.questions.pop(index)
        self.removed.append(question.key)
        text = "\n".join([question.draft.text, *(answer.text for answer in question.draft.answers)])
        complete = all(answer.complete for answer in question.draft.answers)
        self._append_answer(self.questions[index - 1], text, complete)

    def _append_answer(self, question: PreviewQuestion, text: str, complete: bool = True) -> None:
        *others, last = question.draft.answers or (AnswerDraft(""),)
        joined = AnswerDraft(f"{last.text}\n{text}".strip(), last.complete and complete)
        question.draft = replace(question.draft, answers=(*others, joined))
        question.edited = True

    def split(self, key: str, at: int) -> str:
        """Split a question before sentence ``at`` (from 0), which begins a new question; returns its key.

        What follows that sentence becomes the new question's answer. Raises NotInPreviewError.
        """
        index = self._index(key)
        question = self.questions[index]
        parts = sentences(question.draft)
        if not 0 < at < len(parts):
            raise NotInPreviewError(key)
        first_text, first_answers = _joined(parts[:at])
        following = [(0 if place == "text" else place, sentence) for place, sentence in parts[at + 1 :]]
        second_text, second_answers = _joined([("text", parts[at][1]), *following])
        complete = all(answer.complete for answer in question.draft.answers)
        answers = tuple(AnswerDraft(text) for text in second_answers)
        if answers and not complete:
            answers = (*answers[:-1], replace(answers[-1], complete=False))
        remaining = tuple(AnswerDraft(text, complete or bool(answers)) for text in first_answers)
        new = PreviewQuestion(
            self._new_key("n"),
            question.category,
            replace(question.draft, code="", text=second_text, answers=answers, points=(), probes=()),
            edited=True,
        )
        question.draft, question.edited = replace(question.draft, text=first_text, answers=remaining), True
        self.questions.insert(index + 1, new)
        return new.key

    def find_leftover(self, key: str) -> PreviewLeftover:
        """The leftover with this key. Raises NotInPreviewError."""
        for leftover in self.leftovers:
            if leftover.key == key:
                return leftover
        raise NotInPreviewError(key)

    def make_question(self, key: str, category: str) -> str:
        """Make a leftover a new question, the last of its category; returns the new key."""
        leftover = self.find_leftover(key)
        new = PreviewQuestion(self._new_key("n"), category, QuestionDraft(text=leftover.text), edited=True)
        positions = [
            position for position, question in enumerate(self.questions, 1) if question.category == category
        ]
        self.questions.insert(positions[-1] if positions else len(self.questions), new)
        self.leftovers.remove(leftover)
        return new.key

    def add_to_answer(self, key: str, question_key: str) -> None:
        """Append a leftover to the last answer of a question."""
        leftover = self.find_leftover(key)
        self._append_answer(self.find(question_key), leftover.text)
        self.leftovers.remove(leftover)

    def rename_category(self, old: str, new: str) -> None:
        if old not in self.categories:
            raise NotInPreviewError(old)
        for question in self.questions:
            if question.category == old:
                question.category, question.edited = new, True

    def read_again(self, draft: BankDraft) -> None:
        """Take over a new reading of the document for the questions nobody edited."""
        read_questions = {question.key: question for question in Preview.from_draft(draft).questions}
        for index, question in enumerate(self.questions):
            if not question.edited and question.key in read_questions:
                self.questions[index] = read_questions[question.key]

    def _new_key(self, prefix: str) -> str:
        self.added += 1
        return f"{prefix}-{self.added}"


def question_key(question: QuestionDraft, category_number: int, position: int) -> str:
    """The key of a question within its document: its code, else category number and position."""
    return question.code or f"{category_number}-{position:02d}"


#: Sentences with "text" or the index of the answer they are part of.
SentenceParts = Sequence[tuple[str | int, str]]


def sentences(question: QuestionDraft) -> list[tuple[str | int, str]]:
    """The question's sentences in order, each with "text" or the index of the answer it stands in."""
    parts: list[tuple[str | int, str]] = [("text", sentence) for sentence in _SENTENCE.findall(question.text)]
    for index, answer in enumerate(question.answers):
        parts += ((index, sentence) for sentence in _SENTENCE.findall(answer.text))
    return parts


def _joined(parts: SentenceParts) -> tuple[str, list[str]]:
    """The text and the answers that the sentences make up."""
    text = "".join(sentence for place, sentence in parts if place == "text").strip()
    indexes = dict.fromkeys(place for place, _sentence in parts if place != "text")
    answers = ["".join(sentence for place, sentence in parts if place == index).strip() for index in indexes]
    return text, [answer for answer in answers if answer]
