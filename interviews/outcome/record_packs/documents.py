"""What people read of a record pack: an index, and reports and sheets as pages and Word files, under names as
people write them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from common import spacing
from interviews.common.rules.file_names import plain_name
from interviews.models import Candidate, Company, Interview
from interviews.outcome.pages.report import CandidatePage, InterviewPage
from interviews.outcome.record_packs.file import without_timestamps
from interviews.outcome.reports.docx import candidate_docx, interview_docx
from interviews.paper.pages.sheet import PrintKind, copy_for, paper_for
from interviews.paper.sheet_docx import sheet_docx

_STYLES = (
    *("css/common/print.css", "css/common/print-screen.css"),
    *("css/outcome/report.css", "css/outcome/report-screen.css", "css/outcome/record-pack.css"),
)
_LONGEST = 40
Entry = tuple[str, bytes]


def company_date(moment: datetime) -> date:
    """The day on which it is, where the company is."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def folder_name(number: int, round_name: str, day: date) -> str:
    """The folder of an interview: "01 初试 2026-12-01". Any text may stand in the round's name."""
    return " ".join(filter(None, [f"{number:02d}", plain_name(round_name, _LONGEST), day.isoformat()]))


class PackDocuments:
    """The documents in the language in force and the company's house style."""

    def __init__(self, company: Company) -> None:
        self._company = company
        self._styles = [Path(str(finders.find(name))).read_text("utf-8") for name in _STYLES]

    def candidate(self, page: CandidatePage) -> Iterator[Entry]:
        """The report over all rounds."""
        title = _("Report over all rounds: %(name)s") % {"name": page.candidate}
        context, name = {"page": page, "title": title}, _("Report over all rounds")
        html = self._html("interviews/outcome/report/candidate.html", context, back="index.html")
        yield f"{name}.html", html
        yield f"{name}.docx", without_timestamps(candidate_docx(page, self._company, title).to_bytes())

    def interview(self, folder: str, page: InterviewPage) -> Iterator[Entry]:
        """An interview's report and its sheet."""
        interview = page.report.interview
        title = _("Interview report: %(name)s") % {"name": interview.candidate}
        context = {"page": page, "report": page.report, "interview": interview, "title": title}
        report, sheet = f"{folder}/{_('Interview report')}", f"{folder}/{_('Interview sheet')}"
        html = self._html("interviews/outcome/report/interview.html", context, back="../index.html")
        yield f"{report}.html", html
        word = interview_docx(page, self._company, title)
        yield f"{report}.docx", without_timestamps(word.to_bytes())
        paper = paper_for(interview.sheet, PrintKind.FULL)
        copies = [copy_for(interview, None)]
        word = sheet_docx(paper, copies, company=self._company, running=str(interview.sheet))
        yield f"{sheet}.docx", without_timestamps(word.to_bytes())

    def index(
        self,
        candidate: Candidate,
        rounds: Sequence[tuple[Interview, str]],
        left_out: Sequence[Interview],
        papers: Sequence[str],
    ) -> Entry:
        """The first page, with the way to every document. ``papers``: paths in the pack."""
        report, sheet = _("Interview report"), _("Interview sheet")
        names = (f"{report}.html", f"{report}.docx", f"{sheet}.docx")
        context = {
            "title": _("Record pack: %(name)s") % {"name": candidate},
            "candidate": candidate,
            "files": [_link(f"{_('Report over all rounds')}.{kind}") for kind in ("html", "docx")],
            "rounds": [
                {"interview": interview, "files": [_link(name, folder) for name in names]}
                for interview, folder in rounds
            ],
            "left_out": left_out,
            "papers": [{"name": path.partition("/")[2], "address": quote(path)} for path in papers],
        }
        return "index.html", self._html("interviews/outcome/record_packs/index.html", context)

    def _html(self, template: str, context: dict[str, Any], back: str = "") -> bytes:
        shared = {
            "layout": "print/standalone.html",
            "styles": self._styles,
            "company": self._company,
            "running": context["title"],
            "back": back,
            # Where a request is answered, context processors bring these.
            "gap": spacing.gap,
            "colon": spacing.colon,
        }
        return render_to_string(template, shared | context).encode()


def _link(name: str, folder: str = "") -> dict[str, str]:
    return {"name": name, "address": quote(f"{folder}/{name}" if folder else name)}
