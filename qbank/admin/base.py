"""What the bank's admin pages share about sources, whose texts are too long to be read for a list."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from common.ids import id_from
from qbank.models import Source


class SourceFilter(admin.SimpleListFilter):
    """By source, without reading the sources' texts."""

    title = _("source")
    parameter_name = "source"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        sources = Source.objects.only("name", "title")
        return [(source.pk, str(source)) for source in sources]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset if value is None else queryset.filter(source=id_from(value))


def with_source(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Rows with their source's name, but not its texts."""
    return queryset.select_related("source").defer("source__received", "source__restored")


def without_lines_beginning(beginning: str, lines: list[Any]) -> list[Any]:
    """Nested lines but those that begin so, and lists of which nothing is left."""
    kept = [without_lines_beginning(beginning, line) if isinstance(line, list) else line for line in lines]
    return [line for line in kept if line and not str(line).startswith(beginning)]
