"""What the bank's admin pages share: sources without their long texts."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from common.ids import id_from
from qbank.models import Source


class SourceFilter(admin.SimpleListFilter):
    """By source, without reading the sources' texts. For those who read sources, as on the site."""

    title = _("source")
    parameter_name = "source"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        if not request.user.has_perm("qbank.view_source"):
            return []
        sources = Source.objects.only("name", "title")
        return [(source.pk, str(source)) for source in sources]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset if value is None else queryset.filter(source=id_from(value))


def with_source(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """The rows with their sources, but without the sources' texts."""
    return queryset.select_related("source").defer("source__received", "source__restored")
