"""Fills the demo's site with a company in full swing."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from home.demo.password import demo_password
from home.demo.story import company_in_full_swing
from interviews.models import Interview


class Command(BaseCommand):
    help = "Fill the demo's site (QBANK_DEMO=1) with an invented company. `make demo` does so and serves it."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(_("This fills a demo with invented people: run `make demo`."))
        if not Interview.objects.exists():
            self._fill()
        self.stdout.write(
            _("Everybody signs in with the password %(password)s, for example as hr, admin or wangfang.")
            % {"password": demo_password(Path(settings.VAR_DIR))}
        )

    def _fill(self) -> None:
        shown = -1
        with translation.override("zh-hans"):
            for share in company_in_full_swing(timezone.now()):
                if (percent := round(share * 10) * 10) > shown:
                    shown = percent
                    self.stdout.write(f"The company is being made up … {percent} %")
                    self.stdout.flush()
