"""Load documents into the bank. A second run changes nothing."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from qbank.bankfile.rubrics import RubricError
from qbank.documents.restoring import rules
from qbank.documents.restoring.corrections import CorrectionsError
from qbank.sources.services.sources import FIXTURES, LoadedSource, UnreadableFileError, load_documents

_CONTEXT = 12
_SHOWN = 60


class Command(BaseCommand):
    help = "Restore, parse and load documents (.txt, .docx) into the bank; default: fixtures/documents/*.txt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        paths: list[Path] = options["files"] or sorted((FIXTURES / "documents").glob("*.txt"))
        if not paths:
            raise CommandError(
                _("There is nothing to load: name the files, or put some into fixtures/documents.")
            )
        try:
            loaded_sources = load_documents(files=_read_files(paths))
        except (UnreadableFileError, CorrectionsError, RubricError) as error:
            problem = str(error).rstrip(".。")
            raise CommandError(_("%(problem)s. Nothing was changed.") % {"problem": problem}) from error
        if options["verbosity"] < 1:
            return
        for loaded in loaded_sources:
            self._print_report(loaded)
        if not any(loaded.changed for loaded in loaded_sources):
            self.stdout.write(_("unchanged: everything in these documents is in the bank already"))

    def _print_report(self, loaded: LoadedSource) -> None:
        report, reading = loaded.report, loaded.reading
        repairs = [repair for repair in reading.restored.repairs if repair.received]
        figures = {
            "count": len(repairs),
            "reviewed": sum(repair.rule == rules.CORRECTION for repair in repairs),
            "doubtful": sum(repair.doubtful for repair in repairs),
        }
        self.stdout.write(f"{loaded.source.name}  {loaded.source.title}")
        for label, counts in (
            (_("new"), report.created),
            (_("changed"), report.updated),
            (_("unchanged"), report.unchanged),
        ):
            if counts:
                self.stdout.write(f"  {label}: {_counts_text(counts)}")
        self.stdout.write(
            "  "
            + _("%(count)d repairs, %(reviewed)d of them read by a person, %(doubtful)d doubtful") % figures
        )
        for label, names in (
            (_("edited or removed by a person, kept as it is"), report.left_alone),
            (_("in the bank already from elsewhere, not loaded again"), report.elsewhere),
            (_("no longer in the document, left in the bank"), report.no_longer_there),
            (_("competency not in the framework"), sorted(report.unknown_competencies)),
            (_("quote that stands in no answer any more"), list(reading.lost_quotes)),
        ):
            for name in names:
                self.stdout.write(f"  {label}: {name}")
        self._print_doubtful(loaded)
        for leftover in reading.draft.leftovers:
            label = _("not loaded")
            self.stdout.write(f"  {label}: {_short(leftover.text)} ({_(leftover.reason)})")

    def _print_doubtful(self, loaded: LoadedSource) -> None:
        doubtful, note = _("doubtful"), _("note")
        text, start = loaded.reading.restored.text, 0
        for segment in loaded.reading.restored.segments:
            end = start + len(segment.restored)
            if segment.doubtful and segment.received:
                before, after = text[max(start - _CONTEXT, 0) : start], text[end : end + _CONTEXT]
                place = _one_line(f"{before}[{segment.restored}]{after}")
                received = _one_line(segment.received)
                self.stdout.write(f"  {doubtful}: …{place}… ← {received} ({_(segment.note)})")
            elif segment.doubtful:
                self.stdout.write(f"  {note}: {_(segment.note)}")
            start = end


def _read_files(paths: list[Path]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for path in paths:
        if path.name in files:
            raise CommandError(
                _("Two of the files are called %(name)s. Load them one after the other.")
                % {"name": path.name}
            )
        try:
            files[path.name] = path.read_bytes()
        except OSError as error:
            raise CommandError(
                _("%(file)s can't be read: %(problem)s. Nothing was changed.")
                % {"file": path, "problem": error.strerror or error}
            ) from error
    return files


def _counts_text(counts: Counter[str]) -> str:
    parts = []
    for model, count in counts.items():
        meta = apps.get_model("qbank", model)._meta
        parts.append(f"{count} {meta.verbose_name if count == 1 else meta.verbose_name_plural}")
    return ", ".join(parts)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    shortened = _one_line(text)
    return shortened if len(shortened) <= _SHOWN else f"{shortened[:_SHOWN]}…"
