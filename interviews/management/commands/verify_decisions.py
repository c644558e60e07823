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
                checked, wrong = checked + len(batch), wrong + self._check(batch, words)
                batch = []
        checked, wrong = checked + len(batch), wrong + self._check(batch, words)
        wrong += self._gone()
        if wrong:
            raise CommandError(
                _("%(wrong)s of %(all)s decisions are not what was sealed.")
                % {"wrong": wrong, "all": checked}
            )
        self.stdout.write(_("%(all)s decisions checked: all are what was sealed.") % {"all": checked})

    def _check(self, decisions: list[Decision], words: dict[SealFault, str]) -> int:
        """Tell of each decision that something is wrong with; how many."""
        events, wrong = events_by_decision(decisions), 0
        for one in decisions:
            if faults := seal_faults(one, events[one.pk]):
                wrong += 1
                said = "; ".join(words[fault] for fault in faults)
                self.stderr.write(f"{one.interview_id}/{one.number}: {said}")
        return wrong

    def _gone(self) -> int:
        """Tell of decisions the trail knows and the database has no more; how many."""
        taken = AuditEvent.objects.filter(action=DECIDE).values_list("object_id", "object_label")
        kept = {str(pk) for pk in Decision.objects.values_list("pk", flat=True)}
        gone = [label for pk, label in taken if pk not in kept]
        for label in gone:
            self.stderr.write(_("%(interview)s: a decision is gone") % {"interview": label})
        return len(gone)
