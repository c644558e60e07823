"""What panels agreed and what was decided: read-only, and hidden from those who must not see it yet."""

from django.contrib import admin
from django.urls import reverse

from interviews.admin.base import BlindAdmin
from interviews.models import Consensus, Decision, DecisionAnswer


@admin.register(Consensus)
class ConsensusAdmin(BlindAdmin):
    list_display = ["at", "interview", "item", "rating", "by_name"]
    list_select_related = ["interview__candidate", "item"]
    search_fields = ["interview__candidate__name", "item__code", "by_name"]
    ordering = ["-pk"]

    def view_on_site(self, row: Consensus) -> str:
        return reverse("interviews:interview-debrief", args=[row.interview_id])


@admin.register(Decision)
class DecisionAdmin(BlindAdmin):
    list_display = ["taken_at", "interview", "number", "outcome", "taken_by_name", "needs_confirmation"]
    list_select_related = ["interview__candidate"]
    list_filter = ["outcome", "needs_confirmation"]
    search_fields = ["interview__candidate__name", "taken_by_name", "sha256"]
    exclude = ["sealed"]
    ordering = ["-pk"]

    def view_on_site(self, decision: Decision) -> str:
        return reverse("interviews:decision-detail", args=[decision.interview_id, decision.number])


@admin.register(DecisionAnswer)
class DecisionAnswerAdmin(BlindAdmin):
    list_display = ["at", "decision", "kind", "by_name"]
    list_select_related = ["decision__interview__candidate"]
    list_filter = ["kind"]
    search_fields = ["decision__interview__candidate__name", "by_name"]
    ordering = ["-pk"]

    def view_on_site(self, answer: DecisionAnswer) -> str:
        decision = answer.decision
        return reverse("interviews:decision-detail", args=[decision.interview_id, decision.number])
