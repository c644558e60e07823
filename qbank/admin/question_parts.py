"""What belongs to a question, in the admin: read-only, it is changed with its question."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_base import ReadOnlyAdmin
from common.ids import id_from
from qbank.models import ConfirmedPlace, QuestionIndex, QuestionRevision, ReferenceAnswer, RubricPoint

#: Of a ladder, as the database has them.
LEVELS = range(1, 6)


class QuestionPartAdmin(ReadOnlyAdmin):
    """What belongs to a question, read-only: it is changed with the question, which records it."""

    list_select_related = ["question"]
    list_filter = ["question__category", "question__status"]
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(question__arriving=None)

    def view_on_site(self, part: Any) -> str:
        return reverse("qbank:question-detail", args=[part.question_id])


@admin.register(ReferenceAnswer)
class ReferenceAnswerAdmin(QuestionPartAdmin):
    list_display = ["__str__", "question", "complete"]
    list_filter = ["complete", *QuestionPartAdmin.list_filter]
    search_fields = ["text", "question__code"]


class LevelFilter(admin.SimpleListFilter):
    """By the level of a ladder: which there are needs no look at all points."""

    title, parameter_name = gettext_lazy("level"), "level"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(level), str(level)) for level in LEVELS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        level = id_from(self.value())
        return queryset.filter(level=level) if level in LEVELS else queryset


@admin.register(RubricPoint)
class RubricPointAdmin(QuestionPartAdmin):
    list_display = ["text", "question", "weight", "level", "red_flag"]
    list_filter = ["red_flag", LevelFilter, *QuestionPartAdmin.list_filter]
    search_fields = ["text", "quote", "question__code"]


@admin.register(ConfirmedPlace)
class ConfirmedPlaceAdmin(QuestionPartAdmin):
    list_display = ["place", "question", "at", "by"]
    search_fields = ["place", "question__code"]


@admin.register(QuestionRevision)
class QuestionRevisionAdmin(ReadOnlyAdmin):
    list_display = ["question", "number", "at", "by_name", "why"]
    exclude = ["note"]
    readonly_fields = ["why"]
    list_filter = ["at", "question__category"]
    list_select_related = ["question"]
    search_fields = ["question__code", "by_name", "note"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuestionRevision]:
        return super().get_queryset(request).filter(question__arriving=None).order_by("-pk")

    @admin.display(description=gettext_lazy("note"))
    def why(self, revision: QuestionRevision) -> str:
        return _(revision.note)

    def view_on_site(self, revision: QuestionRevision) -> str:
        return reverse("qbank:question-detail", args=[revision.question_id])


@admin.register(QuestionIndex)
class QuestionIndexAdmin(ReadOnlyAdmin):
    list_display = ["question"]
    list_select_related = ["question"]
    search_fields = ["question__code"]
    exclude = ["grams"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuestionIndex]:
        return super().get_queryset(request).filter(question__arriving=None)

    def view_on_site(self, row: QuestionIndex) -> str:
        return reverse("qbank:question-detail", args=[row.question_id])
