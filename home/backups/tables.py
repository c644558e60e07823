"""What a backup holds: every table, ours and the libraries', each value in one form for both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import AutoField, BinaryField, Field, Model

from accounts.kept.stored_values import as_json, from_json
from home.models import Backup, BankHealth, Verification
from qbank.models import QuestionLack, QuestionTally

#: Left out. A restored site is signed in to anew: whoever holds a backup must not hold everybody's session.
#: What is known of backups and verifications speaks of the files of one machine, and of one database. And the
#: database itself tallies the questions as they come in and says what they lack.
LEFT_OUT: tuple[type[Model], ...] = (
    Session,
    Backup,
    Verification,
    QuestionTally,
    QuestionLack,
    BankHealth,
)
#: ``migrate`` fills these, with ids of its own: they are emptied before the backup's rows come in.
FILLED_BY_MIGRATE = (Group.permissions.through, Permission, ContentType, Group)


@dataclass(frozen=True)
class StoredTable:
    """A table with the fields that stand in it."""

    model: type[Model]

    @property
    def name(self) -> str:
        return str(self.model._meta.db_table)

    @cached_property
    def fields(self) -> tuple[Field[Any, Any], ...]:
        return tuple(self.model._meta.concrete_fields)

    @property
    def columns(self) -> list[str]:
        return [str(field.column) for field in self.fields]

    @property
    def counts_ids(self) -> bool:
        """Whether the database numbers the rows itself."""
        return isinstance(self.model._meta.pk, AutoField)

    @property
    def holds_files(self) -> bool:
        return any(isinstance(field, BinaryField) for field in self.fields)

    def encode(self, row: tuple[Any, ...]) -> list[Any]:
        """The row of the database as JSON takes it: nothing is rounded."""
        return [as_json(field, value) for field, value in zip(self.fields, row, strict=True)]

    def decode(self, values: list[Any]) -> list[Any]:
        """The other way: values as this database's adapter takes them. ValueError for another number."""
        return [
            field.get_db_prep_save(from_json(field, value), connection)
            for field, value in zip(self.fields, values, strict=True)
        ]


def all_tables() -> Iterator[StoredTable]:
    """Every table of a backup, in the order of their names."""
    models = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model not in LEFT_OUT
    ]
    return iter(sorted(map(StoredTable, models), key=lambda table: table.name))
