"""Who has read scores without a seat: shown where the scores are, and written by reading them alone."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.admin_acts import Note
from accounts.admin_base import acting_user
from interviews.admin.base import OpenAdmin
from interviews.models import Interview, ScoresSeen


@admin.register(ScoresSeen)
class ScoresSeenAdmin(OpenAdmin):
    list_display = ["interview", "person", "at"]
    list_select_related = ["interview__candidate", "person"]
    search_fields = ["interview__candidate__name", "person__name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ScoresSeen]:
        released = Interview.objects.released_to(acting_user(request))
        # Asked of each row: they are few beside the interviews.
        return super().get_queryset(request).filter(Exists(released.filter(pk=OuterRef("interview"))))

    def notes(self, request: HttpRequest, obj: ScoresSeen | None = None) -> list[Note]:
        return [Note(_("Written when somebody without a seat opens scores; they can't join the panel then."))]

    def view_on_site(self, row: ScoresSeen) -> str:
        return reverse("interviews:interview-detail", args=[row.interview_id])
