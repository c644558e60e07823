"""Queries whose SQL is composed once and then run with different values.

Django composes a query's SQL anew each time; for the few queries that a
whole panel runs every second, composing is most of their cost.
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
#: From this number on, numbers stand for values while the SQL is composed. No number that is part of a query
#: itself comes near it.
_PLACEHOLDER_BASE = 2**61


@dataclass(frozen=True, slots=True)
class _Statement:
    """SQL with its parameters.

    ``value_indexes``: for each parameter the index of the value it takes, or None if it stays as it is.
    """

    compiler: Any
    sql: str
    parameters: Sequence[Any]
    value_indexes: Sequence[int | None]


class ComposedQuery:
    """A queryset of tuples that is composed once per connection and then run again with other values.

    ``build`` makes the values_list() queryset from values: whole numbers, UUIDs, or non-empty lists of them.
    What ``build`` does may depend on the named ``variant`` arguments, never on the values.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._statements: WeakKeyDictionary[Any, dict[Any, _Statement]] = WeakKeyDictionary()

    def rows(self, *values: Value | Collection[Value], **variant: bool) -> Iterator[tuple[Any, ...]]:
        """Run the query: the rows as the queryset's own iteration gives them.

        There are none for a number of 2**61 or more, which no stored row has.
        """
        arguments = [_padded(value) if isinstance(value, Collection) else value for value in values]
        flat = [
            value
            for argument in arguments
            for value in (argument if isinstance(argument, list) else [argument])
        ]
        if any(isinstance(value, int) and abs(value) >= _PLACEHOLDER_BASE for value in flat):
            return iter(())
        lengths = tuple(len(argument) if isinstance(argument, list) else None for argument in arguments)
        connection = connections[DEFAULT_DB_ALIAS]
        statements = self._statements.setdefault(connection, {})
        key = (lengths, *variant.items())
        statement = statements.get(key)
        if statement is None:
            statement = statements[key] = self._compose(arguments, variant, connection)
        adapted = [_adapted(value, connection) for value in flat]
        with connection.cursor() as cursor:
            cursor.execute(
                statement.sql,
                [
                    parameter if index is None else adapted[index]
                    for parameter, index in zip(statement.parameters, statement.value_indexes, strict=True)
                ],
            )
            fetched = cursor.fetchall()
        rows: Iterator[tuple[Any, ...]] = statement.compiler.results_iter([fetched], tuple_expected=True)
        return rows

    def _compose(self, arguments: Sequence[Any], variant: dict[str, bool], connection: Any) -> _Statement:
        indexes: dict[Any, int] = {}

        def placeholder(value: Value) -> Value:
            number = _PLACEHOLDER_BASE + len(indexes)
            placeholder = UUID(int=number) if isinstance(value, UUID) else number
            indexes[_adapted(placeholder, connection)] = len(indexes)
            return placeholder

        placeholders = [
            [placeholder(value) for value in argument]
            if isinstance(argument, list)
            else placeholder(argument)
            for argument in arguments
        ]
        compiler = self._build(*placeholders, **variant).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        return _Statement(compiler, sql, parameters, [indexes.get(parameter) for parameter in parameters])


def _padded(values: Collection[Value]) -> list[Value]:
    """The values, the last one repeated until there are 1, 2, 4, 8 …: few lengths, few statements."""
    listed = list(values)
    return listed + listed[-1:] * ((1 << (len(listed) - 1).bit_length()) - len(listed))


def _adapted(value: Value, connection: Any) -> Any:
    """The value as the database's adapter takes it."""
    return value.hex if isinstance(value, UUID) and not connection.features.has_native_uuid_field else value
