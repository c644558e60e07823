"""Creating and changing question sets.

Every change locks its set, so that two people who edit at once follow each other: the last write wins
for its own field only. :mod:`interviews.building.services.order` reads and stores the order of a set,
:mod:`interviews.building.services.undo` what undoing a change needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from interviews.building.services.meanwhile import save_touched
from interviews.building.services.order import (
    ItemGroup,
    SetRefusedError,
    check_may_assemble,
    find_group,
    find_item,
    find_section,
    insert_item,
    item_gone_text,
    load_groups,
    lock_set,
    save_order,
    section_gone_text,
)
from interviews.building.services.undo import contents_of, save_change
from interviews.models import Position, QuestionSet, SetChange, SetItem, SetSection
from qbank.models import Question, RatingScale, Status
from qbank.questions.services.writing import DEFAULT_MINUTES

Act = SetChange.Act

#: What a person may change of a set itself.
FIELDS = ("name", "scale", "planned_minutes", "position", "note")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item goes: ``index`` counts from 0 within the section (None: no section; at its end)."""

    section: int | None
    index: int | None = None


# Sets


@transaction.atomic
def create_set(
    *,
    actor: User,
    name: str,
    scale: RatingScale,
    planned_minutes: int,
    position: Position | None = None,
    note: str = "",
) -> QuestionSet:
    """A new, empty set. Raises PermissionDenied for whoever may make none."""
    check_may_assemble(actor)
    question_set = QuestionSet.objects.create(
        name=name,
        scale=scale,
        planned_minutes=planned_minutes,
        position=position,
        note=note,
        created_by=actor,
    )
    record(actor=actor, action="set.create", target=question_set, after=_state(question_set))
    return question_set


@transaction.atomic
def change_set(*, actor: User, question_set: QuestionSet, changes: Mapping[str, Any]) -> QuestionSet:
    """Set those of FIELDS that ``changes`` names; the others stay as they are in the database."""
    fresh = lock_set(question_set, actor=actor)
    before = _state(fresh)
    for name in FIELDS:
        if name in changes:
            setattr(fresh, name, changes[name])
    if _state(fresh) != before:
        fresh.save()
        record(actor=actor, action="set.change", target=fresh, before=before, after=_state(fresh))
    return fresh


@transaction.atomic
def copy_set(*, actor: User, question_set: QuestionSet) -> QuestionSet:
    """A new open set with the same sections and items; its sheets stay with the original.

    Raises PermissionDenied for whoever may make none.
    """
    check_may_assemble(actor)
    copy = QuestionSet.objects.create(
        name=Truncator(_("Copy of %(name)s") % {"name": question_set.name}).chars(120),
        scale=question_set.scale,
        planned_minutes=question_set.planned_minutes,
        position=question_set.position,
        note=question_set.note,
        created_by=actor,
    )
    sections: dict[int | None, SetSection | None] = {None: None}
    for section in question_set.sections.all():
        sections[section.pk] = SetSection.objects.create(
            question_set=copy,
            title=section.title,
            planned_minutes=section.planned_minutes,
            position=section.position,
        )
    SetItem.objects.bulk_create(
        SetItem(
            question_set=copy,
            section=sections[item.section_id],
            question_id=item.question_id,
            position=item.position,
            weight=item.weight,
            minutes=item.minutes,
        )
        for item in question_set.items.all()
    )
    after = _state(copy) | {"copied_from": question_set.pk, "items": copy.items.count()}
    record(actor=actor, action="set.create", target=copy, after=after)
    return copy


@transaction.atomic
def set_archived(*, actor: User, question_set: QuestionSet, archived: bool) -> None:
    """Archive a set, or open it again. Nothing happens when it is so already."""
    fresh = lock_set(question_set, actor=actor, allow_archived=True)
    if fresh.archived != archived:
        fresh.archived = archived
        fresh.save()
        record(
            actor=actor,
            action="set.change",
            target=fresh,
            before={"archived": not archived},
            after={"archived": archived},
        )


# Items


