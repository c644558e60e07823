"""A question's content as one JSON value, the hash of its wording, and the revisions that store both."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_noop

from accounts.audit import SYSTEM, record_each
from accounts.models import User
from qbank.bankfile.file import point_to_data
from qbank.models import Question, QuestionRevision

_BATCH = 500

#: Notes that the site itself writes. They are stored in English and translated where they are shown.
LOADED = gettext_noop("Loaded from its source document.")
IMPORTED = gettext_noop("Imported from a bank file.")
IMPORTED_FROM_SPREADSHEET = gettext_noop("Imported from a spreadsheet.")
IMPORT_TAKEN_BACK = gettext_noop("Restored: the import that had changed it was taken back.")
CHANGE_TAKEN_BACK = gettext_noop("Restored: the change made together with other questions was taken back.")
RETIRED_WITH_IMPORT = gettext_noop("Retired: the import it came with was taken back, and it is used.")
#: Of revisions that taking something back wrote.
TAKEN_BACK = frozenset((IMPORT_TAKEN_BACK, CHANGE_TAKEN_BACK, RETIRED_WITH_IMPORT))
CHANGED_IN_ADMIN = gettext_noop("Changed in the administration.")

#: What a candidate or an interviewer reads or is judged by. Minutes, difficulty and status are not wording.
WORDING = ("text", "rubric_kind", "probes", "answers", "points")


def question_content(question: Question) -> dict[str, Any]:
    """The question as one JSON-ready value, in the bank file's shape.

    Prefetch answers, points and competencies (and select the category) before calling this in a loop.
    """
    return {
        "code": question.code,
        "category": question.category.name,
        "text": question.text,
        # Contents from before there were short titles and tags stay as they are.
        **({"short_title": question.short_title} if question.short_title else {}),
        **({"tags": question.tags} if question.tags else {}),
        "kind": question.kind,
        "rubric_kind": question.rubric_kind,
        "difficulty": question.difficulty,
        "minutes": question.minutes,
        "status": question.status,
        "probes": list(question.probes),
        "competencies": [competency.name for competency in question.competencies.all()],
        "answers": [{"text": answer.text, "complete": answer.complete} for answer in question.answers.all()],
        "points": [point_to_data(point) for point in question.points.all()],
    }


def wording_sha256(content: dict[str, Any]) -> str:
    """SHA-256 over the wording part of :func:`question_content`."""
    wording = {key: content[key] for key in WORDING}
    text = json.dumps(wording, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def record_revision(*, question: Question, actor: User | None, note: str = "") -> QuestionRevision | None:
    """Store the question as a new revision, with its audit event; returns None when nothing changed.

    Every service that changes a question calls this last, in its own transaction.
    """
    revisions = record_revisions(question_ids=[question.pk], actor=actor, note=note)
    return revisions[0] if revisions else None


@transaction.atomic
def record_revisions(
    *, question_ids: Iterable[int], actor: User | None, note: str = ""
) -> list[QuestionRevision]:
    """:func:`record_revision` for many questions: the revisions of those that changed."""
    ids, revisions = list(question_ids), []
    for start in range(0, len(ids), _BATCH):
        revisions += _record_batch(ids[start : start + _BATCH], actor, note)
    return revisions


def _record_batch(ids: list[int], actor: User | None, note: str) -> list[QuestionRevision]:
    questions = (
        Question.objects.filter(pk__in=ids)
        .select_related("category")
        .prefetch_related("answers", "points", "competencies")
        .order_by("pk")
    )
    newest = QuestionRevision.objects.filter(question=OuterRef("question")).order_by("-number")
    last: dict[int, QuestionRevision] = {
        revision.question_id: revision
        for revision in QuestionRevision.objects.filter(
            question__in=ids, number=Subquery(newest.values("number")[:1])
        )
    }
    revisions: list[QuestionRevision] = []
    created: list[tuple[Question, None, dict[str, Any]]] = []
    changed: list[tuple[Question, dict[str, Any], dict[str, Any]]] = []
    for question in questions:
        content, before = question_content(question), last.get(question.pk)
        if before is None:
            created.append((question, None, content))
        elif before.content != content:
            changed.append((question, before.content, content))
        else:
            continue
        revisions.append(revision_of(question, content, before.number + 1 if before else 1, actor, note))
    QuestionRevision.objects.bulk_create(revisions)
    record_each(actor=actor, action="question.create", targets=created, reason=note)
    record_each(actor=actor, action="question.change", targets=changed, reason=note)
    return revisions


def revision_of(
    question: Question, content: dict[str, Any], number: int, actor: User | None, note: str
) -> QuestionRevision:
    """A revision of the question, not saved."""
    return QuestionRevision(**revision_row(question.pk, content, number, actor, note))


def revision_row(
    question_id: int, content: dict[str, Any], number: int, actor: User | None, note: str
) -> dict[str, Any]:
    """The columns of a revision by name, for common.bulk."""
    return {
        "question_id": question_id,
        "number": number,
        "content": content,
        "sha256": wording_sha256(content),
        "by_id": actor.pk if actor else None,
        "by_name": str(actor) if actor else SYSTEM,
        "note": note,
    }
