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

#: A bar of so many blocks is 100 %.
BAR = 20
#: So many red flags the summary names.
FLAGS = 3
#: So many competencies the summary shows.
AXES = 10
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
    rows = [_round_row(one) for one in page.rounds]
    word.table(header, rows, [Mm(28), Mm(26), None, Mm(18), Mm(26), Mm(26)])
    if not page.one_sheet:
        word.paragraph(
            _("The rounds used different sheets: their totals come from different questions."), "Caption"
        )
    _profile(word, page.profile, page.profile_of)
    for one in page.scored:
        if one.page is not None:
            word.heading(one.name).paragraph_format.page_break_before = True
            _summary(word, one.page, chart=False)
            word.gap()
            _people(word, one.page.report)
            _decisions(word, one.page.decisions)
            _course(word, one.page.report)
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
            (_("Time"), _at(interview.starts_at)),
            (_("Sheet"), interview.sheet),
            (_("Panel"), names or "–"),
        ]
    )
    if not page.scored:
        word.paragraph(_("No scorecard has been submitted yet"))
        return
    word.gap()
    _summary(word, page)
    # Not a break of its own: after a full page that would leave an empty one.
    word.heading(_("In detail")).paragraph_format.page_break_before = True
    _people(word, report)
    _decisions(word, page.decisions)
    word.heading(_("Questions"))
    word.paragraph(
        " · ".join(f"{sign} {told}" for sign, told in zip(_SIGNS.values(), _mark_words(), strict=True)),
        "Caption",
    )
    for question in page.questions:
        _question(word, question, report)
    _course(word, report)


_SIGNS = {"met": "●", "partly": "◐", "missed": "○", "": "–"}


def _mark_words() -> tuple[str, ...]:
    return _("Met"), _("Partly"), _("Missed"), _("not judged")


def _summary(word: WordDocument, page: InterviewPage, *, chart: bool = True) -> None:
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
    for one in report.disqualifications:
        word.paragraph(
            _("Question %(number)s: %(name)s gave %(rating)s, below the disqualifying floor of %(floor)s.")
            % {
                "number": one.number,
                "name": one.name or _("the panel together"),
                "rating": one.rating,
                "floor": report.scale.floor,
            }
        )
    if report.waiting:
        names = pgettext("between names", ", ").join(report.waiting)
        word.paragraph(_("Not the whole panel has submitted. Still to come: %(names)s.") % {"names": names})
    if chart:
        _profile(word, page.profile, page.profile_of)
    word.heading(_("Strengths"), 3)
    _found(word, page.findings.named_strengths)
    word.heading(_("Concerns"), 3)
    _found(word, page.findings.named_concerns)
    word.heading(_("Red flags"), 3)
    _flags(word, page.findings.red_flags)
    word.heading(_("Deviations from the sheet"), 3)
    word.bullets([_in_short(one) for one in report.deviations])
    if not report.deviations:
        word.paragraph(_("None: asked as the sheet has it."))


def _in_short(one: MemberDeviations) -> str:
    told = []
    if one.not_asked:
        numbers = pgettext("between facts", ", ").join(str(skipped.number) for skipped in one.not_asked)
        told.append(join_sentences((_("not asked:"), numbers)))
    if one.asked:
        told.append(_("another order"))
    if one.added:
        added = ngettext("%(number)s question added", "%(number)s questions added", len(one.added))
        told.append(added % {"number": len(one.added)})
    return one.name + colon() + " · ".join(told)


def _cut(text: str, letters: int = 70) -> str:
    return Truncator(" ".join(text.split())).chars(letters)


def _found(word: WordDocument, findings: Sequence[Finding]) -> None:
    word.bullets([_cut(one.text) + bracketed(_by(one)) for one in findings])
    if not findings:
        word.paragraph(_("None."))


def _by(one: Finding | RedFlag) -> str:
    told = _("question %(number)s, %(by)s of %(of)s") % {"number": one.number, "by": one.by, "of": one.of}
    if isinstance(one, Finding) and one.level:
        told += pgettext("between facts", ", ") + _("level %(level)s") % {"level": one.level}
    return told


