"""What was loaded from a source, and with which content: the memory that makes loading again harmless."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from qbank.models import LoadedItem, Source

_BATCH = 500


@dataclass(slots=True)
class LoadReport:
    """What loading did, per kind of thing (model name), and what it left alone."""

    created: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    #: Labels of things that a person edited or removed since they were loaded.
    kept: list[str] = field(default_factory=list)
    #: Labels of things that were in the bank already, from elsewhere.
    elsewhere: list[str] = field(default_factory=list)
    #: Labels of things loaded earlier that the source no longer holds.
    no_longer_there: list[str] = field(default_factory=list)
    #: Competencies that questions name and the framework does not have.
    unknown_competencies: set[str] = field(default_factory=set)

    @property
    def changed(self) -> bool:
        return bool(self.created or self.updated)


class LoadedItems:
    """A source's :class:`LoadedItem` rows, read once and written once, by :meth:`store`."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.report = LoadReport()
        self._items = {(item.model, item.key): item for item in source.loaded_items.all()}
        self._seen: set[tuple[str, str]] = set()
        self._new: list[tuple[LoadedItem, models.Model]] = []
        self._changed: dict[int, LoadedItem] = {}

    def find(self, model: str, key: str) -> LoadedItem | None:
        """What is remembered of a thing the source holds."""
        self._seen.add((model, key))
        return self._items.get((model, key))

    def seen(self, model: str, key: str) -> bool:
        """Whether this loading has asked for the thing before."""
        return (model, key) in self._seen

    def ids(self, model: str) -> list[int]:
        """The ids of everything of a kind that is remembered so far."""
        return [item.object_id for item in self._items.values() if item.model == model and item.object_id]

    def adopt(self, model: str, key: str, things: models.QuerySet[Any]) -> LoadedItem | None:
        """Remember a thing that is in the bank as this source's, but not as loaded (from a bank file, say).

        Without a hash it counts as a person's own until it is found to be what the source holds.
        """
        thing = things.exclude(pk__in=self.ids(model)).first()
        return None if thing is None else self._remember(model, key, thing, "")

    def created(self, model: str, key: str, thing: models.Model, sha256: str) -> None:
        """Remember a new thing. It needs its id only by the time of :meth:`store`."""
        self._remember(model, key, thing, sha256)
        self.report.created[model] += 1

    def created_again(self, item: LoadedItem, thing: models.Model) -> None:
        """Another thing takes the place of one that is gone."""
        item.object_id = thing.pk
        self._mark(item)

    def updated(self, item: LoadedItem, sha256: str) -> None:
        """Remember a thing's new content."""
        item.sha256 = sha256
        self._mark(item)
        self.report.updated[item.model] += 1

    def may_update(self, item: LoadedItem, now: str | None, wanted: str, label: str) -> bool:
        """Whether to write ``wanted``; ``now`` is the hash of what stands there, None where it is gone."""
        if now == wanted:
            if item.sha256 != wanted:
                item.sha256 = wanted
                self._mark(item)
            self.report.unchanged[item.model] += 1
            return False
        if now == item.sha256:
            return True
        self.report.kept.append(label)
        return False

    def store(self) -> LoadReport:
        """Write what there is to remember. Things loaded earlier that the source no longer gives stay in
        the bank, and are named in the report."""
        for item, thing in self._new:
            item.object_id = thing.pk
        LoadedItem.objects.bulk_create([item for item, _thing in self._new], batch_size=_BATCH)
        LoadedItem.objects.bulk_update(self._changed.values(), ["object_id", "sha256"], batch_size=_BATCH)
        for (model, key), _item in self._items.items():
            if (model, key) not in self._seen and model != "category":
                self.report.no_longer_there.append(key)
        return self.report

    def _remember(self, model: str, key: str, thing: models.Model, sha256: str) -> LoadedItem:
        item = LoadedItem(source=self.source, model=model, key=key, object_id=thing.pk or 0, sha256=sha256)
        self._items[model, key] = item
        self._new.append((item, thing))
        return item

    def _mark(self, item: LoadedItem) -> None:
        if item.pk is not None:
            self._changed[item.pk] = item
