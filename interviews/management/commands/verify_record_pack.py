"""Checks a record pack: ``manage.py verify_record_pack FILE``."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from interviews.outcome.record_packs.file import (
    PackProblemKind,
    as_handed_out,
    check_files,
    check_pack,
    read_entries,
    sha256,
)
from interviews.outcome.record_packs.services import pack_event_for


def _messages() -> dict[PackProblemKind, str]:
    return {
        PackProblemKind.UNREADABLE: _("It is no zip file, or it is damaged."),
        PackProblemKind.MANIFEST: _("It has no manifest that can be read."),
        PackProblemKind.MISSING: _("A file is missing: %(path)s"),
        PackProblemKind.UNKNOWN: _("A file the manifest does not name: %(path)s"),
        PackProblemKind.CHANGED: _("A file was changed: %(path)s"),
    }


def _files_in(folder: Path) -> list[tuple[str, bytes]]:
    """The files of an unpacked pack, with their paths in it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths]


class Command(BaseCommand):
    help = "Check that a candidate's record pack, zipped or in a folder, is as this site handed it out."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            data = None if file.is_dir() else file.read_bytes()
            entries = _files_in(file) if data is None else read_entries(data) or []
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        problems = check_files(entries) if data is None else check_pack(data)
        texts = _messages()
        if named := [problem for problem in problems if problem.kind in texts]:
            raise CommandError("\n".join(texts[problem.kind] % {"path": problem.path} for problem in named))
        original = as_handed_out(entries)
        event = pack_event_for(sha256(original))
        if event is None:
            raise CommandError(
                _("Every file is as its manifest has it, but this site did not hand out this pack.")
            )
        message = _("Unchanged. Handed out by %(name)s, %(at)s: %(candidate)s.")
        if data != original:
            message = _("Unchanged, but packed anew. Handed out by %(name)s, %(at)s: %(candidate)s.")
        about = {"name": event.actor_name, "at": f"{event.at:%Y-%m-%d %H:%M} UTC"}
        self.stdout.write(message % {**about, "candidate": event.object_label})
