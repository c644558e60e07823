"""The detail of a Word report: the panel, decisions, questions, and how the interview went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table

from common.numbers import format_decimal
from common.spacing import bracketed, colon, join_sentences
from interviews.models import Decision
from interviews.outcome.pages.report import InterviewPage, QuestionTable
from interviews.outcome.reports.docx_format import column_width, format_percent, format_time
from interviews.outcome.reports.interview import InterviewReport
from interviews.outcome.rules.deviations import MemberDeviations
from interviews.outcome.rules.results import ResponseReport, SubtotalReport
from interviews.paper.docx import WordDocument

#: How the tables show a mark.
_SIGNS = {"met": "●", "partly": "◐", "missed": "○", "": "–"}
#: Of a longer table a page may end within.
MOST_ROWS_KEPT = 16


def write_panel(word: WordDocument, report: InterviewReport) -> None:
    """Everybody's total, and the subtotals by competency and by category."""
    header = [_("Panel"), _("Submitted"), _("Total"), _("Band"), _("Time spent")]
    rows = [
        [
            _("%(name)s (lead)") % {"name": member.name} if member.lead else member.name,
            format_time(member.submitted_at),
            format_percent(member.total.percent),
            member.total.band or "–",
            member.spent,
        ]
        for member in report.members
    ]
    word.table(header, rows, [None, Mm(44), Mm(20), Mm(26), Mm(24)])
    if report.assemblers:
        text = _("Sits on the panel and helped put this sheet together")
        word.paragraph(f"{text}{colon()}{_(', ').join(report.assemblers)}")
    for admission in report.admissions:
        sentence = _(
            "%(name)s had read scores of this interview before joining its panel. %(by)s seated them: "
            "%(reason)s"
        )
        word.paragraph(sentence % {"name": admission.name, "by": admission.by, "reason": admission.reason})
    for heading, parts in ((_("By competency"), report.competencies), (_("By category"), report.categories)):
        if parts:
            word.gap()
            _write_subtotals(word, heading, parts, report)


def _write_subtotals(
    word: WordDocument, heading: str, parts: Sequence[SubtotalReport], report: InterviewReport
) -> None:
    names = [member.name for member in report.members] + [_("Result")]
    rows = [[part.name, *map(format_percent, (*part.members, part.percent))] for part in parts]
    word.table([heading, *names], rows, [None, *[column_width(word, names)] * len(names)])


def write_decisions(word: WordDocument, decisions: Sequence[Decision]) -> None:
    """Every decision with its answer and its hash, oldest first."""
    if not decisions:
        return
    word.heading(_("Decision"), 2)
    for decision in decisions:
        taken = _("No. %(number)s, %(by)s, %(at)s") % {
            "number": decision.number,
            "by": decision.taken_by_name,
            "at": format_time(decision.taken_at),
        }
        word.paragraph(f"{decision.get_outcome_display()} · {taken}", "Heading 3")
        word.paragraph(decision.reason)
        if answer := decision.answered:
            details = " · ".join(
                part for part in (answer.by_name, format_time(answer.at), answer.reason) if part
            )
            word.paragraph(answer.get_kind_display() + colon() + details)
        elif decision.pending:
            word.paragraph(_("waits for a second person"))
        word.paragraph(f"{_('Check value')} {decision.sha256}", "Caption")


def write_questions(word: WordDocument, page: InterviewPage) -> None:
    """Every question with everybody's rating, marks and texts."""
    word.heading(_("Questions"))
    word.paragraph(page.report.rule_in_words, "Caption")
    word.paragraph(
        " · ".join(f"{sign} {name}" for sign, name in zip(_SIGNS.values(), _mark_names(), strict=True)),
        "Caption",
    )
    for question in page.questions:
        _write_question(word, question, page.report)


def _mark_names() -> tuple[str, ...]:
    return _("Met"), _("Partly"), _("Missed"), _("not judged")


