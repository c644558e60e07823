"""Check every decision against its seal and the audit trail."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.models import AuditEvent
from interviews.models import Decision
from interviews.outcome.services.decisions import DECIDE
from interviews.outcome.services.verification import SealFault, events_by_decision, seal_faults

#: Rows in memory at once: a sealed report holds every note of an interview.
CHUNK = 50


class Command(BaseCommand):
    help = "Check that every decision is still what was sealed; ends with an error when one is not."

    def handle(self, *args: Any, **options: Any) -> None:
        words = {
            SealFault.TEXT: _("the sealed report was changed"),
            SealFault.ROW: _("the decision says something else than its sealed report"),
            SealFault.TRAIL: _("the audit trail does not agree"),
        }
        checked = wrong = 0
        rows = Decision.objects.select_related("answer", "supersedes", "erased_seal")
        rows = rows.order_by("interview", "number")
        batch: list[Decision] = []
        for decision in rows.iterator(chunk_size=CHUNK):
            batch.append(decision)
            if len(batch) == CHUNK:
                checked, wrong = checked + len(batch), wrong + self._report_faults(batch, words)
                batch = []
        checked, wrong = checked + len(batch), wrong + self._report_faults(batch, words)
        wrong += self._report_missing()
        if wrong:
            raise CommandError(
                _("%(wrong)s of %(all)s decisions are not what was sealed.")
                % {"wrong": wrong, "all": checked}
            )
        self.stdout.write(_("%(all)s decisions checked: all are what was sealed.") % {"all": checked})

    def _report_faults(self, decisions: list[Decision], words: dict[SealFault, str]) -> int:
        """Report each decision that something is wrong with; returns how many."""
        events, wrong = events_by_decision(decisions), 0
        for decision in decisions:
            if faults := seal_faults(decision, events[decision.pk]):
                wrong += 1
                problems = "; ".join(words[fault] for fault in faults)
                self.stderr.write(f"{decision.interview_id}/{decision.number}: {problems}")
        return wrong

    def _report_missing(self) -> int:
        """Report decisions that the trail knows but the database no longer has; returns how many."""
        recorded = AuditEvent.objects.filter(action=DECIDE).values_list("object_id", "object_label")
        existing = {str(pk) for pk in Decision.objects.values_list("pk", flat=True)}
        missing = [label for pk, label in recorded if pk not in existing]
        for label in missing:
            self.stderr.write(_("%(interview)s: a decision is gone") % {"interview": label})
        return len(missing)
