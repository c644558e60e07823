"""The reports as Word files: the same values as their pages, a chart's numbers as a table with bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from common.numbers import format_decimal
from common.spacing import bracketed, colon, join_sentences
from interviews.models import Company, Decision
from interviews.outcome.pages.report import CandidatePage, InterviewPage, QuestionRows, Round
from interviews.outcome.reports.interview import InterviewReport
from interviews.outcome.rules.charts import Profile
from interviews.outcome.rules.deviations import MemberDeviations
from interviews.outcome.rules.findings import Finding, RedFlag
from interviews.outcome.rules.results import ResponseReport, SubtotalReport
from interviews.paper.docx import WordDocument

#: How many blocks of a bar are 100 %.
BAR_BLOCKS = 20
#: How many red flags the summary names.
SUMMARY_FLAGS = 3
#: How many competencies the summary shows.
SUMMARY_AXES = 10
TEAL = RGBColor(0x0B, 0x6E, 0x69)


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
    _write_profile(word, page.profile, page.profile_of)
    for round_ in page.scored:
        if round_.page is not None:
            word.heading(round_.name).paragraph_format.page_break_before = True
            _write_summary(word, round_.page, chart=False)
            word.gap()
            _write_panel(word, round_.page.report)
            _write_decisions(word, round_.page.decisions)
            _write_course(word, round_.page.report)
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
            (_("Time"), _format_time(interview.starts_at)),
            (_("Sheet"), interview.sheet),
            (_("Panel"), names or "–"),
        ]
    )
    if not page.scored:
        word.paragraph(_("No scorecard has been submitted yet"))
        return
    word.gap()
    _write_summary(word, page)
    # Not a break of its own: after a full page that would leave an empty one.
    word.heading(_("In detail")).paragraph_format.page_break_before = True
    _write_panel(word, report)
    _write_decisions(word, page.decisions)
    word.heading(_("Questions"))
    word.paragraph(
        " · ".join(f"{sign} {name}" for sign, name in zip(_SIGNS.values(), _mark_names(), strict=True)),
        "Caption",
    )
    for question in page.questions:
        _write_question(word, question, report)
    _write_course(word, report)


_SIGNS = {"met": "●", "partly": "◐", "missed": "○", "": "–"}


def _mark_names() -> tuple[str, ...]:
    return _("Met"), _("Partly"), _("Missed"), _("not judged")


def _write_summary(word: WordDocument, page: InterviewPage, *, chart: bool = True) -> None:
    """A page in most cases: long texts are cut short here, and stand in full in the detail."""
    report = page.report
    decided = page.in_force or page.pending
    outcome = decided.get_outcome_display() if decided else _("not decided")
    if decided and decided.pending:
        outcome += bracketed(_("waits for a second person"))
    submitted = _("%(submitted)s of %(panel)s") % {
        "submitted": len(report.members),
        "panel": report.panel_size,
    }
    word.facts(
        [
            (_("Band"), report.total.band or "–"),
            (_("Result"), _percent(report.total.percent)),
            (_("Submitted"), submitted),
            (_("Decision"), outcome),
        ]
    )
    for disqualification in report.disqualifications:
        word.paragraph(
            _("Question %(number)s: %(name)s gave %(rating)s, below the disqualifying floor of %(floor)s.")
            % {
                "number": disqualification.number,
                "name": disqualification.name or _("the panel together"),
                "rating": disqualification.rating,
                "floor": report.scale.floor,
            }
        )
    if report.waiting:
        names = pgettext("between names", ", ").join(report.waiting)
        word.paragraph(_("Not the whole panel has submitted. Still to come: %(names)s.") % {"names": names})
    if chart:
        _write_profile(word, page.profile, page.profile_of)
    word.heading(_("Strengths"), 3)
    _write_findings(word, page.findings.named_strengths)
    word.heading(_("Concerns"), 3)
    _write_findings(word, page.findings.named_concerns)
    word.heading(_("Red flags"), 3)
    _write_red_flags(word, page.findings.red_flags)
    word.heading(_("Deviations from the sheet"), 3)
    word.bullets([_deviations_in_short(member) for member in report.deviations])
    if not report.deviations:
        word.paragraph(_("None: asked as the sheet has it."))


def _deviations_in_short(member: MemberDeviations) -> str:
    facts = []
    if member.not_asked:
        numbers = pgettext("between facts", ", ").join(str(skipped.number) for skipped in member.not_asked)
        facts.append(join_sentences((_("not asked:"), numbers)))
    if member.asked:
        facts.append(_("another order"))
    if member.added:
        added = ngettext("%(number)s question added", "%(number)s questions added", len(member.added))
        facts.append(added % {"number": len(member.added)})
    return member.name + colon() + " · ".join(facts)


def _shorten(text: str, letters: int = 70) -> str:
    return Truncator(" ".join(text.split())).chars(letters)


def _write_findings(word: WordDocument, findings: Sequence[Finding]) -> None:
    word.bullets([_shorten(finding.text) + bracketed(_judged_by(finding)) for finding in findings])
    if not findings:
        word.paragraph(_("None."))


def _judged_by(finding: Finding | RedFlag) -> str:
    text = _("question %(number)s, %(by)s of %(of)s") % {
        "number": finding.number,
        "by": finding.by,
        "of": finding.of,
    }
    if isinstance(finding, Finding) and finding.level:
        text += pgettext("between facts", ", ") + _("level %(level)s") % {"level": finding.level}
    return text


def _write_red_flags(word: WordDocument, flags: Sequence[RedFlag]) -> None:
    for flag in flags[:SUMMARY_FLAGS]:
        notes = [name + colon() + _shorten(note, 40) for name, note in flag.notes[:1]]
        word.bullets([join_sentences((_shorten(flag.text) + bracketed(_judged_by(flag)), *notes))])
    if len(flags) > SUMMARY_FLAGS:
        word.paragraph(_("%(number)s in all.") % {"number": len(flags)}, "Caption")
    if not flags:
        word.paragraph(_("None was seen."))


def _write_deviations(word: WordDocument, deviations: Iterable[MemberDeviations]) -> None:
    for member in deviations:
        lines = []
        if member.asked:
            order = pgettext("between facts", ", ").join(str(number) for number in member.asked)
            lines.append(_("Asked in another order: %(order)s.") % {"order": order})
        for skipped in member.not_asked:
            label = _("Question %(number)s was not asked:") % {"number": skipped.number}
            lines.append(join_sentences((label, skipped.reason or "–")))
        for added in member.added:
            label = _("Added on the spot, outside the score:")
            lines.append(
                join_sentences((label, " ".join(part for part in (added.text or "–", added.notes) if part)))
            )
        word.paragraph(member.name, "Heading 4")
        word.bullets(lines)


def _write_profile(word: WordDocument, chart: Profile, heading: str) -> None:
    """The chart's numbers with a bar each."""
    if not chart.axes:
        return
    word.heading(heading, 3)
    if len(chart.series) == 1:
        rows = [
            [axis.name, _percent(axis.percents[0]), _bar(axis.percents[0])]
            for axis in chart.axes[:SUMMARY_AXES]
        ]
        table = word.table([heading, chart.series[0], ""], rows, [None, Mm(20), Mm(48)])
        if len(chart.axes) > SUMMARY_AXES:
            word.paragraph(_("The others stand in the detail."), "Caption")
    else:
        rows = [
            [
                axis.name,
                *(f"{_percent(percent)}\n{_bar(percent, BAR_BLOCKS // 2)}" for percent in axis.percents),
            ]
            for axis in chart.axes
        ]
        widths = [None, *[_column_width(word, chart.series)] * len(chart.series)]
        table = word.table([heading, *chart.series], rows, widths)
    _style_bars(table)


