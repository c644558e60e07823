"""Looks at everything the site needs and says what is wrong: ``manage.py doctor``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from common.spacing import colon
from home.health.diagnoses import State
from home.health.facts import look_at_all


class Command(BaseCommand):
    help = "Check database, migrations, disk, secrets, addresses, mail, clock, workers and backup."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        words = {
            State.GOOD: pgettext("state", "good"),
            State.WARNING: pgettext("state", "look at it"),
            State.FAULT: pgettext("state", "wrong"),
        }
        found = look_at_all()
        for diagnosis in found:
            self.stdout.write(f"[{words[diagnosis.state]}] {diagnosis.name}{colon()}{diagnosis.sentence}")
        faults = sum(diagnosis.state == State.FAULT for diagnosis in found)
        if faults:
            raise CommandError(
                ngettext("%(count)s thing is wrong.", "%(count)s things are wrong.", faults)
                % {"count": faults}
            )
        self.stdout.write(_("Nothing is wrong."))