def add_item(*, actor: User, question_set: QuestionSet, question: int, place: Place | None = None) -> SetItem:
    """Add a question of the bank, by default at the end, with its suggested minutes.

    A place in a section that no longer exists means the end. Raises SetRefusedError for a question that is
    in the set already, retired, or not in the bank.
    """
    with _editing(actor, question_set, Act.ADD) as edit:
        asked = Question.objects.visible_to(actor).select_for_update().filter(pk=question).first()
        if asked is None:
            raise SetRefusedError(_("This question is no longer in the bank."))
        if asked.status == Status.RETIRED:
            raise SetRefusedError(_("%(code)s is retired and can't be added.") % {"code": asked.code})
        if edit.set.items.filter(question=asked).exists():
            raise SetRefusedError(_("%(code)s is in the set already.") % {"code": asked.code})
        groups = load_groups(edit.set)
        target = find_group(groups, place.section) if place else None
        index = place.index if place and target else None
        minutes = asked.minutes or DEFAULT_MINUTES
        item = SetItem.objects.create(question_set=edit.set, question=asked, minutes=minutes)
        insert_item(target or groups[-1], item, index)
        save_order(groups)
        edit.record(asked.code, None, {"item": asked.code, "position": item.position})
    return item


def change_item(
    *,
    actor: User,
    question_set: QuestionSet,
    item: int,
    changes: Mapping[str, Decimal | int],
    shown: Mapping[str, Any] | None = None,
) -> SetItem:
    """Set an item's "weight" or "minutes", whichever is given; ``shown`` as for save_touched()."""
    with _editing(actor, question_set, Act.VALUES) as edit:
        changing = _item(edit.set, item)
        before = {name: str(getattr(changing, name)) for name in changes}
        if not (saved := save_touched(changing, changes, shown)):
            edit.nothing_changed()
            return changing
        code = {"item": changing.question.code}
        after = {name: str(getattr(changing, name)) for name in saved}
        edit.record(changing.question.code, code | {name: before[name] for name in saved}, code | after)
    return changing


def move_item(*, actor: User, question_set: QuestionSet, item: int, place: Place) -> SetItem:
    """Put an item at a place. An index beyond the end means the end."""
    with _editing(actor, question_set, Act.MOVE) as edit:
        groups = load_groups(edit.set)
        source, moving = find_item(groups, item)
        target = find_group(groups, place.section)
        if target is None:
            raise SetRefusedError(section_gone_text())
        source.items.remove(moving)
        insert_item(target, moving, place.index)
        _record_move(edit, groups, moving)
    return moving


def step_item(
    *, actor: User, question_set: QuestionSet, item: int, by: int, sections: bool = False
) -> SetItem:
    """Move an item one up (-1) or down (1); at the edge of its section it crosses into the next one.

    ``sections``: cross at once, to the end of the section above or the beginning of the one below.
    """
    with _editing(actor, question_set, Act.MOVE) as edit:
        groups = load_groups(edit.set)
        source, moving = find_item(groups, item)
        index = source.items.index(moving) + by
        if 0 <= index < len(source.items) and not sections:
            source.items.remove(moving)
            source.items.insert(index, moving)
        else:
            neighbour = groups.index(source) + by
            if not 0 <= neighbour < len(groups):
                edit.nothing_changed()
                return moving
            source.items.remove(moving)
            insert_item(groups[neighbour], moving, None if by < 0 else 0)
        _record_move(edit, groups, moving)
    return moving


def remove_item(*, actor: User, question_set: QuestionSet, item: int) -> SetItem:
    """Take an item out of the set. Returns the row as it was."""
    with _editing(actor, question_set, Act.REMOVE) as edit:
        groups = load_groups(edit.set)
        source, leaving = find_item(groups, item)
        source.items.remove(leaving)
        leaving.delete()
        save_order(groups)
        code = leaving.question.code
        edit.record(code, {"item": code, "position": leaving.position}, None)
    return leaving


# Sections


def add_section(
    *, actor: User, question_set: QuestionSet, title: str, planned_minutes: int | None = None
) -> SetSection:
    """A new, empty section after all others."""
    with _editing(actor, question_set, Act.SECTION_ADD) as edit:
        section = SetSection.objects.create(
            question_set=edit.set,
            title=title,
            planned_minutes=planned_minutes,
            position=edit.set.sections.count() + 1,
        )
        edit.record(title, None, _section_state(section))
    return section


