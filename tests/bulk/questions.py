"""A bank of as many questions as wanted, the same each time. A later call goes on where the bank ends."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.db import transaction

from common.bulk import BulkInsert, reserve_ids
from qbank.imports.services.question_rows import QuestionRows, searchable_texts
from qbank.models import Category, Competency, Question, Source
from qbank.questions.search import index_row
from qbank.questions.services.revisions import LOADED, revision_row
from qbank.questions.tallies import recount
from tests.bench import banks

#: In nearly every question, in every thousandth, in none.
COMMON, RARE, ABSENT = "客户", "望远镜", "独角兽"
_SOURCES = 10
_CHAPTERS = 4
_BATCH = 1_000
_VALUES = {
    "行为": "behavioural",
    "情境": "situational",
    "知识": "knowledge",
    "易": "easy",
    "中": "medium",
    "难": "hard",
}


def load_questions(count: int) -> None:
    """Add ``count`` questions with answer, points, competencies, revision and row of the search index.

    One in twenty is a draft, one in twenty retired. Each batch of them is one transaction.
    """
    bank = _Bank()
    first = Question.objects.filter(code__startswith="B-").count()
    table = islice(banks.table_rows(first + count), first, None)
    ids = reserve_ids(Question, count)
    number = first
    while batch := list(islice(table, _BATCH)):
        rows = QuestionRows()
        for cells in batch:
            number += 1
            bank.add(rows, next(ids), number, cells)
        questions = BulkInsert(Question, rows.questions)
        rows.prepare()
        with transaction.atomic():
            questions.insert()
            rows.insert()
    recount()


class _Bank:
    """The categories, competencies and sources that the questions hang on."""

    def __init__(self) -> None:
        self.categories = [
            Category.objects.get_or_create(name=name, defaults={"position": position})[0]
            for position, name in enumerate(banks.CATEGORIES, 1)
        ]
        chapters = [
            Competency.objects.get_or_create(name=f"能力章{number}", parent=None)[0]
            for number in range(1, _CHAPTERS + 1)
        ]
        self.competencies = {
            name: Competency.objects.get_or_create(
                name=name, parent=chapters[place % _CHAPTERS], defaults={"position": place}
            )[0]
            for place, name in enumerate(banks.COMPETENCIES)
        }
        self.sources = [
            Source.objects.get_or_create(
                sha256=f"{number:064d}", defaults={"name": f"题库{number}.xlsx", "kind": "spreadsheet"}
            )[0]
            for number in range(1, _SOURCES + 1)
        ]

    def add(self, rows: QuestionRows, question_id: int, number: int, cells: list[str]) -> None:
        """One more question, from a row of the table."""
        code, text, category_name, answer, difficulty, kind, minutes, competencies, points = cells
        category = self.categories[banks.CATEGORIES.index(category_name)]
        content: dict[str, Any] = {
            "code": code,
            "category": category_name,
            "text": f"{text}（{RARE}）" if number % 1_000 == 0 else text,
            "kind": _VALUES[kind],
            "rubric_kind": "checklist",
            "difficulty": _VALUES[difficulty],
            "minutes": int(minutes),
            "status": {0: "draft", 1: "retired"}.get(number % 20, "ready"),
            "probes": ["当时客户怎么说？", "结果如何？"],
            "competencies": competencies.split("；"),
            "answers": [{"text": answer, "complete": True}],
            "points": [_point(line) for line in points.splitlines()],
        }
        own = {name: content[name] for name in ("text", "kind", "difficulty", "minutes", "status", "probes")}
        question = own | {
            "id": question_id,
            "code": code,
            "category_id": category.pk,
            "position": number,
            "source_id": self.sources[number % _SOURCES].pk,
        }
        tags = [self.competencies[name] for name in content["competencies"]]
        rows.add(question, content, tags)
        rows.revisions.append(revision_row(question_id, content, 1, None, LOADED))
        rows.indexes.append(index_row(question_id, searchable_texts(content)))


def _point(line: str) -> dict[str, Any]:
    """A line such as 「先听完（3分）」."""
    text, _, weight = line.removesuffix("分）").rpartition("（")
    return {"text": text, "weight": weight, "level": None, "quote": "", "red_flag": False}
