"""What a draft becomes in the database, and one hash for both, so that they can be compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from qbank.bankfile.drafts import SCALE_NUMBERS, PointDraft, QuestionDraft, ScaleDraft
from qbank.models import Band, Competency, Question, RatingScale, ReferenceAnswer, RubricPoint

DEFAULT_MINUTES = 5
_BATCH = 500
#: Words that put a candidate into a situation, where a document does not say a question's kind.
_SITUATIONAL = ("如果", "假如", "假设", "假定", "遇到", "面对", "当客户")


def likely_kind(draft: QuestionDraft) -> str:
    """The kind of a question whose document does not say it: a guess for a person to look at."""
    return "situational" if any(word in draft.text for word in _SITUATIONAL) else "behavioural"


def competencies_by_name() -> dict[str, Competency]:
    """Competencies by the names a draft may use: "chapter / section", or the name alone (sections first)."""
    by_name: dict[str, Competency] = {}
    everything = list(Competency.objects.select_related("parent"))
    for competency in sorted(everything, key=lambda c: c.parent_id is not None):
        by_name[competency.name] = competency
        if competency.parent is not None:
            by_name[f"{competency.parent.name} / {competency.name}"] = competency
    return by_name


def question_fields(draft: QuestionDraft) -> dict[str, Any]:
    """A question's own columns, but for its code, category, status and place."""
    return {
        "text": draft.text,
        "kind": draft.kind or likely_kind(draft),
        "rubric_kind": draft.rubric_kind,
        "difficulty": draft.difficulty or "medium",
        "minutes": draft.minutes or DEFAULT_MINUTES,
        "probes": list(draft.probes),
    }


Written = tuple[Question, QuestionDraft, Sequence[Competency]]


def create_questions(written: Sequence[Written]) -> None:
    """Store unsaved questions with their answers, points and competencies, in a few statements."""
    Question.objects.bulk_create([question for question, _draft, _competencies in written], batch_size=_BATCH)
    write_parts(written)


def replace_questions(written: Sequence[Written]) -> None:
    """Store changed questions, and give each the answers, points and competencies of its draft."""
    questions = [question for question, _draft, _competencies in written]
    now = timezone.now()
    for question in questions:
        question.updated_at = now
    columns = [*question_fields(QuestionDraft(text="")), "category", "updated_at"]
    Question.objects.bulk_update(questions, columns, batch_size=_BATCH)
    for start in range(0, len(questions), _BATCH):
        batch = questions[start : start + _BATCH]
        for part in (ReferenceAnswer, RubricPoint, Question.competencies.through):
            part._default_manager.filter(question__in=batch).delete()
    write_parts(written)


def write_parts(written: Sequence[Written]) -> None:
    """Give stored questions that have none their answers, points and competencies."""
    ReferenceAnswer.objects.bulk_create(
        (
            ReferenceAnswer(question=question, text=answer.text, complete=answer.complete, position=position)
            for question, draft, _competencies in written
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
            for question, draft, _competencies in written
            for position, point in enumerate(draft.points, 1)
        ),
        batch_size=_BATCH,
    )
    links = Question.competencies.through
    links._default_manager.bulk_create(
        (
            links(question=question, competency=competency)
            for question, _draft, competencies in written
            for competency in dict.fromkeys(competencies)
        ),
        batch_size=_BATCH,
    )


def scale_fields(draft: ScaleDraft) -> dict[str, Any]:
    """A scale's own columns, but for its name, its source and whether it is the default."""
    numbers = {name: getattr(draft, name) for name in SCALE_NUMBERS}
    return numbers | {"lowest_band": draft.lowest_band, "rules": list(draft.rules)}


def write_bands(scale: RatingScale, draft: ScaleDraft) -> None:
    Band.objects.bulk_create(Band(scale=scale, name=band.name, lower=band.lower) for band in draft.bands)


def scale_sha256(fields: Mapping[str, Any], bands: Mapping[str, Any]) -> str:
    numbers = {
        name: value if isinstance(value, list | str) else f"{value:.2f}" for name, value in fields.items()
    }
    return sha256_of([numbers, {name: f"{lower:.2f}" for name, lower in bands.items()}])


def stored_scale_sha256(scale: RatingScale, names: Iterable[str]) -> str:
    bands = {band.name: band.lower for band in scale.bands.all()}
    return scale_sha256({name: getattr(scale, name) for name in names}, bands)


def question_sha256(draft: QuestionDraft, category_id: int, competencies: Iterable[Competency]) -> str:
    """Hash of a question as this draft would have it. The status is people's and not part of it."""
    answers = [[answer.text, answer.complete] for answer in draft.answers]
    points = [_point(point) for point in draft.points]
    fields = list(question_fields(draft).values())
    return sha256_of([fields, category_id, answers, points, sorted({c.pk for c in competencies})])


def stored_question_sha256(question: Question) -> str:
    """The same hash of a question as it stands in the database."""
    fields = [getattr(question, name) for name in question_fields(QuestionDraft(text=""))]
    answers = [[answer.text, answer.complete] for answer in question.answers.all()]
    points = [_point(point) for point in sorted(question.points.all(), key=lambda point: point.position)]
    competencies = sorted(competency.pk for competency in question.competencies.all())
    return sha256_of([fields, question.category_id, answers, points, competencies])


def _point(point: PointDraft | RubricPoint) -> list[Any]:
    return [point.text, f"{point.weight:.2f}", point.level, point.quote, point.red_flag]


def sha256_of(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
