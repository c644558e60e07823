"""Undo and redo in the builder.

Every change is stored with the contents of the set before and after it. Undoing restores the earlier
contents, rows with their old ids, so that the changes before it can be undone as well. There is one history
per set, not per person: only whoever changed the set last can undo something.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from common.numbers import format_decimal
from interviews.building.services.order import SetRefusedError, lock_set
from interviews.models import QuestionSet, SetChange, SetItem, SetSection
from qbank.models import Question

#: How many changes of a set are stored; older ones can't be undone.
MAX_CHANGES: Final = 40

Contents = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class UndoSteps:
    """What a person may undo and redo next. ``by_other``: who made the last change, if somebody else."""

    undo: SetChange | None = None
    redo: SetChange | None = None
    by_other: User | None = None


def contents_of(question_set: QuestionSet) -> Contents:
    """Its sections and items in their order, ready for JSON. Two queries."""
    return {
        "sections": [
            {"id": section.pk, "title": section.title, "minutes": section.planned_minutes}
            for section in SetSection.objects.filter(question_set=question_set)
        ],
        "items": [
            {
                "id": item.pk,
                "question": item.question_id,
                "section": item.section_id,
                "weight": format_decimal(item.weight),
                "minutes": item.minutes,
            }
            for item in SetItem.objects.filter(question_set=question_set)
        ],
    }


def save_change(
    *, actor: User, question_set: QuestionSet, act: SetChange.Act, subject: str = "", before: Contents
) -> None:
    """Store a change that was just made, so that it can be undone; if nothing changed, nothing is stored.

    Call it inside the transaction of the change, with the set locked since ``before`` was read. ``subject``:
    what was changed, as the page names it. What was undone before can't be redone any more.
    """
    after = contents_of(question_set)
    if after == before:
        return
    question_set.changes.filter(undone=True).delete()
    SetChange.objects.create(
        question_set=question_set, actor=actor, act=act, subject=subject[:120], before=before, after=after
    )
    old = question_set.changes.order_by("-pk").values_list("pk", flat=True)[MAX_CHANGES:]
    question_set.changes.filter(pk__in=list(old)).delete()


def undo_steps_for(user: User, question_set: QuestionSet) -> UndoSteps:
    """What this person may undo and redo. One query."""
    changes = list(question_set.changes.select_related("actor").defer("before", "after"))
    undo = next((change for change in reversed(changes) if not change.undone), None)
    redo = next((change for change in changes if change.undone), None)
    return UndoSteps(
        undo=undo if undo and undo.actor_id == user.pk else None,
        redo=redo if redo and redo.actor_id == user.pk else None,
        by_other=undo.actor if undo and undo.actor_id != user.pk else None,
    )


@transaction.atomic
def undo(*, actor: User, question_set: QuestionSet) -> SetChange:
    """Undo the last change of a set.

    Raises SetRefusedError when there is none, when somebody else did it, or when the set was changed past
    the builder since.
    """
    fresh = lock_set(question_set, actor=actor)
    change = fresh.changes.filter(undone=False).select_related("actor").last()
    if change is None:
        raise SetRefusedError(_("There is nothing to undo."))
    return _apply(actor, fresh, change, undone=True)


@transaction.atomic
def redo(*, actor: User, question_set: QuestionSet) -> SetChange:
    """Redo what was undone last. Raises as :func:`undo` does."""
    fresh = lock_set(question_set, actor=actor)
    change = fresh.changes.filter(undone=True).select_related("actor").first()
    if change is None:
        raise SetRefusedError(_("There is nothing to do again."))
    return _apply(actor, fresh, change, undone=False)


def _apply(actor: User, question_set: QuestionSet, change: SetChange, *, undone: bool) -> SetChange:
    if change.actor_id != actor.pk:
        raise SetRefusedError(
            _("%(name)s changed this set after you (%(act)s), so your own change stays.")
            % {"name": change.actor, "act": change}
        )
    expected, wanted = (change.after, change.before) if undone else (change.before, change.after)
    if contents_of(question_set) != expected:
        raise SetRefusedError(_("This set was changed elsewhere since. It is shown as it is now."))
    before = _codes(question_set)
    _restore(question_set, wanted)
    change.undone = undone
    change.save(update_fields=["undone"])
    question_set.save(update_fields=["updated_at"])
    record(
        actor=actor,
        action="set.undo" if undone else "set.redo",
        target=question_set,
        before={"items": before},
        after={"items": _codes(question_set), "act": change.act, "of": change.subject},
    )
    return change


def _codes(question_set: QuestionSet) -> list[str]:
    items = SetItem.objects.filter(question_set=question_set)
    return list(items.values_list("question__code", flat=True))


def _restore(question_set: QuestionSet, wanted: Contents) -> None:
    """Make the set hold exactly these rows, in this order."""
    _check_questions(question_set, wanted)
    sections = [
        SetSection(
            pk=row["id"],
            question_set=question_set,
            title=row["title"],
            planned_minutes=row["minutes"],
            position=number,
        )
        for number, row in enumerate(wanted["sections"], start=1)
    ]
    items = [
        SetItem(
            pk=row["id"],
            question_set=question_set,
            question_id=row["question"],
            section_id=row["section"],
            weight=Decimal(row["weight"]),
            minutes=row["minutes"],
            position=number,
        )
        for number, row in enumerate(wanted["items"], start=1)
    ]
    question_set.items.exclude(pk__in=[item.pk for item in items]).delete()
    SetSection.objects.bulk_create(
        sections,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["title", "planned_minutes", "position"],
    )
    SetItem.objects.bulk_create(
        items,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["section", "weight", "minutes", "position"],
    )
    question_set.sections.exclude(pk__in=[section.pk for section in sections]).delete()


def _check_questions(question_set: QuestionSet, wanted: Contents) -> None:
    """A question that comes back must still be in the bank."""
    present = set(question_set.items.values_list("question", flat=True))
    returning = {row["question"] for row in wanted["items"]} - present
    if len(Question.objects.select_for_update().in_bank().filter(pk__in=returning)) < len(returning):
        raise SetRefusedError(_("This question is no longer in the bank."))
