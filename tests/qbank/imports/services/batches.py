"""What the tests of imports share: files, batches brought as far as wanted, the bank as people see it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from qbank.imports.services import (
    apply_batch,
    columns_step,
    configure,
    judge_batch,
    receive,
    start_apply,
    start_undo,
    undo_batch,
)
from qbank.imports.services.jobs import Run
from qbank.models import Category, Competency, ImportBatch, ImportRow, Question, Source
from qbank.questions.services.revisions import question_content
from qbank.spreadsheets.columns.mapping import CREATE, ColumnMapping, Field
from qbank.spreadsheets.files.table import Reading

HEADER = ("编号", "题目", "分类", "参考答案", "难度", "评分要点", "能力项")
TOPICS = [
    "排班",
    "质检",
    "退款",
    "投诉升级",
    "新人带教",
    "跨部门协作",
    "夜班交接",
    "工单积压",
    "满意度",
    "话术",
]


def row(
    text: str,
    *,
    code: str = "",
    category: str = "服务",
    answer: str = "先听完。",
    difficulty: str = "",
    points: str = "",
    competencies: str = "",
) -> tuple[str, ...]:
    """One row under HEADER."""
    return (code, text, category, answer, difficulty, points, competencies)


def new_rows(count: int, **fields: Any) -> list[tuple[str, ...]]:
    """Rows of questions that resemble none of each other."""
    return [row(TOPICS[number], **fields) for number in range(count)]


def file_of(rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode()


def make_preview(
    rows: Sequence[Sequence[str]],
    actor: User | None = None,
    *,
    header: Sequence[str] = HEADER,
    scope: str = "both",
) -> ImportBatch:
    """A file as far as its preview; unknown categories and competencies are to be created, known questions
    to be changed."""
    batch = receive(name="题库.csv", data=file_of(rows, header), actor=actor)
    reading = Reading.from_json(batch.options)
    columns = columns_step(batch).mapping.columns
    create: dict[Field, dict[str, str]] = {Field.CATEGORY: {}, Field.COMPETENCY: {}}
    for column, field in columns.items():
        if field in create:
            create[field] |= {cells[column]: CREATE for cells in rows if cells[column]}
    configure(
        batch=batch,
        reading=reading,
        mapping=ColumnMapping(columns, create),
        actor=actor,
        scope=scope,
    )
    judge_batch(batch_id=batch.pk)
    return reload_batch(batch)


def apply_now(batch: ImportBatch, actor: User | None = None) -> ImportBatch:
    start_apply(batch=batch, actor=actor)
    apply_batch(batch_id=batch.pk)
    return reload_batch(batch)


def undo_now(batch: ImportBatch, actor: User | None = None) -> ImportBatch:
    start_undo(batch=batch, actor=actor)
    undo_batch(batch_id=batch.pk)
    return reload_batch(batch)


def reload_batch(batch: ImportBatch) -> ImportBatch:
    return ImportBatch.objects.get(pk=batch.pk)


def verdicts(batch: ImportBatch) -> list[str]:
    return list(batch.rows.order_by("number").values_list("verdict", flat=True))


def outcomes(batch: ImportBatch) -> list[str]:
    return list(batch.rows.order_by("number").values_list("outcome", flat=True))


def row_at(batch: ImportBatch, number: int) -> ImportRow:
    return batch.rows.get(number=number)


def bank_contents() -> dict[str, Any]:
    """All that people see of the questions, by code."""
    questions = Question.objects.in_bank().select_related("category", "source", "index")
    return {
        question.code: question_content(question)
        | {"folded": question.index.folded if hasattr(question, "index") else None}
        for question in questions.prefetch_related("answers", "points", "competencies").order_by("code")
    }


def bank_and_leftovers() -> dict[str, Any]:
    """The bank, with what an import may leave behind."""
    return {
        "bank": bank_contents(),
        "unseen": Question.objects.exclude(arriving=None).count(),
        "categories": sorted(Category.objects.values_list("name", flat=True)),
        "competencies": sorted(Competency.objects.values_list("name", flat=True)),
        "sources": sorted(Source.objects.values_list("name", flat=True)),
    }


class Killed(BaseException):
    """The worker's process ends here."""


def on_each_beat(monkeypatch: Any, on_beat: Callable[[int], None]) -> list[int]:
    """Do ``act(n)`` at a job's n-th sign of life: as each of its transactions begins. (Not again at the
    end of the one in which all becomes visible or vanishes.) The list counts them."""
    beat, seen = Run.beat, [0]

    def beating(self: Run, **fields: Any) -> None:
        result = fields.get("result", {})
        if not result.get("visible") and not result.get("hidden"):
            on_beat(seen[0])
            seen[0] += 1
        beat(self, **fields)

    monkeypatch.setattr(Run, "beat", beating)
    return seen


def kill_before_transaction(monkeypatch: Any, at: int) -> None:
    """The job dies before its transaction number ``at``."""

    def die(number: int) -> None:
        if number == at:
            raise Killed

    on_each_beat(monkeypatch, die)


def make_silent(batch: ImportBatch) -> ImportBatch:
    """Two minutes pass for this batch."""
    ImportBatch.objects.filter(pk=batch.pk).update(beat_at=timezone.now() - timedelta(minutes=2))
    return reload_batch(batch)
