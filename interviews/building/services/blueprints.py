"""Question sets made of a blueprint's choice, and blueprints saved as templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from interviews.blueprint import Wishes, to_json
from interviews.building.services.order import (
    ItemGroup,
    SetRefusedError,
    check_may_assemble,
    load_groups,
    lock_set,
    save_order,
)
from interviews.building.services.undo import contents_of, save_change
from interviews.models import Blueprint, Position, QuestionSet, SetChange, SetItem, SetSection
from qbank.models import Question, RatingScale
from qbank.questions.services.asking import askable_questions
from qbank.questions.services.writing import DEFAULT_MINUTES

#: The names of parallel sets: "… A", "… B".
LETTERS = "ABCDEFGHIJ"
_NAME = 120


class NameTakenError(Exception):
    """There is an open template of this name."""


# Sets


@transaction.atomic
def create_filled_set(
    *,
    actor: User,
    name: str,
    questions: Sequence[int],
    scale: RatingScale,
    planned_minutes: int,
    position: Position | None = None,
    sections: bool = False,
) -> QuestionSet:
    """Create a set with these questions (ids) in this order; ``sections``: one for each category.

    Raises SetRefusedError when one of them may no longer be asked, or when there is none, and
    PermissionDenied for whoever may make no sets.
    """
    check_may_assemble(actor)
    chosen = _lock_questions(questions)
    question_set = QuestionSet.objects.create(
        name=Truncator(name).chars(_NAME),
        scale=scale,
        planned_minutes=planned_minutes,
        position=position,
        created_by=actor,
    )
    groups = load_groups(question_set)
    if sections:
        groups += _create_sections(question_set, chosen)
    _insert_items(question_set, groups, chosen)
    after = {
        "name": question_set.name,
        "scale": scale.name,
        "planned_minutes": planned_minutes,
        "position": position.name if position else None,
        "items": [question.code for question in chosen],
    }
    record(actor=actor, action="set.create", target=question_set, after=after)
    return question_set


@transaction.atomic
def fill_set(*, actor: User, question_set: QuestionSet, questions: Sequence[int]) -> int:
    """Add these questions to a set: each to the section named like its category, else at the end.

    Those in the set already stay where they are. The number added. Raises as :func:`make_set` does, and
    when the set is archived or was deleted.
    """
    fresh = lock_set(question_set, actor=actor)
    before = contents_of(fresh)
    present = set(fresh.items.values_list("question", flat=True))
    chosen = _lock_questions([pk for pk in questions if pk not in present])
    _insert_items(fresh, load_groups(fresh), chosen)
    fresh.save(update_fields=["updated_at"])
    codes = [question.code for question in chosen]
    save_change(
        actor=actor, question_set=fresh, act=SetChange.Act.FILL, subject=", ".join(codes), before=before
    )
    record(actor=actor, action="set.change", target=fresh, after={"filled": codes})
    return len(chosen)


@transaction.atomic
def create_parallel_sets(
    *,
    actor: User,
    name: str,
    sheets: Sequence[Sequence[int]],
    scale: RatingScale,
    planned_minutes: int,
    position: Position | None = None,
    sections: bool = False,
) -> list[QuestionSet]:
    """Create a set for each selection, named "… A", "… B" and so on; all or none. Raises as
    :func:`create_filled_set` does."""
    stem = Truncator(name).chars(_NAME - 2)
    return [
        create_filled_set(
            actor=actor,
            name=f"{stem} {letter}",
            questions=questions,
            scale=scale,
            planned_minutes=planned_minutes,
            position=position,
            sections=sections,
        )
        for letter, questions in zip(LETTERS, sheets, strict=False)
    ]


def _lock_questions(questions: Sequence[int]) -> list[Question]:
    """The questions in this order, locked. Raises SetRefusedError."""
    if not questions:
        raise SetRefusedError(_("There is no question to put into the set."))
    ready = askable_questions().select_for_update(of=("self",)).select_related("category")
    by_id = {question.pk: question for question in ready.filter(pk__in=questions)}
    if len(by_id) < len(set(questions)):
        raise SetRefusedError(
            _("The bank has changed since: a question chosen here can't be used any more. Choose again.")
        )
    return [by_id[pk] for pk in dict.fromkeys(questions)]


def _create_sections(question_set: QuestionSet, chosen: Sequence[Question]) -> list[ItemGroup]:
    names = dict.fromkeys(question.category.name for question in chosen)
    return [
        ItemGroup(SetSection.objects.create(question_set=question_set, title=name, position=place), [])
        for place, name in enumerate(names, start=1)
    ]


def _insert_items(question_set: QuestionSet, groups: list[ItemGroup], chosen: Sequence[Question]) -> None:
    by_title = {group.section.title: group for group in groups if group.section}
    for question in chosen:
        minutes = question.minutes or DEFAULT_MINUTES
        item = SetItem(question_set=question_set, question=question, minutes=minutes)
        item.save()
        by_title.get(question.category.name, groups[-1]).items.append(item)
    save_order(groups)


# Templates


@transaction.atomic
def create_blueprint(
    *, actor: User, name: str, wishes: Wishes, position: Position | None = None
) -> Blueprint:
    """Save wishes as a new template. Raises NameTakenError."""
    blueprint = Blueprint(name=name, position=position, wishes=to_json(wishes), created_by=actor)
    _save(blueprint)
    record(actor=actor, action="blueprint.create", target=blueprint, after=_state(blueprint))
    return blueprint


@transaction.atomic
def update_blueprint(
    *, actor: User, blueprint: Blueprint, wishes: Wishes, position: Position | None = None
) -> Blueprint:
    """Give a template other wishes; its name stays."""
    fresh = Blueprint.objects.select_for_update(of=("self",)).select_related("position").get(pk=blueprint.pk)
    before = _state(fresh)
    fresh.wishes, fresh.position = to_json(wishes), position
    if _state(fresh) != before:
        _save(fresh)
        record(actor=actor, action="blueprint.change", target=fresh, before=before, after=_state(fresh))
    return fresh


@transaction.atomic
def set_blueprint_archived(*, actor: User, blueprint: Blueprint, archived: bool) -> None:
    """Archive a template, or open it again. Nothing happens when it is so already. Raises NameTakenError."""
    fresh = Blueprint.objects.select_for_update(of=("self",)).get(pk=blueprint.pk)
    if fresh.archived != archived:
        fresh.archived = archived
        _save(fresh)
        record(
            actor=actor,
            action="blueprint.change",
            target=fresh,
            before={"archived": not archived},
            after={"archived": archived},
        )


def _save(blueprint: Blueprint) -> None:
    try:
        with transaction.atomic():
            blueprint.save()
    except IntegrityError as error:
        raise NameTakenError(blueprint.name) from error


def _state(blueprint: Blueprint) -> Mapping[str, Any]:
    position = blueprint.position
    return {
        "name": blueprint.name,
        "position": position.name if position else None,
        "wishes": blueprint.wishes,
    }