def _write_question(word: WordDocument, question: QuestionTable, report: InterviewReport) -> None:
    item = question.item
    word.heading(f"{item.number} {item.title}", 2)
    if item.title != item.text:
        word.paragraph(item.text, keep=True)
    facts = [
        item.category,
        *item.competencies,
        _("weight %(weight)s") % {"weight": format_decimal(item.weight)},
    ]
    word.paragraph(" · ".join(part for part in facts if part), "Caption", keep=True)
    has_several_members = len(report.members) > 1
    header = [_("Levels") if item.rubric_kind == "ladder" else _("Rubric points")]
    header += [response.name for response in item.responses]
    ratings = [_("Rating"), *map(_rating_text, item.responses)]
    if has_several_members:
        header.append(_("Consensus") if item.consensus else _("Mean"))
        result = item.consensus.rating if item.consensus else item.mean
        ratings.append("–" if result is None else str(result))
    rows = [ratings]
    for row in question.points:
        if row.shown:
            start = f"{_('Red flag')} " if row.point.red_flag else f"{row.point.level or ''} "
            rows.append(
                [(start + row.point.text).strip(), *map(_SIGNS.__getitem__, row.values)]
                + [""] * has_several_members
            )
    people = len(header) - 1
    centered = range(1, people + 1)
    widths = [None, *[column_width(word, header[1:])] * people]
    table = word.table(header, rows, widths, centered=centered, keep=len(rows) <= MOST_ROWS_KEPT)
    _as_large_as_text(table)
    if item.changed_since:
        changes = pgettext("between facts", ", ").join(map(str, item.changed_since))
        word.paragraph(join_sentences((_("The ratings have changed since the panel agreed:"), changes)))
    for agreed in item.agreed:
        label = _("Consensus taken back") if agreed.rating is None else f"{_('Consensus')} {agreed.rating}"
        author = agreed.by + pgettext("between facts", ", ") + format_time(agreed.at)
        word.paragraph(label + colon() + agreed.reason + bracketed(author))
    for response in item.responses:
        _write_texts(word, response)


def _as_large_as_text(table: Table) -> None:
    """Marks in the font of Chinese texts: that of Latin letters has them half as large."""
    for run in table._tbl.iter(qn("w:r")):
        if run.text in _SIGNS.values():
            properties = run.get_or_add_rPr()
            properties._add_rFonts().set(qn("w:hint"), "eastAsia")
            properties._add_sz().val = Pt(12)


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
            word.paragraph(text, "Body Text 2")


def write_course(word: WordDocument, report: InterviewReport) -> None:
    """How the interview went: deviations, who left the panel, reopened scorecards."""
    if report.deviations:
        word.heading(_("Deviations from the sheet"), 2)
        _write_deviations(word, report.deviations)
    if report.left:
        word.heading(_("Left the panel"), 2)
        for member in report.left:
            values = {"at": format_time(member.at), "by": member.by, "name": member.name}
            sentence = (
                _("%(at)s: %(by)s took %(name)s off the panel.")
                if member.by
                else _("%(at)s: %(name)s stepped back.")
            )
            word.bullets([f"{sentence % values} {member.reason}".strip()])
    if report.reopenings:
        word.heading(_("Reopened scorecards"), 2)
        for reopening in report.reopenings:
            values = {"at": format_time(reopening.at), "by": reopening.by, "name": reopening.name}
            sentence = _("%(at)s: %(by)s reopened the scorecard of %(name)s.") % values
            word.bullets([f"{sentence} {reopening.reason}"])


def _write_deviations(word: WordDocument, deviations: Iterable[MemberDeviations]) -> None:
    for member in deviations:
        bullets = []
        if member.asked:
            order = pgettext("between facts", ", ").join(str(number) for number in member.asked)
            bullets.append(_("Asked in another order: %(order)s.") % {"order": order})
        for skipped in member.not_asked:
            label = _("Question %(number)s was not asked:") % {"number": skipped.number}
            bullets.append(join_sentences((label, skipped.reason or "–")))
        for added in member.added:
            label = _("Added on the spot, outside the score:")
            bullets.append(
                join_sentences((label, " ".join(part for part in (added.text or "–", added.notes) if part)))
            )
        word.paragraph(member.name, "Heading 4")
        word.bullets(bullets)
