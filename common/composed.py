"""Queries whose SQL is composed once.

Django composes a query's SQL anew each time; for the few that a whole room of people runs every second that
is most of what they cost.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

Value = int | UUID
#: Stands for a value while the SQL is composed: no number the queries hold by themselves comes near it.
_MARK = 2**61


@dataclass(frozen=True, slots=True)
class _Statement:
    """``slots``: for each parameter the place of its value, or None for one that stays as it is."""

    compiler: Any
    sql: str
    parameters: Sequence[Any]
    slots: Sequence[int | None]


class Composed:
    """A queryset of tuples that is composed once per connection and then run again with other values.

    ``build`` makes the values_list() queryset from its values: whole numbers, UUIDs, or lists of them that
    are not empty. What ``build`` does may depend on the named ``variant`` arguments, never on the values.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._kept: WeakKeyDictionary[Any, dict[Any, _Statement]] = WeakKeyDictionary()

    def rows(self, *values: Value | Collection[Value], **variant: bool) -> Iterator[tuple[Any, ...]]:
        """Run it: the rows as the queryset's own iteration gives them. No row has a number from 2**61 on."""
        given = [_padded(value) if isinstance(value, Collection) else value for value in values]
        flat = [one for value in given for one in (value if isinstance(value, list) else [value])]
        if any(isinstance(one, int) and abs(one) >= _MARK for one in flat):
            return iter(())
        lengths = tuple(len(value) if isinstance(value, list) else None for value in given)
        connection = connections[DEFAULT_DB_ALIAS]
        kept = self._kept.setdefault(connection, {})
        key = (lengths, *variant.items())
        statement = kept.get(key)
        if statement is None:
            statement = kept[key] = self._compose(given, variant, connection)
        now = [_plain(value, connection) for value in flat]
        with connection.cursor() as cursor:
            cursor.execute(
                statement.sql,
                [
                    parameter if slot is None else now[slot]
                    for parameter, slot in zip(statement.parameters, statement.slots, strict=True)
                ],
            )
            found = cursor.fetchall()
        rows: Iterator[tuple[Any, ...]] = statement.compiler.results_iter([found], tuple_expected=True)
        return rows

    def _compose(self, given: Sequence[Any], variant: dict[str, bool], connection: Any) -> _Statement:
        places: dict[Any, int] = {}

        def mark(value: Value) -> Value:
            number = _MARK + len(places)
            marker = UUID(int=number) if isinstance(value, UUID) else number
            places[_plain(marker, connection)] = len(places)
            return marker

        marked = [[mark(one) for one in value] if isinstance(value, list) else mark(value) for value in given]
        compiler = self._build(*marked, **variant).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        return _Statement(compiler, sql, parameters, [places.get(one) for one in parameters])


def _padded(values: Collection[Value]) -> list[Value]:
    """The values, the last one again and again until there are 1, 2, 4, 8 …: few lengths, few statements."""
    listed = list(values)
    return listed + listed[-1:] * ((1 << (len(listed) - 1).bit_length()) - len(listed))


def _plain(value: Value, connection: Any) -> Any:
    """The value as the database's adapter takes it."""
    return value.hex if isinstance(value, UUID) and not connection.features.has_native_uuid_field else value
