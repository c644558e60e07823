"""Makes an installation ready: database, texts, static files, the bank and the first people."""

import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.checks import Tags
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from accounts.roles import ADMIN, HR, INTERVIEWER
from common.translations import compile_translations
from home.demo import cast
from home.demo.password import demo_password
from home.serving.lock import running_at
from qbank.models import Question

#: (user name, name shown, role) of the people a new installation begins with.
FIRST_PEOPLE = [
    ("admin", "管理员", ADMIN),
    ("hr", "人力资源", HR),
    ("interviewer1", "面试官一", INTERVIEWER),
    ("interviewer2", "面试官二", INTERVIEWER),
]


class Command(BaseCommand):
    help = "Prepare var/: database, texts, static files, the documents and the first people."

    def handle(self, *args: Any, **options: Any) -> None:
        if (address := running_at(settings.SITE_LOCK)) is not None:
            raise CommandError(_("The site is already running at %(address)s") % {"address": address})
        self.check(tags=[Tags.database], databases=[DEFAULT_DB_ALIAS])
        compile_translations(Path(settings.LOCALE_PATHS[0]))
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if not Question.objects.exists():
            self.stdout.write("Loading the documents …")
            call_command("load_documents", verbosity=0, stdout=self.stdout)
        self._first_people()

    @transaction.atomic
    def _first_people(self) -> None:
        if User.objects.exists():
            return
        people, chosen = FIRST_PEOPLE, settings.FIRST_PASSWORD
        if settings.DEMO:
            people, chosen = cast.PEOPLE, demo_password(settings.VAR_DIR)
        self.stdout.write("\nThe first sign-ins (change the passwords after signing in):\n")
        for username, name, role in people:
            password = chosen or secrets.token_urlsafe(9)
            email = f"{username}@example.com" if settings.DEMO else ""
            user = User.objects.create_user(username=username, name=name, password=password, email=email)
            user.groups.add(Group.objects.get(name=role))
            record(actor=None, action="user.create", target=user, after={"roles": [role]})
            self.stdout.write(f"  {username:<14}{password}")
        self.stdout.write("")
