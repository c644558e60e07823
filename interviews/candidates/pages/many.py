"""Many candidates at once: who is meant, and their table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Final

from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.access import Request
from common.ids import id_from
from interviews.candidates.filters import CandidateFilter
from interviews.candidates.pages.listed import ListedCandidate
from interviews.candidates.rules.board import Round
from interviews.candidates.services.many import MOST
from interviews.models import Candidate
from qbank.spreadsheets.writing.sheets import WorkbookWriter

_WIDTHS: Final = (22, 24, 30, 20, 30, 18, 20, 20)


def chosen_candidates(request: Request, given: QueryDict) -> list[Candidate]:
    """Those of the ids in ``given``, or with ``all`` those its filter finds; one more than may be changed at
    most."""
    rows = Candidate.objects.filter(erased_at__isnull=True).select_related("position")
    if "all" in given:
        rows = CandidateFilter(given, rows, request=request).qs
    else:
        ids = [pk for text in given.getlist("candidate")[: MOST + 1] if (pk := id_from(text))]
        rows = rows.filter(pk__in=ids)
    return list(rows.order_by("sort_key", "pk")[: MOST + 1])


def write_candidate_table(file: IO[bytes], language: str, lines: Sequence[ListedCandidate]) -> None:
    """A workbook with a line for each candidate, in the language of the page."""
    book = WorkbookWriter(file, language)
    sheet = book.sheet(_("Candidates"), _WIDTHS, frozen_columns=1)
    header = [
        pgettext("of a person", "Name"),
        _("Position"),
        _("E-mail"),
        _("Phone"),
        _("Tags"),
        _("Stage"),
        _("Next interview"),
        _("Last interview"),
    ]
    book.write_row(sheet, 0, header, book.header)
    for number, line in enumerate(lines, 1):
        candidate = line.candidate
        tags = pgettext("between names", ", ").join(str(tagging.tag) for tagging in line.taggings)
        cells = [
            candidate.name,
            str(candidate.position),
            candidate.email,
            candidate.phone,
            tags,
            str(line.stage),
            _when(line.ahead),
            _when(line.last),
        ]
        book.write_row(sheet, number, cells, book.text)
    book.close()


def _when(interview: Round | None) -> str:
    if interview is None:
        return ""
    return date_format(timezone.localtime(interview.starts_at), "SHORT_DATETIME_FORMAT")
