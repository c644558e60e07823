"""Checks a record pack: ``manage.py verify_record_pack FILE``."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from interviews.outcome.record_packs.file import PackProblemKind, check_pack, sha256
from interviews.outcome.record_packs.services import pack_event_for


def _messages() -> dict[PackProblemKind, str]:
    return {
        PackProblemKind.UNREADABLE: _("It is no zip file, or it is damaged."),
        PackProblemKind.MANIFEST: _("It has no manifest that can be read."),
        PackProblemKind.MISSING: _("A file is missing: %(path)s"),
        PackProblemKind.UNKNOWN: _("A file the manifest does not name: %(path)s"),
        PackProblemKind.CHANGED: _("A file was changed: %(path)s"),
        PackProblemKind.WRAPPING: _("The files are right, but the zip around them was written anew."),
    }


class Command(BaseCommand):
    help = "Check that a candidate's record pack is byte for byte as this site handed it out."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        problems = check_pack(data)
        if problems:
            texts = _messages()
            raise CommandError(
                "\n".join(texts[problem.kind] % {"path": problem.path} for problem in problems)
            )
        event = pack_event_for(sha256(data))
        if event is None:
            raise CommandError(
                _("Every file is as its manifest has it, but this site did not hand out this pack.")
            )
        message = _("Unchanged. Handed out by %(name)s, %(at)s: %(candidate)s.")
        self.stdout.write(
            message
            % {
                "name": event.actor_name,
                "at": f"{event.at:%Y-%m-%d %H:%M} UTC",
                "candidate": event.object_label,
            }
        )
