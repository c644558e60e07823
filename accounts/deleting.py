"""What deleting something takes from others: said before it is done, and kept in the trail.

Whatever rests on a row has a relation to it, so the relations are asked: a new one is covered by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import NestedObjects
from django.contrib.auth import get_permission_codename
from django.db import DEFAULT_DB_ALIAS, models
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User

_Key = tuple[type[models.Model], int]


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that stays, and what of the deleted it had a link to."""

    obj: models.Model
    lost: tuple[str, ...]

    def __str__(self) -> str:
        return str(self.obj)


def losses(objs: Collection[models.Model], user: User | None = None) -> list[Loss]:
    """What stays and loses a link when these are deleted, with all that is deleted with them.

    With ``user`` only what that person may see.
    """
    if not objs:
        return []
    collector = NestedObjects(using=DEFAULT_DB_ALIAS)
    collector.collect(list(objs))
    deleted: dict[_Key, models.Model] = {(type(row), row.pk): row for row in _deleted_rows(collector)}
    lost: dict[type[models.Model], dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (model, pk), name in _cut_links(collector, deleted):
        if (model, pk) not in deleted:
            lost[model][pk].append(name)
    return [
        Loss(row, tuple(sorted(names[row.pk])))
        for model, names in lost.items()
        for row in _rows(model, user).filter(pk__in=names.keys())
    ]


def _rows(model: type[models.Model], user: User | None) -> models.QuerySet[models.Model]:
    rows: models.QuerySet[models.Model] = model._default_manager.all()
    visible_to = getattr(rows, "visible_to", None)
    return visible_to(user) if visible_to is not None and user is not None else rows


def _deleted_rows(collector: NestedObjects) -> Iterator[models.Model]:
    for rows in collector.model_objs.values():
        yield from rows


def _cut_links(collector: NestedObjects, deleted: dict[_Key, models.Model]) -> Iterator[tuple[_Key, str]]:
    """Of each link that is cut: whose it is, and the name of what it led to."""
    for link in _deleted_rows(collector):
        owner = link._meta.auto_created
        if not isinstance(owner, type):
            continue
        owning, led_to = _ends_of(type(link), owner)
        row = deleted.get((led_to.related_model, getattr(link, led_to.attname)))
        if row is not None:
            yield (owner, getattr(link, owning.attname)), str(row)
    updates: dict[tuple[Any, Any], list[Iterable[models.Model]]] = collector.field_updates  # type: ignore[assignment]
    for (field, _null), batches in updates.items():
        for row in chain.from_iterable(batches):
            yield (field.model, row.pk), str(deleted[field.related_model, getattr(row, field.attname)])


def _ends_of(
    through: type[models.Model], owner: type[models.Model]
) -> tuple[models.ForeignKey[models.Model], models.ForeignKey[models.Model]]:
    """The two foreign keys of a many-to-many link: to whom it belongs, and to what it leads."""
    keys = [field for field in through._meta.get_fields() if isinstance(field, models.ForeignKey)]
    owning = next(key for key in keys if key.remote_field.model is owner)
    return owning, next(key for key in keys if key is not owning)


def loss_labels(
    objs: Collection[models.Model], user: User, model_admins: Mapping[type[models.Model], Any]
) -> list[Any]:
    """The losses for a page of the admin: a heading, then each with the way there, as Django lists labels.

    Of a kind of things that this person's role never sees, their number.
    """
    lines: list[str] = [
        format_html(
            "{kind}: {link} – {without}",
            kind=_kind_of(loss),
            link=link_to(loss.obj, model_admins),
            without=_("without “%(names)s”") % {"names": _(", ").join(loss.lost)},
        )
        for loss in losses(objs, user)
    ]
    unseen = Counter(_kind_of(loss) for loss in losses(objs) if not _sees_some(user, type(loss.obj)))
    lines += [_("%(kind)s: %(n)d that you don’t see") % {"kind": kind, "n": n} for kind, n in unseen.items()]
    return [_("What stays, but loses it:"), lines] if lines else []


def _kind_of(loss: Loss) -> str:
    return capfirst(str(loss.obj._meta.verbose_name))


def _sees_some(user: User, model: type[models.Model]) -> bool:
    return user.has_perm(f"{model._meta.app_label}.{get_permission_codename('view', model._meta)}")


def link_to(obj: models.Model, model_admins: Mapping[type[models.Model], Any]) -> str:
    """The object's name, leading to its page on the site where it has one."""
    view_on_site = getattr(model_admins.get(type(obj)), "view_on_site", None)
    return format_html('<a href="{}">{}</a>', view_on_site(obj), obj) if callable(view_on_site) else str(obj)


def without_links(labels: list[Any], counts: Mapping[Any, int]) -> tuple[list[Any], dict[Any, int]]:
    """What Django says will be deleted, without the rows that are nothing but a link between two others."""
    links = [model._meta for model in apps.get_models(include_auto_created=True) if model._meta.auto_created]
    prefixes = tuple(f"{capfirst(str(link.verbose_name))}: " for link in links)
    names = {link.verbose_name_plural for link in links}
    return _without(prefixes, labels), {name: count for name, count in counts.items() if name not in names}


def _without(prefixes: tuple[str, ...], labels: list[Any]) -> list[Any]:
    filtered = [_without(prefixes, label) if isinstance(label, list) else label for label in labels]
    return [label for label in filtered if label and not str(label).startswith(prefixes)]