def change_section(
    *,
    actor: User,
    question_set: QuestionSet,
    section: int,
    changes: Mapping[str, Any],
    shown: Mapping[str, Any] | None = None,
) -> SetSection:
    """Set a section's "title" or "planned_minutes" (None: no plan), as change_item()."""
    with _editing(actor, question_set, Act.SECTION_CHANGE) as edit:
        changing = _section(edit.set, section)
        before = _section_state(changing)
        if save_touched(changing, changes, shown):
            edit.record(changing.title, before, _section_state(changing))
        else:
            edit.nothing_changed()
    return changing


def step_section(*, actor: User, question_set: QuestionSet, section: int, by: int) -> SetSection:
    """Move a section with its items one up (-1) or down (1); at either end nothing happens."""
    with _editing(actor, question_set, Act.SECTION_MOVE) as edit:
        groups = load_groups(edit.set)
        group, moving = find_section(groups, section)
        index = groups.index(group) + by
        # The first group is that of items without a section; it stays first.
        if not 1 <= index < len(groups):
            edit.nothing_changed()
        else:
            groups.remove(group)
            groups.insert(index, group)
            save_order(groups)
            edit.record(moving.title, None, {"section": moving.title, "position": index})
    return moving


def remove_section(*, actor: User, question_set: QuestionSet, section: int) -> SetSection:
    """Delete a section; its items join the section above and keep their order."""
    with _editing(actor, question_set, Act.SECTION_REMOVE) as edit:
        groups = load_groups(edit.set)
        group, leaving = find_section(groups, section)
        above = groups[groups.index(group) - 1]
        above.items.extend(group.items)
        groups.remove(group)
        save_order(groups)
        leaving.delete()
        edit.record(leaving.title, {"section": leaving.title}, None)
    return leaving


# The rows


def _item(question_set: QuestionSet, pk: int) -> SetItem:
    item = question_set.items.select_related("question").filter(pk=pk).first()
    if item is None:
        raise SetRefusedError(item_gone_text())
    return item


def _section(question_set: QuestionSet, pk: int) -> SetSection:
    section = question_set.sections.filter(pk=pk).first()
    if section is None:
        raise SetRefusedError(section_gone_text())
    return section


# Trail


def _state(question_set: QuestionSet) -> dict[str, Any]:
    return {
        "name": question_set.name,
        "scale": question_set.scale.name,
        "planned_minutes": question_set.planned_minutes,
        "position": question_set.position.name if question_set.position else None,
        "note": question_set.note,
        "archived": question_set.archived,
    }


def _section_state(section: SetSection) -> dict[str, Any]:
    return {"section": section.title, "planned_minutes": section.planned_minutes}


class _Edit:
    """A change of a set in progress, with the set locked. It has to end with one of the two methods."""

    def __init__(self, actor: User, question_set: QuestionSet, act: SetChange.Act) -> None:
        self.set = lock_set(question_set, actor=actor)
        self.ended = False
        self._actor, self._act = actor, act
        self._contents = contents_of(self.set)

    def record(self, subject: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        """Record the change in the audit trail and for undo. ``subject``: what was changed, for the page."""
        self.ended = True
        self.set.save(update_fields=["updated_at"])
        record(actor=self._actor, action="set.change", target=self.set, before=before, after=after)
        save_change(
            actor=self._actor,
            question_set=self.set,
            act=self._act,
            subject=subject,
            before=self._contents,
        )

    def nothing_changed(self) -> None:
        """End the change without a record: there was nothing to do."""
        self.ended = True


@contextmanager
def _editing(actor: User, question_set: QuestionSet, act: SetChange.Act) -> Iterator[_Edit]:
    """One change of the set. Raises RuntimeError, and rolls back, when the block neither records it nor says
    that nothing changed."""
    with transaction.atomic():
        edit = _Edit(actor, question_set, act)
        yield edit
        if not edit.ended:
            raise RuntimeError("This change of a set was not recorded.")


def _record_move(edit: _Edit, groups: list[ItemGroup], item: SetItem) -> None:
    before = item.position
    save_order(groups)
    code = item.question.code
    edit.record(code, {"item": code, "position": before}, {"item": code, "position": item.position})
