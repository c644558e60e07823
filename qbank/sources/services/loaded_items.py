"""What was loaded from a source, and with which content: with these records, loading again is harmless."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from qbank.models import LoadedItem, Source

_BATCH = 500


@dataclass(slots=True)
class LoadReport:
    """What loading did, as counts by model name, and what it left alone."""

    created: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    #: Labels of objects that a person edited or removed since they were loaded.
    left_alone: list[str] = field(default_factory=list)
    #: Labels of objects that were in the bank already, from elsewhere.
    elsewhere: list[str] = field(default_factory=list)
    #: Keys of objects loaded earlier that the source no longer has.
    no_longer_there: list[str] = field(default_factory=list)
    #: Competencies that questions name and the framework does not have.
    unknown_competencies: set[str] = field(default_factory=set)

    @property
    def changed(self) -> bool:
        return bool(self.created or self.updated)


class LoadedItems:
    """A source's :class:`LoadedItem` records, read once and written once, by :meth:`save`."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.report = LoadReport()
        self._items = {(item.model, item.key): item for item in source.loaded_items.all()}
        self._seen: set[tuple[str, str]] = set()
        self._new: list[tuple[LoadedItem, models.Model]] = []
        self._changed: dict[int, LoadedItem] = {}

    def find(self, model: str, key: str) -> LoadedItem | None:
        """The record of an object of the source; None for one that was never loaded."""
        self._seen.add((model, key))
        return self._items.get((model, key))

    def has_seen(self, model: str, key: str) -> bool:
        """Whether this loading has asked for the object before."""
        return (model, key) in self._seen

    def ids(self, model: str) -> list[int]:
        """The ids of all recorded objects of a model."""
        return [item.object_id for item in self._items.values() if item.model == model and item.object_id]

    def adopt(self, model: str, key: str, candidates: models.QuerySet[Any]) -> LoadedItem | None:
        """Record the first of ``candidates`` (objects that came with a bank file, say) as this source's.

        Without a hash it counts as edited, until its content turns out to be the source's. Returns None
        when there is no candidate.
        """
        obj = candidates.exclude(pk__in=self.ids(model)).first()
        return None if obj is None else self._add(model, key, obj, "")

    def add_created(self, model: str, key: str, obj: models.Model, sha256: str) -> None:
        """Record a new object. It needs its id only when :meth:`save` is called."""
        self._add(model, key, obj, sha256)
        self.report.created[model] += 1

    def replace_object(self, item: LoadedItem, obj: models.Model) -> None:
        """Record another object in place of one that was deleted."""
        item.object_id = obj.pk
        self._mark_changed(item)

    def set_updated(self, item: LoadedItem, sha256: str) -> None:
        """Record the new content of an object."""
        item.sha256 = sha256
        self._mark_changed(item)
        self.report.updated[item.model] += 1

    def may_update(self, item: LoadedItem, current: str | None, new: str, label: str) -> bool:
        """Whether to write the content with hash ``new`` over the one with hash ``current`` (None: deleted).

        Not when they are equal, nor when a person edited or deleted the object. Counted in the report.
        """
        if current == new:
            if item.sha256 != new:
                item.sha256 = new
                self._mark_changed(item)
            self.report.unchanged[item.model] += 1
            return False
        if current == item.sha256:
            return True
        self.report.left_alone.append(label)
        return False

    def save(self) -> LoadReport:
        """Write the records. Objects loaded earlier that the source no longer has stay in the bank, and are
        named in the report."""
        for item, obj in self._new:
            item.object_id = obj.pk
        LoadedItem.objects.bulk_create([item for item, _obj in self._new], batch_size=_BATCH)
        LoadedItem.objects.bulk_update(self._changed.values(), ["object_id", "sha256"], batch_size=_BATCH)
        for (model, key), _item in self._items.items():
            if (model, key) not in self._seen and model != "category":
                self.report.no_longer_there.append(key)
        return self.report

    def _add(self, model: str, key: str, obj: models.Model, sha256: str) -> LoadedItem:
        item = LoadedItem(source=self.source, model=model, key=key, object_id=obj.pk or 0, sha256=sha256)
        self._items[model, key] = item
        self._new.append((item, obj))
        return item

    def _mark_changed(self, item: LoadedItem) -> None:
        if item.pk is not None:
            self._changed[item.pk] = item
