"""Erasures: to read."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.admin_acts import Note
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

    def notes(self, request: HttpRequest, obj: Erasure | None = None) -> list[Note]:
        if obj is not None:
            return []
        dates = (reverse("interviews:candidate-retention"), _("Whose data will be erased, and when"))
        return [Note(_("Erasing is done on the site: its page shows first what would go."), [dates])]

    def view_on_site(self, erasure: Erasure) -> str:
        return reverse("interviews:candidate-detail", args=[erasure.candidate_id])


@admin.register(ErasedSeal)
class ErasedSealAdmin(ReadOnlyAdmin):
    """Of decisions the person may read."""

    list_display = ["decision", "erasure", "sha256"]
    list_select_related = ["decision__interview__candidate", "erasure__candidate"]
    search_fields = ["sha256", "erasure__candidate__name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        visible = Decision.objects.visible_to(acting_user(request))
        # Asked of each row: they are few beside the decisions.
        return super().get_queryset(request).filter(Exists(visible.filter(pk=OuterRef("decision"))))

    def view_on_site(self, seal: ErasedSeal) -> str:
        decision = seal.decision
        return reverse("interviews:decision-detail", args=[decision.interview_id, decision.number])
