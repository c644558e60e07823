"""Deletes competencies: a ready question keeps one, and whatever loses one is in the trail."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.deleting import losses
from accounts.models import User
from qbank.models import Competency, Question, Status
from qbank.questions.services.revisions import CHANGED_IN_ADMIN, record_revisions


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


def _with_sections(competencies: Collection[Competency]) -> QuerySet[Competency]:
    ids = [competency.pk for competency in competencies]
    return Competency.objects.filter(Q(pk__in=ids) | Q(parent__in=ids))
