"""What panels agreed and what was decided: read here, hidden from those who must not see it yet, and written
on the site, whose pages show what it rests on."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.admin_acts import Note
from interviews.admin.base import BlindAdmin
from interviews.models import Consensus, Decision, DecisionAnswer


class OutcomeAdmin(BlindAdmin):
    """Says where this is written, and why there."""

    def notes(self, request: HttpRequest, obj: Any = None) -> list[Note]:
        if obj is not None:
            return [Note(self.why_on_site(), [(self.place_on_site(obj), self.place_label())])]
        interviews = (reverse("interviews:interview-list"), _("Interviews"))
        return [Note(self.why_on_site(), [interviews])]

    def reason_against_adding(self, request: HttpRequest) -> str:
        return self.why_on_site()

    def why_on_site(self) -> str:
        return _(
            "Decisions are taken, confirmed and withdrawn on the site: who decides has to have the report "
            "before them, and exactly that report is sealed with the decision."
        )

    def place_on_site(self, row: Any) -> str:
        return reverse("interviews:interview-decision", args=[row.interview_id])

    def place_label(self) -> str:
        return _("Decision")


@admin.register(Consensus)
class ConsensusAdmin(OutcomeAdmin):
    list_tells = True
    list_display = ["at", "interview", "item", "rating", "by_name"]
    list_select_related = ["interview__candidate", "item"]
    search_fields = ["interview__candidate__name", "item__code", "by_name"]
    ordering = ["-pk"]

    def why_on_site(self) -> str:
        return _(
            "What the panel agrees on is written down on the site: there all ratings of a question stand "
            "beside each other, and nobody overwrites what another person writes meanwhile."
        )

    def place_on_site(self, row: Any) -> str:
        return reverse("interviews:interview-debrief", args=[row.interview_id])

    def place_label(self) -> str:
        return _("Debrief")

    def view_on_site(self, row: Consensus) -> str:
        return self.place_on_site(row)


@admin.register(Decision)
class DecisionAdmin(OutcomeAdmin):
    list_display = ["taken_at", "interview", "number", "outcome", "taken_by_name", "needs_confirmation"]
    list_select_related = ["interview__candidate"]
    list_filter = ["outcome", "needs_confirmation"]
    search_fields = ["interview__candidate__name", "taken_by_name", "sha256"]
    exclude = ["sealed"]
    ordering = ["-pk"]

    def view_on_site(self, decision: Decision) -> str:
        return reverse("interviews:decision-detail", args=[decision.interview_id, decision.number])


@admin.register(DecisionAnswer)
class DecisionAnswerAdmin(OutcomeAdmin):
    list_display = ["at", "decision", "kind", "by_name"]
    list_select_related = ["decision__interview__candidate"]
    list_filter = ["kind"]
    search_fields = ["decision__interview__candidate__name", "by_name"]
    ordering = ["-pk"]

    def place_on_site(self, row: DecisionAnswer) -> str:
        return reverse("interviews:interview-decision", args=[row.decision.interview_id])

    def view_on_site(self, answer: DecisionAnswer) -> str:
        decision = answer.decision
        return reverse("interviews:decision-detail", args=[decision.interview_id, decision.number])
