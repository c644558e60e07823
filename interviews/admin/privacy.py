"""Erasures: to read."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_base import ReadOnlyAdmin, acting_user
from interviews.models import (
    Decision,
    ErasedSeal,
    Erasure,
)


@admin.register(Erasure)
class ErasureAdmin(ReadOnlyAdmin):
    list_display = ["at", "candidate", "cause", "by_name"]
    list_select_related = ["candidate"]
    list_filter = ["cause"]
    search_fields = ["candidate__name", "by_name"]
    ordering = ["-pk"]


@admin.register(ErasedSeal)
class ErasedSealAdmin(ReadOnlyAdmin):
    """Of decisions the person may read."""

    list_display = ["decision", "erasure", "sha256"]
    list_select_related = ["decision__interview__candidate", "erasure__candidate"]
    search_fields = ["sha256", "erasure__candidate__name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return (
            super()
            .get_queryset(request)
            .filter(decision__in=Decision.objects.visible_to(acting_user(request)))
        )
