"""Keeps the competency framework. Whatever is deleted, a ready question keeps one competency, and whatever
loses one is in the trail."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.deleting import losses
from accounts.models import User
from qbank.models import Competency, CompetencyPoint, Question, Status
from qbank.questions.services.revisions import CHANGED_IN_ADMIN, record_revisions

#: A point as it is to be: the id of the stored one (None: new), title, text.
PointRow = tuple[int | None, str, str]


def parent_problem(competency: Competency, parent: Competency | None) -> str:
    """Why a competency can't become a section of this chapter, for the framework has two levels; ""
    where it can."""
    if parent is not None and competency.pk and competency.sections.exists():
        return _("This is a chapter with sections of its own: move these first, then it can be a section.")
    return ""


def left_without(competencies: Collection[Competency]) -> QuerySet[Question]:
    """The ready questions that would have no competency without these and the sections of these."""
    with_deleted = Question.objects.in_bank().filter(competencies__in=_with_sections(competencies))
    links = Question.competencies.through._default_manager
    others = links.exclude(competency__in=_with_sections(competencies)).values("question")
    return with_deleted.filter(status=Status.READY).exclude(pk__in=others).distinct()


@transaction.atomic
def delete_competencies(*, actor: User, competencies: Collection[Competency]) -> None:
    """Delete competencies, chapters with their sections. Questions that lose one get a revision.

    Raises ValidationError when a ready question would be left without any.
    """
    affected = Question.objects.in_bank().filter(
        pk__in=Question.objects.filter(competencies__in=_with_sections(competencies)).values("pk")
    )
    ids = list(affected.select_for_update().order_by("pk").values_list("pk", flat=True))
    if codes := list(left_without(competencies).values_list("code", flat=True)):
        raise ValidationError(
            _(
                "These ready questions would have no competency at all: %(codes)s. Give them another one "
                "first."
            )
            % {"codes": _(", ").join(codes)}
        )
    for competency in competencies:
        before = {
            "name": competency.name,
            "parent": str(competency.parent or ""),
            "position": competency.position,
            "lost_by": [str(loss) for loss in losses([competency])],
        }
        record(actor=actor, action="competency.delete", target=competency, before=before)
    Competency.objects.filter(pk__in=[competency.pk for competency in competencies]).delete()
    record_revisions(question_ids=ids, actor=actor, note=CHANGED_IN_ADMIN)


@transaction.atomic
def save_competency(
    *, actor: User, competency: Competency, name: str, parent: Competency | None
) -> Competency:
    """Save a chapter (without ``parent``) or a section; a new one stands behind all others."""
    before = None
    if competency.pk:
        competency = Competency.objects.select_for_update(of=("self",)).get(pk=competency.pk)
        before = _in_trail(competency)
    else:
        competency.position = (Competency.objects.aggregate(last=Max("position"))["last"] or 0) + 1
    competency.name, competency.parent = name, parent
    competency.save()
    after = _in_trail(competency)
    if before != after:
        action = "competency.create" if before is None else "competency.change"
        record(actor=actor, action=action, target=competency, before=before, after=after)
    return competency


def _in_trail(competency: Competency) -> dict[str, str]:
    return {"name": competency.name, "parent": str(competency.parent or "")}


@transaction.atomic
def move_competency(*, actor: User, competency: Competency, up: bool) -> None:
    """Swap a chapter, or a section within its chapter, with its neighbour; nothing happens at either end."""
    siblings = Competency.objects.filter(parent=competency.parent_id).order_by("position", "pk")
    order = list(siblings.select_for_update(of=("self",)))
    index = next(index for index, other in enumerate(order) if other.pk == competency.pk)
    target = index - 1 if up else index + 1
    if not 0 <= target < len(order):
        return
    before = [other.name for other in order]
    order[index], order[target] = order[target], order[index]
    for position, other in enumerate(order, 1):
        other.position = position
    Competency.objects.bulk_update(order, ["position"])
    record(
        actor=actor,
        action="competency.move",
        target=competency,
        before={"order": before},
        after={"order": [other.name for other in order]},
    )


@transaction.atomic
def save_points(*, actor: User, competency: Competency, rows: Sequence[PointRow]) -> None:
    """Make the points of a competency these, in their order. A row with the id of a stored point is that
    point; points without a row are deleted."""
    stored = {point.pk: point for point in competency.points.select_for_update()}
    for position, (pk, title, text) in enumerate(rows, 1):
        point = stored.pop(pk, None) if pk else None
        before = {"title": point.title, "text": point.text} if point else None
        point = point or CompetencyPoint(competency=competency)
        point.title, point.text, point.position = title, text, position
        point.save()
        after = {"title": title, "text": text}
        if before != after:
            action = "competencypoint.create" if before is None else "competencypoint.change"
            record(actor=actor, action=action, target=point, before=before, after=after)
    for point in stored.values():
        gone = {"title": point.title, "text": point.text}
        record(actor=actor, action="competencypoint.delete", target=point, before=gone)
        point.delete()


def _with_sections(competencies: Collection[Competency]) -> QuerySet[Competency]:
    ids = [competency.pk for competency in competencies]
    return Competency.objects.filter(Q(pk__in=ids) | Q(parent__in=ids))
