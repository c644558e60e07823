"""Loads the questions of a draft into the bank, in few statements: live scoring must not wait long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import Max, Q
from django.utils.translation import gettext

from accounts.audit import record
from accounts.models import User
from qbank.bankfile.drafts import BankDraft, QuestionDraft
from qbank.models import Category, Competency, LoadedItem, Question, Source
from qbank.questions.search import reindex
from qbank.questions.services.revisions import LOADED, record_revisions
from qbank.questions.services.writing import (
    QuestionWithDraft,
    competencies_by_name,
    create_questions,
    question_fields,
    question_sha256,
    replace_questions,
    sha256_of,
    stored_question_sha256,
    written_status,
)
from qbank.sources.rules.upload_preview import question_key
from qbank.sources.services.loaded_items import LoadedItems


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    """One question to load, with its key in the source and the name of its category.

    ``as_read`` is False when a person edited it before it was loaded: loading again leaves it alone.
    """

    key: str
    category: str
    question: QuestionDraft
    as_read: bool = True


def question_entries(draft: BankDraft) -> Iterator[QuestionEntry]:
    """A document's questions; the key is the code, else the place in the document."""
    for number, category in enumerate(draft.categories, 1):
        for position, question in enumerate(category.questions, 1):
            yield QuestionEntry(question_key(question, number, position), category.name, question)


class QuestionLoader:
    """Sorts entries into new, changed and left alone, then writes them together. Use it once.

    ``status`` is given to new questions in place of their drafts'.
    """

    def __init__(self, items: LoadedItems, actor: User | None, status: str | None) -> None:
        self.items, self.actor, self.status = items, actor, status
        self.source: Source = items.source
        self.categories: dict[str, Category] = {}
        self.new: list[QuestionWithDraft] = []
        self.changed: list[QuestionWithDraft] = []

    def load(self, entries: Sequence[QuestionEntry]) -> None:
        """Write the entries, with their revisions, audit events and search index."""
        if not entries:
            return
        self.by_name = competencies_by_name()
        self.taken = set(Question.objects.values_list("code", flat=True))
        stored = self._load_stored(entries)
        positions: Counter[str] = Counter()
        for entry in entries:
            positions[entry.category] += 1
            self._load_entry(entry, stored, positions[entry.category])
        create_questions(self.new)
        replace_questions(self.changed)
        ids = [question.pk for question, _draft, _competencies in (*self.new, *self.changed)]
        record_revisions(question_ids=ids, actor=self.actor, note=LOADED)
        reindex(ids)

    def _load_stored(self, entries: Sequence[QuestionEntry]) -> dict[int, Question]:
        """{id: question} of the questions in the bank that the entries may be, prefetched to be hashed."""
        codes = [self._code(entry) for entry in entries]
        condition = Q(pk__in=self.items.ids("question")) | Q(code__in=codes)
        questions = Question.objects.in_bank().filter(condition)
        return {
            question.pk: question
            for question in questions.prefetch_related("answers", "points", "competencies")
        }

    def _code(self, entry: QuestionEntry) -> str:
        """The question's code; where the document gives none, one made of the document's hash and the key."""
        return entry.question.code or f"D{self.source.sha256[:4].upper()}-{entry.key}"[:36]

    def _load_entry(self, entry: QuestionEntry, stored: dict[int, Question], position: int) -> None:
        code, draft = self._code(entry), entry.question
        if self.items.has_seen("question", entry.key):
            # Two questions with the same key: which of them a later reading means can't be decided.
            self.items.report.left_alone.append(code)
            return
        item = self.items.find("question", entry.key)
        if item is None and code in self.taken:
            own = Question.objects.in_bank().filter(code=code, source=self.source)
            item = self.items.adopt("question", entry.key, own)
        if item is not None:
            self._change(item, stored.get(item.object_id), entry)
        elif draft.code and draft.code in self.taken:
            self.items.report.elsewhere.append(draft.code)
        else:
            self._create(entry, position)

    def _create(self, entry: QuestionEntry, position: int) -> None:
        draft, competencies = entry.question, self._competencies(entry.question)
        question = Question(
            code=self._free_code(self._code(entry)),
            category=self._get_or_create_category(entry.category),
            position=position,
            source=self.source,
            status=written_status(draft, self.status or ""),
            **question_fields(draft),
        )
        self.new.append((question, draft, competencies))
        sha256 = question_sha256(draft, question.category_id, competencies)
        self.items.add_created("question", entry.key, question, sha256 if entry.as_read else "")

    def _change(self, item: LoadedItem, question: Question | None, entry: QuestionEntry) -> None:
        draft, competencies = _with_said(entry.question, question), self._competencies(entry.question)
        category = self._find_category(entry.category)
        current = None if question is None else stored_question_sha256(question)
        new = question_sha256(draft, category.pk if category else 0, competencies)
        if not self.items.may_update(item, current, new, draft.code or item.key) or question is None:
            return
        question.category = category or self._get_or_create_category(entry.category)
        for name, value in question_fields(draft).items():
            setattr(question, name, value)
        self.changed.append((question, draft, competencies))
        self.items.set_updated(item, question_sha256(draft, question.category_id, competencies))

    def _competencies(self, draft: QuestionDraft) -> list[Competency]:
        self.items.report.unknown_competencies.update(set(draft.competencies) - self.by_name.keys())
        return [self.by_name[name] for name in draft.competencies if name in self.by_name]

    def _free_code(self, code: str) -> str:
        """The code, or where it is taken, the code with a number."""
        free, number = code[:36], 1
        while free in self.taken:
            number += 1
            free = f"{code[:36]}.{number}"
        self.taken.add(free)
        return free

    def _find_category(self, name: str) -> Category | None:
        """The category of this name; one that was loaded and renamed since counts as the same."""
        name = _category_name(name)
        if name not in self.categories:
            item = self.items.find("category", name)
            renamed = Category.objects.filter(pk=item.object_id).first() if item else None
            category = renamed or Category.objects.filter(name=name).first()
            if category is None:
                return None
            self.categories[name] = category
        return self.categories[name]

    def _get_or_create_category(self, name: str) -> Category:
        existing = self._find_category(name)
        if existing is not None:
            return existing
        name = _category_name(name)
        last = Category.objects.aggregate(last=Max("position"))["last"] or 0
        category = Category.objects.create(name=name, position=last + 1, source=self.source)
        record(actor=self.actor, action="category.create", target=category, after={"name": name})
        item = self.items.find("category", name)
        if item is not None:
            self.items.replace_object(item, category)
        else:
            self.items.add_created("category", name, category, sha256_of(name))
        self.categories[name] = category
        return category


def _with_said(draft: QuestionDraft, question: Question | None) -> QuestionDraft:
    """The draft with what people have said of the question, where its document says nothing."""
    if question is None:
        return draft
    return replace(
        draft,
        kind=draft.kind or question.kind,
        difficulty=draft.difficulty or question.difficulty,
        minutes=draft.minutes or question.minutes,
    )


def _category_name(name: str) -> str:
    return name.strip()[:120] or gettext("No category")
