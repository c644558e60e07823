"""The report of an interview, and of a candidate over their rounds, as page and Word file show them.

Everything comes out of :mod:`interviews.outcome.reports`: what the reader may not see is not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from interviews.models import Candidate, Decision, Interview
from interviews.models.interviews import InterviewWithOwnState
from interviews.outcome.pages.decisions import DecisionsMixin, decisions_of
from interviews.outcome.reports.interview import InterviewReport, interview_report, interview_reports
from interviews.outcome.rules.charts import MOST_SERIES, Profile, build_profile
from interviews.outcome.rules.findings import Findings, findings_of
from interviews.outcome.rules.results import ItemReport, PointMark, SubtotalReport
from interviews.scoring import Scale


@dataclass(frozen=True, slots=True)
class PointRow:
    """A rubric point with the mark of everybody, in the order of the report's members."""

    point: PointMark
    values: tuple[str, ...]

    @property
    def shown(self) -> bool:
        """Whether the table shows the point: red flags only when somebody saw them."""
        return not self.point.red_flag or any(value in ("met", "partly") for value in self.values)


@dataclass(frozen=True, slots=True)
class QuestionTable:
    """A question with its points as the rows of a table."""

    item: ItemReport
    points: tuple[PointRow, ...]


@dataclass(frozen=True, slots=True)
class InterviewPage(DecisionsMixin):
    """``decisions``: oldest first. ``profile_of``: what the axes of the chart are, as a heading."""

    report: InterviewReport
    findings: Findings
    decisions: tuple[Decision, ...]
    profile: Profile
    profile_of: str

    @property
    def interview(self) -> Interview:
        return self.report.interview

    @property
    def scored(self) -> bool:
        return bool(self.report.members)

    @property
    def questions(self) -> tuple[QuestionTable, ...]:
        return tuple(
            QuestionTable(
                item,
                tuple(
                    PointRow(point, tuple(response.marks[index].value for response in item.responses))
                    for index, point in enumerate(item.points)
                ),
            )
            for item in self.report.items
        )


@dataclass(frozen=True, slots=True)
class ReportedRound:
    """One interview of a candidate. ``page`` is None while the reader is blind, and where it is cancelled."""

    number: int
    interview: InterviewWithOwnState
    page: InterviewPage | None

    @property
    def name(self) -> str:
        """What the round is called, its number where it has no name."""
        return self.interview.round or _("Round %(number)s") % {"number": self.number}


@dataclass(frozen=True, slots=True)
class CandidatePage:
    """A candidate's rounds by time; ``profile`` has a series for each of the last ones with a result."""

    candidate: Candidate
    rounds: tuple[ReportedRound, ...]
    profile: Profile
    profile_of: str

    @property
    def scored(self) -> tuple[ReportedRound, ...]:
        return tuple(round_ for round_ in self.rounds if round_.page is not None and round_.page.scored)

    @property
    def latest(self) -> ReportedRound | None:
        """The last round that has a result."""
        return self.scored[-1] if self.scored else None

    @property
    def one_sheet(self) -> bool:
        """Whether the rounds with a result used the same sheet version."""
        return len({round_.interview.sheet_id for round_ in self.scored}) < 2


def interview_page(interview: Interview, user: User) -> InterviewPage:
    """At most 11 queries. Give the interview with its candidate's position and its sheet selected."""
    report = interview_report(interview, user)
    return _page(report, decisions_of(user, [interview]))


def candidate_page(candidate_id: int, user: User) -> CandidatePage:
    """All rounds the user may know of, with their results read together in at most 12 queries.

    Raises Candidate.DoesNotExist.
    """
    interviews = list(
        Interview.objects.visible_to(user)
        .with_own_state(user)
        .filter(candidate__pk=candidate_id)
        .select_related("candidate__position", "sheet")
        .order_by("starts_at", "pk")
    )
    if interviews:
        candidate = interviews[0].candidate
    else:
        candidate = Candidate.objects.select_related("position").get(pk=candidate_id)
    readable = [interview for interview in interviews if not interview.blind and not interview.called_off]
    decisions = decisions_of(user, readable)
    reports = interview_reports(readable, user)
    pages = {pk: _page(report, decisions) for pk, report in reports.items()}
    rounds = tuple(
        ReportedRound(number, interview, pages.get(interview.pk))
        for number, interview in enumerate(interviews, start=1)
    )
    scored = [(round_, round_.page) for round_ in rounds if round_.page is not None and round_.page.scored]
    scored = scored[-MOST_SERIES:]
    by_competency = any(page.report.competencies for _round, page in scored)
    scales = {page.report.scale for _round, page in scored}
    chart = build_profile(
        [
            (_series_name(round_), _percents(_rows(page.report, by_competency=by_competency)))
            for round_, page in scored
        ],
        _mark(scales.pop()) if len(scales) == 1 else None,
    )
    return CandidatePage(candidate, rounds, chart, _heading(by_competency=by_competency))


def _page(report: InterviewReport, decisions: Iterable[Decision]) -> InterviewPage:
    by_competency = bool(report.competencies)
    rows = _rows(report, by_competency=by_competency) if report.members else ()
    return InterviewPage(
        report=report,
        findings=findings_of(report.items, report.scale),
        decisions=tuple(decision for decision in decisions if decision.interview_id == report.interview.pk),
        profile=build_profile([(_("Result"), _percents(rows))], _mark(report.scale)),
        profile_of=_heading(by_competency=by_competency),
    )


def _rows(report: InterviewReport, *, by_competency: bool) -> tuple[SubtotalReport, ...]:
    """What the result is made of: competencies, or categories where no question names any."""
    return report.competencies if by_competency else report.categories


def _heading(*, by_competency: bool) -> str:
    return _("By competency") if by_competency else _("By category")


def _percents(rows: Iterable[SubtotalReport]) -> dict[str, Decimal | None]:
    return {row.name: row.percent for row in rows}


def _mark(scale: Scale) -> tuple[str, Decimal]:
    """The lowest band there is to reach."""
    lowest = scale.bands[-1]
    return lowest.name, scale.opens_at(lowest)


def _series_name(round_: ReportedRound) -> str:
    return f"{Truncator(round_.name).chars(12)} {localtime(round_.interview.starts_at):%Y-%m-%d}"
