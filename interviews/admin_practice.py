"""Practice cards and phrases for notes: to read. What a person practised or wrote is theirs."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_base import ReadOnlyAdmin, person
from interviews.models import NoteSnippet, PracticeAttempt, PracticeCard, PracticeSample


class OwnAdmin(ReadOnlyAdmin):
    """Rows of the person who looks, for superusers too."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(user=person(request))


@admin.register(PracticeCard)
class PracticeCardAdmin(ReadOnlyAdmin):
    list_display = ["sheet", "asked"]
    list_select_related = ["sheet"]
    list_filter = ["asked"]
    search_fields = ["sheet__name"]


@admin.register(PracticeSample)
class PracticeSampleAdmin(ReadOnlyAdmin):
    list_display = ["card", "item", "rating"]
    list_select_related = ["card__sheet", "item"]
    search_fields = ["answer", "item__code"]


@admin.register(PracticeAttempt)
class PracticeAttemptAdmin(OwnAdmin):
    list_display = ["at", "card"]
    list_select_related = ["card__sheet"]
    search_fields = ["card__sheet__name"]


@admin.register(NoteSnippet)
class NoteSnippetAdmin(OwnAdmin):
    list_display = ["text"]
    search_fields = ["text"]
