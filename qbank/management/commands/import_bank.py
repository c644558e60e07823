"""Fill an empty bank from a file that export_bank wrote."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from qbank.imports.services.bank_files import BankTransferError, import_bank


class Command(BaseCommand):
    help = "Load FILE.json, written by export_bank, into an empty bank."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.json")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            counts = import_bank(data=path.read_bytes())
        except BankTransferError as error:
            raise CommandError(
                _("%(problem)s. Nothing was changed.") % {"problem": str(error).rstrip(".。")}
            ) from error
        except OSError as error:
            raise CommandError(
                _("%(file)s can't be read: %(problem)s. Nothing was changed.")
                % {"file": path, "problem": error.strerror or error}
            ) from error
        for model, count in counts.items():
            self.stdout.write(f"{count} {apps.get_model('qbank', model)._meta.verbose_name_plural}")
