"""The summary of a Word report: result, chart, strengths, concerns, red flags, deviations."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from common.spacing import bracketed, colon, join_sentences
from interviews.outcome.pages.report import InterviewPage
from interviews.outcome.reports.docx_format import column_width, format_percent
from interviews.outcome.rules.charts import Profile
from interviews.outcome.rules.deviations import MemberDeviations
from interviews.outcome.rules.findings import Finding, RedFlag
from interviews.paper.docx import WordDocument

#: How many blocks of a bar are 100 %.
BAR_BLOCKS = 20
#: How many red flags the summary names.
SUMMARY_FLAGS = 3
#: How many letters of their notes it shows, shared by those it names.
FLAG_LETTERS = 240
#: How many competencies the summary shows.
SUMMARY_AXES = 10
TEAL = RGBColor(0x0B, 0x6E, 0x69)


def write_summary(word: WordDocument, page: InterviewPage, *, chart: bool = True) -> None:
    """A page in most cases: long texts are cut short here, the detail has them in full."""
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
            (_("Result"), format_percent(report.total.percent)),
            (_("Submitted"), submitted),
            (_("Decision"), outcome),
            *([(_("Mean"), format_percent(report.mean_total.percent))] if report.agreed_items else []),
        ]
    )
    if decided:
        word.paragraph(_("Reason") + colon() + decided.reason)
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
    for item in report.outdated_items:
        changes = pgettext("between facts", ", ").join(map(str, item.changed_since))
        word.paragraph(
            join_sentences(
                (
                    _(
                        "Question %(number)s: the panel agreed on %(rating)s when the ratings were others, "
                        "and has to agree anew."
                    )
                    % {"number": item.number, "rating": item.consensus.rating if item.consensus else "–"},
                    changes,
                )
            )
        )
    if page.decision_outdated:
        word.paragraph(page.decision_outdated)
    if report.waiting:
        names = pgettext("between names", ", ").join(report.waiting)
        word.paragraph(_("Not the whole panel has submitted. Still to come: %(names)s.") % {"names": names})
    if chart:
        write_profile(word, page.profile, page.profile_of)
    findings = page.findings
    word.heading(_("Strengths"), 3)
    strengths = [
        _shorten(finding.text) + bracketed(_judged_by(finding)) for finding in findings.named_strengths
    ]
    no_mark = "" if findings.judged else _("No point was marked: nothing can be said of strengths.")
    _write_bullets(word, strengths, no_mark or _("None."))
    word.heading(_("Concerns"), 3)
    concerns = [
        _("Not shown: %(point)s") % {"point": _shorten(finding.text)} + bracketed(_judged_by(finding))
        for finding in findings.named_concerns
    ]
    no_mark = "" if findings.judged else _("No point was marked: nothing can be said of concerns.")
    _write_bullets(word, concerns, no_mark or _("None."))
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


def _write_bullets(word: WordDocument, texts: Sequence[str], without: str) -> None:
    word.bullets(texts)
    if not texts:
        word.paragraph(without)


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
        letters = FLAG_LETTERS // min(len(flags), SUMMARY_FLAGS)
        notes = [name + colon() + _shorten(note, letters) for name, note in flag.notes[:1]]
        word.bullets([join_sentences((_shorten(flag.text) + bracketed(_judged_by(flag)), *notes))])
    if len(flags) > SUMMARY_FLAGS:
        word.paragraph(_("%(number)s in all.") % {"number": len(flags)}, "Caption")
    if not flags:
        word.paragraph(_("None was seen."))


def write_profile(word: WordDocument, chart: Profile, heading: str) -> None:
    """The chart's numbers with a bar each."""
    if not chart.axes:
        return
    word.heading(heading, 3)
    if len(chart.series) == 1:
        rows = [
            [axis.name, format_percent(axis.percents[0]), _bar(axis.percents[0])]
            for axis in chart.axes[:SUMMARY_AXES]
        ]
        table = word.table([heading, chart.series[0], ""], rows, [None, Mm(20), Mm(48)])
        if len(chart.axes) > SUMMARY_AXES:
            word.paragraph(_("The others stand in the detail."), "Caption")
    else:
        rows = [
            [
                axis.name,
                *(
                    f"{format_percent(percent)}\n{_bar(percent, BAR_BLOCKS // 2)}"
                    for percent in axis.percents
                ),
            ]
            for axis in chart.axes
        ]
        widths = [None, *[column_width(word, chart.series)] * len(chart.series)]
        table = word.table([heading, *chart.series], rows, widths)
    _style_bars(table)


def _style_bars(table: Table) -> None:
    for element in table._tbl.iter(qn("w:p")):
        paragraph = Paragraph(element, table)
        paragraph.paragraph_format.line_spacing = 1.0
        for run in paragraph.runs:
            if run.text.strip("█░") == "" and run.text:
                run.font.size, run.font.color.rgb = Pt(7), TEAL


def _bar(percent: Decimal | None, blocks: int = BAR_BLOCKS) -> str:
    if percent is None:
        return ""
    full = int(percent * blocks / 100 + Decimal("0.5"))
    return "█" * full + "░" * (blocks - full)
