"""Checks that everything that was recorded for good is still what it was: ``manage.py verify``."""

from collections.abc import Iterator
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.kept.chain import ChainFaultKind, chain_faults, seal_new
from accounts.labels import object_type_label
from accounts.models import SealedRow
from interviews.outcome.services.verification import changed_versions


class Command(BaseCommand):
    help = "Check decisions, submitted versions and the chain of seals; ends with an error when one differs."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        try:
            call_command("verify_decisions", stdout=self.stdout, stderr=self.stderr)
        except CommandError as error:
            self.stderr.write(str(error))
            wrong += 1
        for fault in self._faults():
            self.stderr.write(fault)
            wrong += 1
        if wrong:
            raise CommandError(_("Something is not what was recorded; each is named above."))
        # Only what was found in order is added to the chain, rows that the worker passed over too.
        seal_new(all_rows=True)
        count = SealedRow.objects.count()
        self.stdout.write(_("%(count)s seals checked: all that was sealed is as it was.") % {"count": count})

    def _faults(self) -> Iterator[str]:
        for version in changed_versions():
            place = f"{version.scorecard.member.interview_id}/{version.scorecard_id}/{version.number}"
            yield _("%(place)s: the submitted version was changed") % {"place": place}
        words = {
            ChainFaultKind.CHANGED: _("%(what)s %(number)s was changed"),
            ChainFaultKind.GONE: _("%(what)s %(number)s is gone"),
            ChainFaultKind.BROKEN: _(
                "The chain of seals does not fit at %(number)s: a seal is missing, forged or of another key"
            ),
            ChainFaultKind.CUT_OFF: _("The newest seals are gone"),
            ChainFaultKind.UNLOCKED: _(
                "The protection of recorded rows is open: accounts_unlocked has a row"
            ),
        }
        for fault in chain_faults():
            yield words[fault.kind] % {"what": object_type_label(fault.model), "number": fault.row}
