"""Writes drafts to the database, and hashes drafts and stored objects alike, so that they can be compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from qbank.bankfile.drafts import SCALE_NUMBERS, PointDraft, QuestionDraft, ScaleDraft
from qbank.models import Band, Competency, Question, RatingScale, ReferenceAnswer, RubricPoint
from qbank.questions.services.doubts import is_unreadable, texts_of_draft

DEFAULT_MINUTES = 5
_BATCH = 500


def competencies_by_name() -> dict[str, Competency]:
    """Competencies by the names a draft may use: "chapter / section", or the name alone (sections first)."""
    by_name: dict[str, Competency] = {}
    competencies = list(Competency.objects.select_related("parent"))
    for competency in sorted(competencies, key=lambda competency: competency.parent_id is not None):
        by_name[competency.name] = competency
        if competency.parent is not None:
            by_name[f"{competency.parent.name} / {competency.name}"] = competency
    return by_name


def question_fields(draft: QuestionDraft) -> dict[str, Any]:
    """A question's own columns, except code, category, status and position. What the draft leaves unsaid
    stays so."""
    return {
        "text": draft.text,
        "kind": draft.kind,
        "rubric_kind": draft.rubric_kind,
        "difficulty": draft.difficulty,
        "minutes": draft.minutes,
        "probes": list(draft.probes),
    }


def written_status(draft: QuestionDraft, status: str = "") -> str:
    """The status a new question gets, by default its draft's: one that leaves something unsaid, or has a
    character that could not be read, is a draft until a person has seen to it."""
    status = status or draft.status
    says_all = draft.kind and draft.difficulty and draft.minutes
    if status == "ready" and (not says_all or is_unreadable(texts_of_draft(draft))):
        return "draft"
    return status


#: An unsaved or changed question with its draft and its competencies.
QuestionWithDraft = tuple[Question, QuestionDraft, Sequence[Competency]]


def create_questions(questions: Sequence[QuestionWithDraft]) -> None:
    """Insert unsaved questions with their answers, points and competencies, in a few statements."""
    Question.objects.bulk_create(
        [question for question, _draft, _competencies in questions], batch_size=_BATCH
    )
    write_parts(questions)


def replace_questions(questions: Sequence[QuestionWithDraft]) -> None:
    """Save changed questions, and replace the answers, points and competencies by those of their drafts."""
    changed = [question for question, _draft, _competencies in questions]
    now = timezone.now()
    for question in changed:
        question.updated_at = now
    columns = [*question_fields(QuestionDraft(text="")), "category", "updated_at"]
    Question.objects.bulk_update(changed, columns, batch_size=_BATCH)
    for start in range(0, len(changed), _BATCH):
        batch = changed[start : start + _BATCH]
        for part in (ReferenceAnswer, RubricPoint, Question.competencies.through):
            part._default_manager.filter(question__in=batch).delete()
    write_parts(questions)


def write_parts(questions: Sequence[QuestionWithDraft]) -> None:
    """Give stored questions that have none their answers, points and competencies."""
    ReferenceAnswer.objects.bulk_create(
        (
            ReferenceAnswer(question=question, text=answer.text, complete=answer.complete, position=position)
            for question, draft, _competencies in questions
            for position, answer in enumerate(draft.answers, 1)
        ),
        batch_size=_BATCH,
    )
    RubricPoint.objects.bulk_create(
        (
            RubricPoint(
                question=question,
                text=point.text,
                weight=point.weight,
                level=point.level,
                quote=point.quote,
                red_flag=point.red_flag,
                position=position,
            )
            for question, draft, _competencies in questions
            for position, point in enumerate(draft.points, 1)
        ),
        batch_size=_BATCH,
    )
    links = Question.competencies.through
    links._default_manager.bulk_create(
        (
            links(question=question, competency=competency)
            for question, _draft, competencies in questions
            for competency in dict.fromkeys(competencies)
        ),
        batch_size=_BATCH,
    )


def scale_fields(draft: ScaleDraft) -> dict[str, Any]:
    """A scale's own columns, except name, source and whether it is the default."""
    numbers = {name: getattr(draft, name) for name in SCALE_NUMBERS}
    return numbers | {"lowest_band": draft.lowest_band, "rules": list(draft.rules)}


def write_bands(scale: RatingScale, draft: ScaleDraft) -> None:
    """Insert the bands of a scale that has none."""
    Band.objects.bulk_create(Band(scale=scale, name=band.name, lower=band.lower) for band in draft.bands)


def scale_sha256(fields: Mapping[str, Any], bands: Mapping[str, Any]) -> str:
    """Hash of a scale. ``fields`` as of :func:`scale_fields`, ``bands``: {name: lower bound}."""
    numbers = {
        name: value if isinstance(value, list | str) else f"{value:.2f}" for name, value in fields.items()
    }
    return sha256_of([numbers, {name: f"{lower:.2f}" for name, lower in bands.items()}])


def stored_scale_sha256(scale: RatingScale, names: Iterable[str]) -> str:
    """The same hash of a stored scale; ``names`` are those of its fields."""
    bands = {band.name: band.lower for band in scale.bands.all()}
    return scale_sha256({name: getattr(scale, name) for name in names}, bands)


def question_sha256(draft: QuestionDraft, category_id: int, competencies: Iterable[Competency]) -> str:
    """Hash of a question with this draft. The status is not part of it: people change it."""
    answers = [[answer.text, answer.complete] for answer in draft.answers]
    points = [_point(point) for point in draft.points]
    fields = list(question_fields(draft).values())
    return sha256_of(
        [fields, category_id, answers, points, sorted({competency.pk for competency in competencies})]
    )


def stored_question_sha256(question: Question) -> str:
    """The same hash of a stored question."""
    fields = [getattr(question, name) for name in question_fields(QuestionDraft(text=""))]
    answers = [[answer.text, answer.complete] for answer in question.answers.all()]
    points = [_point(point) for point in sorted(question.points.all(), key=lambda point: point.position)]
    competencies = sorted(competency.pk for competency in question.competencies.all())
    return sha256_of([fields, question.category_id, answers, points, competencies])


def _point(point: PointDraft | RubricPoint) -> list[Any]:
    return [point.text, f"{point.weight:.2f}", point.level, point.quote, point.red_flag]


def sha256_of(value: Any) -> str:
    """Hash of a JSON value; equal values have equal hashes."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
