"""Show what a document would be read as. Nothing is written.

Exits with 0 where questions were found, 1 where there are none, and 2 where the document can't be read.
"""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from common.limits import DOCUMENT_LIMITS
from qbank.bankfile.drafts import PointDraft, QuestionDraft
from qbank.documents.reading.decode import read_document
from qbank.documents.reading.unreadable import UnreadableDocumentError
from qbank.sources.services.sources import DocumentReading, read_text

_SHOWN = 70


class Command(BaseCommand):
    help = "Show what a document (.txt, .md, .docx) would be read as. Nothing is written."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--json", action="store_true", help="as JSON, with the place of everything left over"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            data = path.read_bytes()
            received = read_document(data, path.name)
        except OSError as error:
            problem = error.strerror or str(error)
            raise CommandError(
                _("%(file)s can't be read: %(problem)s.") % {"file": path, "problem": problem}, returncode=2
            ) from error
        except UnreadableDocumentError as error:
            raise CommandError(_(error.message) % DOCUMENT_LIMITS, returncode=2) from error
        reading = read_text(received)
        if options["json"]:
            self.stdout.write(json.dumps(as_data(reading), ensure_ascii=False, indent=1))
        else:
            self._print(reading)
        if not any(category.questions for category in reading.draft.categories):
            sys.exit(1)

    def _print(self, reading: DocumentReading) -> None:
        for category in reading.draft.categories:
            self.stdout.write(f"# {category.name}")
            for number, question in enumerate(category.questions, 1):
                self.stdout.write(f"{number}. {_short(question.text)}")
                self._print_parts(question)
        for leftover in reading.draft.leftovers:
            self.stdout.write(f"{_('not loaded')}: {_short(leftover.text)} ({_(leftover.reason)})")
        for doubt in as_data(reading)["doubts"]:
            self.stdout.write(f"{_('doubtful')}: {_short(doubt['text'])}")
        counts = as_data(reading)["characters"]
        self.stdout.write(
            _("%(total)d characters: %(used)d used, %(left_out)d left out on purpose, %(left)d left over")
            % counts
        )

    def _print_parts(self, question: QuestionDraft) -> None:
        for probe in question.probes:
            self.stdout.write(f"   + {_short(probe)}")
        for answer in question.answers:
            self.stdout.write(f"   = {_short(answer.text)}")
        for point in question.points:
            mark = "!" if point.red_flag else f"[{point.level}]" if point.level else f"({point.weight})"
            self.stdout.write(f"   {mark} {_short(point.text)}")


def as_data(reading: DocumentReading) -> dict[str, Any]:
    """A reading as plain data. Places are in the restored text."""
    text = reading.restored.text
    places = sorted({*reading.restored.doubtful_places, *((d.start, d.end) for d in reading.doubts)})
    account = reading.account
    return {
        "categories": [
            {"name": category.name, "questions": [_question(question) for question in category.questions]}
            for category in reading.draft.categories
        ],
        "left": [
            {"text": left.text, "reason": _(left.reason), "start": left.start, "end": left.end}
            for left in reading.draft.leftovers
        ],
        "doubts": [{"start": start, "end": end, "text": text[start:end]} for start, end in places],
        "characters": {
            "total": account.total,
            "used": account.used,
            "left_out": account.left_out,
            "left": account.left,
        },
    }


def _question(question: QuestionDraft) -> dict[str, Any]:
    return {
        "text": question.text,
        "kind": question.kind,
        "probes": list(question.probes),
        "answers": [{"text": answer.text} for answer in question.answers],
        "points": [_point(point) for point in question.points],
        "competencies": list(question.competencies),
        "minutes": question.minutes,
        "difficulty": question.difficulty,
    }


def _point(point: PointDraft) -> dict[str, Any]:
    return {
        "text": point.text,
        "weight": int(point.weight) if point.weight == int(point.weight) else float(point.weight),
        "level": point.level,
        "red_flag": point.red_flag,
    }


def _short(text: str) -> str:
    shortened = " ".join(text.split())
    return shortened if len(shortened) <= _SHOWN else f"{shortened[:_SHOWN]}…"