def _flags(word: WordDocument, flags: Sequence[RedFlag]) -> None:
    for one in flags[:FLAGS]:
        notes = [name + colon() + _cut(note, 40) for name, note in one.notes[:1]]
        word.bullets([join_sentences((_cut(one.text) + bracketed(_by(one)), *notes))])
    if len(flags) > FLAGS:
        word.paragraph(_("%(number)s in all.") % {"number": len(flags)}, "Caption")
    if not flags:
        word.paragraph(_("None was seen."))


def _deviations(word: WordDocument, deviations: Iterable[MemberDeviations]) -> None:
    for one in deviations:
        lines = []
        if one.asked:
            order = pgettext("between facts", ", ").join(str(number) for number in one.asked)
            lines.append(_("Asked in another order: %(order)s.") % {"order": order})
        for skipped in one.not_asked:
            told = _("Question %(number)s was not asked:") % {"number": skipped.number}
            lines.append(join_sentences((told, skipped.reason or "–")))
        for added in one.added:
            told = _("Added on the spot, outside the score:")
            lines.append(
                join_sentences((told, " ".join(part for part in (added.text or "–", added.notes) if part)))
            )
        word.paragraph(one.name, "Heading 4")
        word.bullets(lines)


def _profile(word: WordDocument, chart: Profile, heading: str) -> None:
    """The chart's numbers with a bar each."""
    if not chart.axes:
        return
    word.heading(heading, 3)
    if len(chart.series) == 1:
        rows = [[axis.name, _percent(axis.percents[0]), _bar(axis.percents[0])] for axis in chart.axes[:AXES]]
        table = word.table([heading, chart.series[0], ""], rows, [None, Mm(20), Mm(48)])
        if len(chart.axes) > AXES:
            word.paragraph(_("The others stand in the detail."), "Caption")
    else:
        rows = [
            [axis.name, *(f"{_percent(one)}\n{_bar(one, BAR // 2)}" for one in axis.percents)]
            for axis in chart.axes
        ]
        widths = [None, *[_even(word, chart.series)] * len(chart.series)]
        table = word.table([heading, *chart.series], rows, widths)
    _set_bars(table)


def _set_bars(table: Any) -> None:
    for element in table._tbl.iter(qn("w:p")):
        paragraph = Paragraph(element, table)
        paragraph.paragraph_format.line_spacing = 1.0
        for run in paragraph.runs:
            if run.text.strip("█░") == "" and run.text:
                run.font.size, run.font.color.rgb = Pt(7), TEAL


def _even(word: WordDocument, columns: Sequence[object]) -> Length:
    """The width of one of these columns, where what they say of takes at least a third of the page."""
    return Length(min(Mm(32), int(word.width * 2 / 3 / max(len(columns), 1))))


def _bar(percent: Decimal | None, blocks: int = BAR) -> str:
    if percent is None:
        return ""
    full = int(percent * blocks / 100 + Decimal("0.5"))
    return "█" * full + "░" * (blocks - full)


def _people(word: WordDocument, report: InterviewReport) -> None:
    header = [_("Panel"), _("Submitted"), _("Total"), _("Band"), _("Time spent")]
    rows = [
        [
            _("%(name)s (lead)") % {"name": one.name} if one.lead else one.name,
            _at(one.submitted_at),
            _percent(one.total.percent),
            one.total.band or "–",
            one.spent,
        ]
        for one in report.members
    ]
    word.table(header, rows, [None, Mm(44), Mm(20), Mm(26), Mm(24)])
    for heading, parts in ((_("By competency"), report.competencies), (_("By category"), report.categories)):
        if parts:
            word.gap()
            _parts(word, heading, parts, report)


def _parts(
    word: WordDocument, heading: str, parts: Sequence[SubtotalReport], report: InterviewReport
) -> None:
    names = [member.name for member in report.members] + [_("Result")]
    rows = [[one.name, *map(_percent, (*one.members, one.percent))] for one in parts]
    word.table([heading, *names], rows, [None, *[_even(word, names)] * len(names)])


