"""The order of a question set: its sections with their items, moved about in memory and then stored.

Positions are dense, 1 to n, in the order the page shows: questions without a section first, then
section by section.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from interviews.models import QuestionSet, SetItem, SetSection


class SetRefusedError(Exception):
    """The change can't be made; ``str()`` of it is a sentence for the person: why, and what to do."""


def check_may_assemble(actor: User) -> None:
    """Raises PermissionDenied for whoever may make no question sets."""
    if not actor.has_perm("interviews.add_questionset"):
        raise PermissionDenied(_("Your role can't put question sets together."))


def lock_set(question_set: QuestionSet, *, actor: User, allow_archived: bool = False) -> QuestionSet:
    """The set as the database has it, locked until the transaction ends.

    Raises SetRefusedError when it was deleted, when the actor may not change it (any more), or when it is
    archived.
    """
    editable = QuestionSet.objects.editable_by(actor)
    fresh = editable.select_for_update(of=("self",)).filter(pk=question_set.pk).first()
    if fresh is None:
        raise SetRefusedError(_("This set is no longer there, or no longer open to you."))
    if fresh.archived and not allow_archived:
        raise SetRefusedError(_("This set is archived. Bring it back before you change it."))
    return fresh


@dataclass(slots=True)
class ItemGroup:
    """A section with its items; the first group of a set has none."""

    section: SetSection | None
    items: list[SetItem]


def load_groups(question_set: QuestionSet) -> list[ItemGroup]:
    """The set as the page shows it. The first group has no section and always exists."""
    groups = [ItemGroup(None, []), *(ItemGroup(section, []) for section in question_set.sections.all())]
    by_section = {group.section.pk if group.section else None: group for group in groups}
    for item in question_set.items.select_related("question"):
        by_section.get(item.section_id, groups[0]).items.append(item)
    return groups


def save_order(groups: list[ItemGroup]) -> None:
    """Store the order of the groups and their items, as positions 1 to n."""
    items, position = [], 0
    for group in groups:
        section_id = group.section.pk if group.section else None
        for item in group.items:
            position += 1
            if (item.position, item.section_id) != (position, section_id):
                item.position, item.section_id = position, section_id
                items.append(item)
    SetItem.objects.bulk_update(items, ["position", "section"])
    sections = [group.section for group in groups if group.section]
    for place, section in enumerate(sections, start=1):
        section.position = place
    SetSection.objects.bulk_update(sections, ["position"])


def insert_item(group: ItemGroup, item: SetItem, index: int | None) -> None:
    """Insert an item into a group, in memory; None, or an index beyond the end, means the end."""
    group.items.insert(len(group.items) if index is None else index, item)


def find_item(groups: list[ItemGroup], pk: int) -> tuple[ItemGroup, SetItem]:
    """The group an item is in, and the item. Raises SetRefusedError when the set no longer has it."""
    for group in groups:
        for item in group.items:
            if item.pk == pk:
                return group, item
    raise SetRefusedError(item_gone_text())


def find_group(groups: list[ItemGroup], section: int | None) -> ItemGroup | None:
    """The group of a section (None: that of items without one); None when the set no longer has it."""
    return next((group for group in groups if (group.section.pk if group.section else None) == section), None)


def find_section(groups: list[ItemGroup], section: int) -> tuple[ItemGroup, SetSection]:
    """The group of a section, and the section. Raises SetRefusedError when the set no longer has it."""
    for group in groups:
        if group.section and group.section.pk == section:
            return group, group.section
    raise SetRefusedError(section_gone_text())


def section_gone_text() -> str:
    return _("This section is no longer there. The set is shown as it is now.")


def item_gone_text() -> str:
    return _("This question is no longer in the set: somebody removed it. The set is shown as it is now.")
