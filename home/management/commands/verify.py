"""Checks that everything that was recorded for good is still what it was: ``manage.py verify``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.kept.chain import seal_new
from accounts.models import SealedRow
from home.verification.checks import verify_all


class Command(BaseCommand):
    help = "Check decisions, submitted versions and the chain of seals; ends with an error when one differs."

    def handle(self, *args: Any, **options: Any) -> None:
        findings = verify_all()
        for difference in findings.differences:
            self.stderr.write(difference.sentence)
        if findings.differences:
            raise CommandError(_("Something is not what was recorded; each is named above."))
        # Only what was found in order is added to the chain, rows that the worker passed over too.
        seal_new(all_rows=True)
        words = _("%(all)s decisions checked: all are what was sealed.")
        self.stdout.write(words % {"all": findings.counts["decisions"]})
        count = SealedRow.objects.count()
        self.stdout.write(_("%(count)s seals checked: all that was sealed is as it was.") % {"count": count})
