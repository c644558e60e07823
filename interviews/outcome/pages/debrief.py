"""The debrief as its page shows it: the report by disagreement, agreement in words, and what is next.

:func:`debrief_version` tells open pages, which ask every few seconds, whether anything changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from common.numbers import format_decimal
from interviews.access import InterviewPermissions, permissions_from_row
from interviews.common.progress import InterviewWithFactsAndOwnState, read_facts
from interviews.common.rules.stages import Action, InterviewFacts, Stage, allows, stage_of
from interviews.models import Consensus, Decision, DecisionAnswer, Interview
from interviews.outcome.forms import ConsensusForm
from interviews.outcome.pages.decisions import DecisionsMixin, decisions_of
from interviews.outcome.reports.interview import InterviewReport, interview_report
from interviews.outcome.rules.results import ItemReport
from interviews.outcome.services.consensus import consensus_refusal
from interviews.outcome.services.decisions import decision_refusal
from interviews.scoring import Outlook
from interviews.scoring.rounding import round_to_digits
from interviews.statistics import Agreement, agreement_level, krippendorff_alpha, mean_difference

#: The matrix in the order of disagreement, or as the sheet has it.
SORTS = ("spread", "sheet")


@dataclass(frozen=True, slots=True)
class ConsensusChoice:
    """A rating the panel could agree on, as its form sends it ("": none, the mean counts), and the whole
    result that would come of it. ``other_band``: that would be another one than now."""

    value: str
    label: str
    chosen: bool
    percent: Decimal | None
    band: str | None
    other_band: bool


@dataclass(frozen=True, slots=True)
class DebriefRow:
    """A question of the matrix; ``form`` is there for whoever may write its consensus, with the ratings to
    choose from."""

    item: ItemReport
    form: ConsensusForm | None
    choices: tuple[ConsensusChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class Debrief(DecisionsMixin):
    """``refusal``: what keeps HR from deciding, "" for nothing."""

    report: InterviewReport
    facts: InterviewFacts
    stage: Stage
    rows: tuple[DebriefRow, ...]
    sort: str
    only: bool
    agreement: Agreement | None
    difference: Decimal | None
    alpha: Decimal | None
    decisions: tuple[Decision, ...]
    refusal: str
    permissions: InterviewPermissions
    may_open: bool


def build_debrief(
    interview: InterviewWithFactsAndOwnState,
    user: User,
    asked: Mapping[str, str],
    sent: ConsensusForm | None = None,
    decisions: Sequence[Decision] | None = None,
) -> Debrief:
    """All the page shows. ``asked``: its query string (sort, only); ``sent``: a form that was refused;
    ``decisions``: where they were read already, the oldest first.

    Give the interview as it is now.
    """
    facts = read_facts(interview)
    permissions = permissions_from_row(user, interview)
    report = interview_report(interview, user)
    sort = asked.get("sort", "")
    sort, only = sort if sort in SORTS else SORTS[0], asked.get("only") == "1"
    may_write = permissions.may_agree and not consensus_refusal(facts)
    foreseen = report.outlooks() if may_write else {}
    units = [[response.rating for response in item.responses] for item in report.items]
    difference, alpha = mean_difference(units), krippendorff_alpha(units)
    return Debrief(
        report=report,
        facts=facts,
        stage=stage_of(facts),
        rows=tuple(
            _row(item, report, foreseen.get(item.item_id, {}), sent)
            for item in _sorted_items(report, sort)
            if not only or item.differs
        ),
        sort=sort,
        only=only,
        agreement=agreement_level(difference, report.scale.maximum - report.scale.minimum),
        difference=None if difference is None else round_to_digits(difference, 1),
        alpha=None if alpha is None else round_to_digits(alpha, 2),
        decisions=decisions_of(user, [interview]) if decisions is None else tuple(decisions),
        refusal=decision_refusal(facts, report),
        permissions=permissions,
        may_open=permissions.may_close and interview.closed and allows(stage_of(facts), Action.OPEN),
    )


def _sorted_items(report: InterviewReport, sort: str) -> list[ItemReport]:
    if sort == "sheet":
        return list(report.items)
    # Without two ratings there is nothing to disagree about: last.
    return sorted(report.items, key=lambda item: (item.spread is None, -(item.spread or 0), item.number))


def _row(
    item: ItemReport,
    report: InterviewReport,
    foreseen: Mapping[Decimal | None, Outlook],
    sent: ConsensusForm | None,
) -> DebriefRow:
    if not foreseen or not item.asked:
        return DebriefRow(item, None)
    form = _consensus_form(item, report, sent)
    chosen = form["rating"].value()
    ratings = (*report.scale.ratings(), None) if item.consensus else report.scale.ratings()
    return DebriefRow(
        item, form, tuple(_choice(rating, foreseen[rating], chosen, report.total.band) for rating in ratings)
    )


def _choice(
    rating: Decimal | None, outlook: Outlook, chosen: str | None, band: str | None
) -> ConsensusChoice:
    value = "" if rating is None else str(rating)
    return ConsensusChoice(
        value=value,
        label=format_decimal(rating) if rating is not None else "",
        chosen=value == chosen,
        percent=outlook.percent,
        band=outlook.band,
        other_band=outlook.band != band,
    )


def _consensus_form(item: ItemReport, report: InterviewReport, sent: ConsensusForm | None) -> ConsensusForm:
    if sent is not None and sent.number == item.number:
        return sent
    consensus = item.consensus
    return ConsensusForm(
        number=item.number,
        scale=report.scale,
        consensus=consensus.rating if consensus else None,
        reason=consensus.reason if consensus else "",
    )


@dataclass(frozen=True, slots=True)
class DebriefVersion:
    """Fingerprints for open pages: ``board`` changes with the scorecards, ``tag`` with anything shown."""

    board: str
    tag: str


def debrief_version(user: User, interview_id: int) -> DebriefVersion | None:
    """One query, rights included. None for whoever may not see the scorecards (any more)."""

    def newest(rows: QuerySet[Any]) -> Subquery:
        return Subquery(rows.order_by("-pk").values("pk")[:1])

    row = (
        Interview.objects.released_to(user)
        .filter(pk=interview_id)
        .annotate(
            submitted_count=Count("members", filter=Q(members__scorecard__status="submitted")),
            last=Max("members__scorecard__submitted_at", filter=Q(members__scorecard__status="submitted")),
            seats=Count("members", filter=Q(members__withdrawn_at__isnull=True)),
            agreed=newest(Consensus.objects.filter(interview=OuterRef("pk"))),
            decided=newest(Decision.objects.filter(interview=OuterRef("pk"))),
            answered=newest(DecisionAnswer.objects.filter(decision__interview=OuterRef("pk"))),
        )
        .values_list(
            "status", "closed_at", "submitted_count", "last", "seats", "agreed", "decided", "answered"
        )
        .first()
    )
    return None if row is None else DebriefVersion(board=_fingerprint(row[:5]), tag=_fingerprint(row))


def _fingerprint(values: tuple[Any, ...]) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]
