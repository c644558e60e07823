"""Write the whole bank to one JSON file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from qbank.imports.services.bank_files import BankTransferError, export_bank


class Command(BaseCommand):
    help = "Write the whole bank to FILE.json; the same bank always gives the same bytes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.json")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            path.write_text(export_bank(), encoding="utf-8", newline="\n")
        except BankTransferError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                _("%(file)s can't be written: %(problem)s.")
                % {"file": path, "problem": error.strerror or error}
            ) from error
        self.stdout.write(_("The bank was written to %(file)s.") % {"file": path})
