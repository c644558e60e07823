"""Creates, renames and reorders categories."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.deleting import losses
from accounts.models import User
from qbank.models import Category


@transaction.atomic
def create_category(*, actor: User, name: str) -> Category:
    """Create a category after all others. Raises IntegrityError when the name is taken."""
    last = Category.objects.aggregate(last=Max("position"))["last"]
    category = Category.objects.create(name=name, position=(last or 0) + 1)
    record(actor=actor, action="category.create", target=category, after={"name": name})
    return category


@transaction.atomic
def rename_category(*, actor: User, category: Category, name: str) -> Category:
    """Give a category another name. Published sheets keep the old one."""
    category = Category.objects.select_for_update().get(pk=category.pk)
    before, category.name = category.name, name
    if before != name:
        category.save(update_fields=["name"])
        record(
            actor=actor,
            action="category.rename",
            target=category,
            before={"name": before},
            after={"name": name},
        )
    return category


@transaction.atomic
def move_category(*, actor: User, category: Category, up: bool) -> None:
    """Swap a category with its neighbour; nothing happens at either end."""
    order = list(Category.objects.select_for_update())
    before = [other.name for other in order]
    index = next(index for index, other in enumerate(order) if other.pk == category.pk)
    target = index - 1 if up else index + 1
    if not 0 <= target < len(order):
        return
    order[index], order[target] = order[target], order[index]
    for position, other in enumerate(order, start=1):
        other.position = position
    Category.objects.bulk_update(order, ["position"])
    record(
        actor=actor,
        action="category.move",
        target=category,
        before={"order": before},
        after={"order": [other.name for other in order]},
    )


@transaction.atomic
def delete_category(*, actor: User, category: Category) -> None:
    """Delete a category that is empty. Raises ValidationError while it has questions."""
    locked = Category.objects.select_for_update().get(pk=category.pk)
    if locked.questions.exists():
        raise ValidationError(
            _("“%(name)s” has questions: give them another category first, then delete it.")
            % {"name": locked.name}
        )
    lost_by = [str(loss) for loss in losses([locked])]
    before = {"name": locked.name, "position": locked.position, "lost_by": lost_by}
    record(actor=actor, action="category.delete", target=locked, before=before)
    locked.delete()
