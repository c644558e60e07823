"""Models of people, who are found and sorted by keys of their names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from common.finding.keys import LONGEST_SORT_KEY, search_keys, search_terms, sort_key

_Row = TypeVar("_Row", bound="Named")

#: Rows that are given their keys at a time.
_AT_A_TIME = 500


class Named(models.Model):
    """Somebody with a name. The keys are written with every save; who inserts in bulk calls ``set_keys``."""

    sort_key = models.CharField(max_length=LONGEST_SORT_KEY, default="", editable=False)
    search_keys = models.TextField(default="", editable=False)

    class Meta:
        abstract = True

    #: The columns that the keys are made of, and those that hold them.
    key_columns: tuple[str, ...] = ("name",)
    written_keys: tuple[str, ...] = ("sort_key", "search_keys")

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        if update_fields is not None:
            update_fields = set(update_fields)
            if not update_fields.isdisjoint(self.key_columns):
                update_fields |= set(self.written_keys)
        if update_fields is None or "search_keys" in update_fields:
            self.set_keys()
        super().save(*args, update_fields=update_fields, **options)

    def key_values(self) -> dict[str, Any]:
        """What :func:`search_keys` takes: the name, and what else finds this person."""
        raise NotImplementedError

    def set_keys(self) -> None:
        values = self.key_values()
        self.sort_key, self.search_keys = sort_key(values["name"]), search_keys(**values)


def found_by(rows: QuerySet[_Row], text: str) -> QuerySet[_Row]:
    """Those whom every word of ``text`` finds."""
    for term in search_terms(text):
        rows = rows.filter(search_keys__contains=term)
    return rows


def nearest_first(rows: QuerySet[_Row], text: str) -> QuerySet[_Row]:
    """:func:`found_by`, with those first who are called exactly so, then those whose name begins so."""
    terms = search_terms(text)
    if not terms:
        return rows
    nearness = Case(
        When(Q(search_keys__contains=f"\n{terms[0]}\n"), then=Value(0)),
        When(Q(search_keys__contains=f"\n{terms[0]}"), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return found_by(rows, text).order_by(nearness, "sort_key", "pk")


def write_missing_keys(model: type[Named], using: str) -> None:
    """Give keys to all that have none: they are older than the keys, or were loaded without."""
    rows = model._default_manager.using(using).filter(search_keys="")
    while batch := list(rows.order_by("pk")[:_AT_A_TIME]):
        for row in batch:
            row.set_keys()
        model._default_manager.using(using).bulk_update(batch, model.written_keys)