def _style_bars(table: Any) -> None:
    for element in table._tbl.iter(qn("w:p")):
        paragraph = Paragraph(element, table)
        paragraph.paragraph_format.line_spacing = 1.0
        for run in paragraph.runs:
            if run.text.strip("█░") == "" and run.text:
                run.font.size, run.font.color.rgb = Pt(7), TEAL


def _column_width(word: WordDocument, columns: Sequence[object]) -> Length:
    """The width of one of these columns, where what they say of takes at least a third of the page."""
    return Length(min(Mm(32), int(word.width * 2 / 3 / max(len(columns), 1))))


def _bar(percent: Decimal | None, blocks: int = BAR_BLOCKS) -> str:
    if percent is None:
        return ""
    full = int(percent * blocks / 100 + Decimal("0.5"))
    return "█" * full + "░" * (blocks - full)


def _write_panel(word: WordDocument, report: InterviewReport) -> None:
    header = [_("Panel"), _("Submitted"), _("Total"), _("Band"), _("Time spent")]
    rows = [
        [
            _("%(name)s (lead)") % {"name": member.name} if member.lead else member.name,
            _format_time(member.submitted_at),
            _percent(member.total.percent),
            member.total.band or "–",
            member.spent,
        ]
        for member in report.members
    ]
    word.table(header, rows, [None, Mm(44), Mm(20), Mm(26), Mm(24)])
    for heading, parts in ((_("By competency"), report.competencies), (_("By category"), report.categories)):
        if parts:
            word.gap()
            _write_subtotals(word, heading, parts, report)


def _write_subtotals(
    word: WordDocument, heading: str, parts: Sequence[SubtotalReport], report: InterviewReport
) -> None:
    names = [member.name for member in report.members] + [_("Result")]
    rows = [[part.name, *map(_percent, (*part.members, part.percent))] for part in parts]
    word.table([heading, *names], rows, [None, *[_column_width(word, names)] * len(names)])


