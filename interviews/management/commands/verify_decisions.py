"""Check every decision against its seal and the audit trail."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from interviews.outcome.services.verification import SEAL_FAULTS, checked_decisions, missing_decisions


class Command(BaseCommand):
    help = "Check that every decision is still what was sealed; ends with an error when one is not."

    def handle(self, *args: Any, **options: Any) -> None:
        checked = wrong = 0
        for decision, faults in checked_decisions():
            checked += 1
            if faults:
                wrong += 1
                problems = "; ".join(str(SEAL_FAULTS[fault]) for fault in faults)
                self.stderr.write(f"{decision.interview_id}/{decision.number}: {problems}")
        for event in missing_decisions():
            wrong += 1
            self.stderr.write(_("%(interview)s: a decision is gone") % {"interview": event.object_label})
        if wrong:
            raise CommandError(
                _("%(wrong)s of %(all)s decisions are not what was sealed.")
                % {"wrong": wrong, "all": checked}
            )
        self.stdout.write(_("%(all)s decisions checked: all are what was sealed.") % {"all": checked})
