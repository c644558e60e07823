"""The reports as Word files: the same values as their pages, a chart's numbers as a table with bars."""

from __future__ import annotations

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from docx.shared import Mm

from common.spacing import bracketed
from interviews.common.blindness import why_blind
from interviews.models import Company
from interviews.outcome.pages.report import CandidatePage, InterviewPage, ReportedRound
from interviews.outcome.reports.docx_detail import write_course, write_decisions, write_panel, write_questions
from interviews.outcome.reports.docx_format import format_percent, format_time
from interviews.outcome.reports.docx_summary import write_profile, write_summary
from interviews.paper.docx import WordDocument


def interview_docx(page: InterviewPage, company: Company, title: str) -> WordDocument:
    """The report of one interview."""
    word = WordDocument(company=company, title=title, running=title)
    word.title(title)
    write_interview(word, page)
    return word


def candidate_docx(page: CandidatePage, company: Company, title: str) -> WordDocument:
    """A candidate's rounds side by side, then each with its summary."""
    word = WordDocument(company=company, title=title, running=title)
    word.title(title)
    word.facts([(_("Candidate"), page.candidate), (_("Position"), page.candidate.position)])
    word.gap()
    header = [_("Round"), _("Time"), _("Sheet"), _("Total"), _("Band"), _("Decision")]
    rows = [_round_row(round_) for round_ in page.rounds]
    word.table(header, rows, [Mm(28), Mm(26), None, Mm(18), Mm(26), Mm(26)])
    if not page.one_sheet:
        word.paragraph(
            _("The rounds used different sheets: their totals come from different questions."), "Caption"
        )
    write_profile(word, page.profile, page.profile_of)
    for round_ in page.scored:
        if round_.page is not None:
            word.heading(round_.name).paragraph_format.page_break_before = True
            write_summary(word, round_.page, chart=False)
            word.gap()
            write_panel(word, round_.page.report)
            write_decisions(word, round_.page.decisions)
            write_course(word, round_.page.report)
    return word


def write_interview(word: WordDocument, page: InterviewPage) -> None:
    """Summary and detail of one interview, from where the document stands."""
    report, interview = page.report, page.interview
    names = pgettext("between names", ", ").join(member.name for member in report.members)
    word.facts(
        [
            (_("Candidate"), interview.candidate),
            (_("Position"), interview.candidate.position),
            (_("Round"), interview.round or "–"),
            (_("Time"), format_time(interview.starts_at)),
            (_("Sheet"), interview.sheet),
            (_("Panel"), names or "–"),
        ]
    )
    if not page.scored:
        word.paragraph(_("No scorecard has been submitted yet"))
        return
    word.gap()
    write_summary(word, page)
    # Not a break of its own: after a full page that would leave an empty one.
    word.heading(_("In detail")).paragraph_format.page_break_before = True
    write_panel(word, report)
    write_decisions(word, page.decisions)
    write_questions(word, page)
    write_course(word, report)


def _round_row(round_: ReportedRound) -> list[object]:
    page, interview = round_.page, round_.interview
    start = [round_.name, f"{localtime(interview.starts_at):%Y-%m-%d}", interview.sheet]
    if page is None or not page.scored:
        state = interview.get_status_display() if interview.called_off else why_blind(interview) or "–"
        return [*start, "–", state, "–"]
    decided = page.in_force or page.pending
    outcome = decided.get_outcome_display() if decided else "–"
    if page.decision_outdated:
        outcome += bracketed(_("result changed since"))
    return [*start, format_percent(page.report.total.percent), page.report.total.band or "–", outcome]