def _write_decisions(word: WordDocument, decisions: Sequence[Decision]) -> None:
    if not decisions:
        return
    word.heading(_("Decision"), 2)
    for decision in decisions:
        taken = _("No. %(number)s, %(by)s, %(at)s") % {
            "number": decision.number,
            "by": decision.taken_by_name,
            "at": _format_time(decision.taken_at),
        }
        word.paragraph(f"{decision.get_outcome_display()} · {taken}", "Heading 3")
        word.paragraph(decision.reason)
        if answer := decision.answered:
            details = " · ".join(
                part for part in (answer.by_name, _format_time(answer.at), answer.reason) if part
            )
            word.paragraph(answer.get_kind_display() + colon() + details)
        elif decision.pending:
            word.paragraph(_("waits for a second person"))
        word.paragraph(f"SHA-256 {decision.sha256}", "Caption")


def _write_question(word: WordDocument, question: QuestionRows, report: InterviewReport) -> None:
    item = question.item
    word.heading(f"{item.number} {item.text}", 2)
    about = [
        item.category,
        *item.competencies,
        _("weight %(weight)s") % {"weight": format_decimal(item.weight)},
    ]
    word.paragraph(" · ".join(part for part in about if part), "Caption", keep=True)
    several = len(report.members) > 1
    header = [_("Levels") if item.rubric_kind == "ladder" else _("Rubric points")]
    header += [response.name for response in item.responses]
    ratings = [_("Rating"), *map(_rating_text, item.responses)]
    if several:
        header.append(_("Consensus") if item.consensus else _("Mean"))
        result = item.consensus.rating if item.consensus else item.mean
        ratings.append("–" if result is None else str(result))
    rows = [ratings]
    for row in question.points:
        if row.shown:
            start = f"{_('Red flag')} " if row.point.red_flag else f"{row.point.level or ''} "
            rows.append(
                [(start + row.point.text).strip(), *map(_SIGNS.__getitem__, row.values)] + [""] * several
            )
    people = len(header) - 1
    centered = range(1, people + 1)
    word.table(header, rows, [None, *[_column_width(word, header[1:])] * people], centered=centered)
    for agreed in item.agreed:
        label = _("Consensus taken back") if agreed.rating is None else f"{_('Consensus')} {agreed.rating}"
        author = agreed.by + pgettext("between facts", ", ") + _format_time(agreed.at)
        word.paragraph(label + colon() + agreed.reason + bracketed(author))
    for response in item.responses:
        _write_texts(word, response)


def _rating_text(response: ResponseReport) -> str:
    if response.not_asked:
        return _("Not asked")
    text = "–" if response.rating is None else str(response.rating)
    if response.deviates:
        text += "\n" + _("suggested %(rating)s") % {"rating": response.suggested}
    return text


def _write_texts(word: WordDocument, response: ResponseReport) -> None:
    texts = [
        (_("Not asked"), response.not_asked_reason),
        (_("Notes"), response.notes),
        (_("Evidence"), response.evidence),
        (_("Why not as suggested"), response.reason),
        (_("Red flag"), response.flag_note),
        *((_("Probe"), probe) for probe in response.probes_used),
    ]
    written = [label + colon() + text for label, text in texts if text]
    if written:
        word.heading(response.name, 4)
        for text in written:
            word.paragraph(text)


def _write_course(word: WordDocument, report: InterviewReport) -> None:
    if report.deviations:
        word.heading(_("Deviations from the sheet"), 2)
        _write_deviations(word, report.deviations)
    if report.left:
        word.heading(_("Left the panel"), 2)
        for member in report.left:
            about = {"at": _format_time(member.at), "by": member.by, "name": member.name}
            sentence = (
                _("%(at)s: %(by)s took %(name)s off the panel.")
                if member.by
                else _("%(at)s: %(name)s stepped back.")
            )
            word.bullets([f"{sentence % about} {member.reason}".strip()])
    if report.reopenings:
        word.heading(_("Reopened scorecards"), 2)
        for reopening in report.reopenings:
            about = {"at": _format_time(reopening.at), "by": reopening.by, "name": reopening.name}
            sentence = _("%(at)s: %(by)s reopened the scorecard of %(name)s.") % about
            word.bullets([f"{sentence} {reopening.reason}"])


def _round_row(round_: Round) -> list[object]:
    page, interview = round_.page, round_.interview
    start = [round_.name, f"{localtime(interview.starts_at):%Y-%m-%d}", interview.sheet]
    if page is None or not page.scored:
        state = _("cancelled") if interview.cancelled else "–"
        if page is None and not interview.cancelled:
            state = _("Submit your own scorecard first.")
        return [*start, "–", state, "–"]
    decided = page.in_force or page.pending
    outcome = decided.get_outcome_display() if decided else "–"
    return [*start, _percent(page.report.total.percent), page.report.total.band or "–", outcome]


def _percent(percent: Decimal | None) -> str:
    return "–" if percent is None else f"{percent}%"


def _format_time(moment: datetime | None) -> str:
    return date_format(localtime(moment), "DATETIME_FORMAT") if moment is not None else "–"