def _decisions(word: WordDocument, decisions: Sequence[Decision]) -> None:
    if not decisions:
        return
    word.heading(_("Decision"), 2)
    for one in decisions:
        told = _("No. %(number)s, %(by)s, %(at)s") % {
            "number": one.number,
            "by": one.taken_by_name,
            "at": _at(one.taken_at),
        }
        word.paragraph(f"{one.get_outcome_display()} · {told}", "Heading 3")
        word.paragraph(one.reason)
        if answer := one.answered:
            told = " · ".join(part for part in (answer.by_name, _at(answer.at), answer.reason) if part)
            word.paragraph(answer.get_kind_display() + colon() + told)
        elif one.pending:
            word.paragraph(_("waits for a second person"))
        word.paragraph(f"SHA-256 {one.sha256}", "Caption")


def _question(word: WordDocument, question: QuestionRows, report: InterviewReport) -> None:
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
    header += [one.name for one in item.responses]
    ratings = [_("Rating"), *map(_rating, item.responses)]
    if several:
        header.append(_("Consensus") if item.consensus else _("Mean"))
        agreed = item.consensus.rating if item.consensus else item.mean
        ratings.append("–" if agreed is None else str(agreed))
    rows = [ratings]
    for row in question.points:
        if row.shown:
            start = f"{_('Red flag')} " if row.point.red_flag else f"{row.point.level or ''} "
            rows.append(
                [(start + row.point.text).strip(), *map(_SIGNS.__getitem__, row.values)] + [""] * several
            )
    people = len(header) - 1
    centered = range(1, people + 1)
    word.table(header, rows, [None, *[_even(word, header[1:])] * people], centered=centered)
    for kept in item.agreed:
        said = _("Consensus taken back") if kept.rating is None else f"{_('Consensus')} {kept.rating}"
        who = kept.by + pgettext("between facts", ", ") + _at(kept.at)
        word.paragraph(said + colon() + kept.reason + bracketed(who))
    for one in item.responses:
        _wrote(word, one)


def _rating(one: ResponseReport) -> str:
    if one.not_asked:
        return _("Not asked")
    told = "–" if one.rating is None else str(one.rating)
    if one.deviates:
        told += "\n" + _("suggested %(rating)s") % {"rating": one.suggested}
    return told


def _wrote(word: WordDocument, one: ResponseReport) -> None:
    told = [
        (_("Not asked"), one.not_asked_reason),
        (_("Notes"), one.notes),
        (_("Evidence"), one.evidence),
        (_("Why not as suggested"), one.reason),
        (_("Red flag"), one.flag_note),
        *((_("Probe"), probe) for probe in one.probes_used),
    ]
    written = [label + colon() + text for label, text in told if text]
    if written:
        word.heading(one.name, 4)
        for text in written:
            word.paragraph(text)


def _course(word: WordDocument, report: InterviewReport) -> None:
    if report.deviations:
        word.heading(_("Deviations from the sheet"), 2)
        _deviations(word, report.deviations)
    if report.left:
        word.heading(_("Left the panel"), 2)
        for one in report.left:
            about = {"at": _at(one.at), "by": one.by, "name": one.name}
            told = (
                _("%(at)s: %(by)s took %(name)s off the panel.")
                if one.by
                else _("%(at)s: %(name)s stepped back.")
            )
            word.bullets([f"{told % about} {one.reason}".strip()])
    if report.reopenings:
        word.heading(_("Reopened scorecards"), 2)
        for again in report.reopenings:
            about = {"at": _at(again.at), "by": again.by, "name": again.name}
            told = _("%(at)s: %(by)s reopened the scorecard of %(name)s.") % about
            word.bullets([f"{told} {again.reason}"])


def _round_row(one: Round) -> list[object]:
    page, interview = one.page, one.interview
    start = [one.name, f"{localtime(interview.starts_at):%Y-%m-%d}", interview.sheet]
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


def _at(moment: datetime | None) -> str:
    return date_format(localtime(moment), "DATETIME_FORMAT") if moment is not None else "–"
