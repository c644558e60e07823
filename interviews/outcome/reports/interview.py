"""An interview's result, read for one person: what they may see and nothing else.

Pages, print and exports show these values. Scorecards come through ``visible_to(user)`` and only when
submitted (:mod:`interviews.outcome.reports.rows`), so a report built for somebody who is still blind is
empty by construction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from accounts.models import User
from common.spacing import join_sentences
from interviews import scoring
from interviews.models import (
    Interview,
    PanelMember,
    Response,
    Scorecard,
    SheetItem,
    SheetPoint,
)
from interviews.outcome.reports.rows import (
    AgreedByItem,
    RecordedResponse,
    ReportRows,
    Responses,
    read_report_rows,
)
from interviews.outcome.rules.deviations import MemberDeviations
from interviews.outcome.rules.results import (
    Admission,
    Disqualification,
    ItemReport,
    LeftMember,
    MemberReport,
    PointMark,
    Reopening,
    ResponseReport,
    SubtotalReport,
)
from qbank.questions.rules.short_titles import chosen_titles


def interview_report(interview: Interview, user: User) -> InterviewReport:
    """Build the result of ``interview`` as ``user`` may see it, in at most 10 queries.

    Give the interview with its candidate's position and its sheet selected.
    """
    return interview_reports([interview], user)[interview.pk]


def interview_reports(interviews: Sequence[Interview], user: User) -> dict[int, InterviewReport]:
    """Interview id → its result as ``user`` may see it, all of them read together in at most 10 queries."""
    rows = read_report_rows(interviews, user)
    return {interview.pk: _report(interview, rows) for interview in interviews}


def _report(interview: Interview, rows: ReportRows) -> InterviewReport:
    cards, items = rows.cards[interview.pk], rows.items[interview.sheet_id]
    responses, agreed = rows.responses[interview.pk], rows.agreed[interview.pk]
    panel = [member for member in rows.seats[interview.pk] if not member.withdrawn]
    scale = scoring.Scale.from_json(interview.sheet.scale)
    ratings = {key: recorded.response.rating for key, recorded in responses.items()}
    result = scoring.result_of(
        [scored(card, items, ratings) for card in cards], _consensus_ratings(agreed, items, cards), scale
    )
    members = _members(cards, responses, rows.versions, result.mean)
    questions = _items(items, cards, responses, result.mean, agreed, scale)
    return InterviewReport(
        interview=interview,
        scale=scale,
        panel_size=len(panel),
        members=members,
        waiting=_names_waiting(panel, cards),
        assemblers=tuple(str(member.user) for member in panel if member.assembled),
        admissions=tuple(
            Admission(str(member.user), str(member.admitted_by), member.admitted_reason)
            for member in rows.seats[interview.pk]
            if member.admitted_by is not None
        ),
        items=questions,
        total=result.total,
        mean_total=result.mean.total,
        categories=_subtotals(result.total.categories, [m.total.categories for m in members]),
        competencies=_subtotals(result.total.competencies, [m.total.competencies for m in members]),
        disqualifications=_disqualifications(questions, result.total),
        reopenings=tuple(rows.reopenings[interview.pk]),
        deviations=tuple(rows.deviations[card.pk] for card in cards if card.pk in rows.deviations),
        left=tuple(rows.left[interview.pk]),
    )


def _consensus_ratings(
    agreed: AgreedByItem, items: list[SheetItem], cards: list[Scorecard]
) -> dict[int, Decimal]:
    """The consensus ratings that count. With no scorecard to stand on, none does."""
    newest = {item.pk: agreed[item.pk][-1].rating for item in items if cards and item.pk in agreed}
    return {item_id: rating for item_id, rating in newest.items() if rating is not None}


def scored(
    card: Scorecard, items: Iterable[SheetItem], ratings: Mapping[tuple[int, int], Decimal | None]
) -> scoring.Scorecard:
    """What a scorecard counts as; ``ratings`` by (scorecard, item), None or missing where none was given."""
    return scoring.Scorecard(
        member_id=card.member_id,
        items=tuple(
            scoring.ItemResult(
                item_id=item.pk,
                weight=item.weight,
                rating=ratings.get((card.pk, item.pk)),
                category=item.category,
                competencies=tuple(item.competencies),
                rubric_kind=item.rubric_kind,
            )
            for item in items
        ),
    )


def _members(
    cards: list[Scorecard], responses: Responses, versions: Mapping[int, list[int]], mean: scoring.Mean
) -> tuple[MemberReport, ...]:
    totals = dict(mean.members)
    return tuple(
        MemberReport(
            member_id=card.member_id,
            scorecard_id=card.pk,
            user_id=card.member.user_id,
            name=str(card.member.user),
            lead=card.member.lead,
            submitted_at=card.submitted_at,
            total=totals[card.member_id],
            seconds=sum(
                recorded.response.seconds
                for (card_id, _), recorded in responses.items()
                if card_id == card.pk
            ),
            earlier=tuple(versions[card.pk][:-1]),
            version=versions[card.pk][-1] if versions[card.pk] else None,
        )
        for card in cards
    )


def _items(
    items: list[SheetItem],
    cards: list[Scorecard],
    responses: Responses,
    mean: scoring.Mean,
    agreed: AgreedByItem,
    scale: scoring.Scale,
) -> tuple[ItemReport, ...]:
    means = {item_mean.item_id: item_mean.shown for item_mean in mean.items}
    titles = chosen_titles([(item.short_title, item.text) for item in items])
    return tuple(
        ItemReport(
            item_id=item.pk,
            number=number,
            code=item.code,
            text=item.text,
            section=item.section,
            category=item.category,
            competencies=tuple(item.competencies),
            weight=item.weight,
            rubric_kind=item.rubric_kind,
            minutes=item.minutes,
            points=tuple(_point_mark(point, {}) for point in item.points.all()),
            responses=tuple(_response(card, item, responses, scale) for card in cards),
            mean=means.get(item.pk),
            agreed=agreed.get(item.pk, ()),
            title=titles[number - 1],
        )
        for number, item in enumerate(items, start=1)
    )


def _response(card: Scorecard, item: SheetItem, responses: Responses, scale: scoring.Scale) -> ResponseReport:
    recorded = responses.get((card.pk, item.pk)) or RecordedResponse(Response(scorecard=card, item=item), {})
    response, marks = recorded.response, recorded.marks
    points = list(item.points.all())
    result = scoring.ItemResult(item.pk, item.weight, response.rating, rubric_kind=item.rubric_kind)
    return ResponseReport(
        member_id=card.member_id,
        name=str(card.member.user),
        rating=response.rating,
        suggested=_suggested(item.rubric_kind, points, marks, scale),
        notes=response.notes,
        evidence=response.evidence,
        reason=response.reason,
        flag_note=response.flag_note,
        not_asked=response.not_asked,
        not_asked_reason=response.not_asked_reason,
        probes_used=tuple(item.probes[n] for n in response.probes_used if 0 <= n < len(item.probes)),
        seconds=response.seconds,
        marks=tuple(_point_mark(point, marks) for point in points),
        disqualifies=result.below_floor(scale),
    )


def _suggested(
    rubric_kind: str, points: Iterable[SheetPoint], marks: Mapping[int, str], scale: scoring.Scale
) -> Decimal | None:
    suggestion = scoring.suggest(
        rubric_kind,
        [scoring.Point(p.pk, weight=p.weight, level=p.level, red_flag=p.red_flag) for p in points],
        {point_id: scoring.Mark(value) for point_id, value in marks.items()},
        scale,
    )
    return suggestion.rating if suggestion else None


def _point_mark(point: SheetPoint, marks: Mapping[int, str]) -> PointMark:
    return PointMark(point.text, point.level, point.red_flag, marks.get(point.pk, ""), point.weight)


def _names_waiting(panel: list[PanelMember], cards: list[Scorecard]) -> tuple[str, ...]:
    submitted = {card.member_id for card in cards}
    return tuple(str(member.user) for member in panel if member.pk not in submitted)


def _subtotals(
    means: Iterable[scoring.Subtotal], members: list[tuple[scoring.Subtotal, ...]]
) -> tuple[SubtotalReport, ...]:
    by_name = [{own.name: own.percent for own in subtotals} for subtotals in members]
    return tuple(
        SubtotalReport(mean.name, mean.percent, tuple(percents.get(mean.name) for percents in by_name))
        for mean in means
    )


def _disqualifications(items: Iterable[ItemReport], total: scoring.Total) -> tuple[Disqualification, ...]:
    """The ratings that disqualify: a question's consensus where there is one, else each member's."""
    disqualifications: list[Disqualification] = []
    for item in items:
        if item.item_id not in total.disqualified_by:
            continue
        if item.consensus and item.consensus.rating is not None:
            disqualifications.append(Disqualification(item.number, item.text, "", item.consensus.rating))
            continue
        disqualifications += [
            Disqualification(item.number, item.text, response.name, response.rating)
            for response in item.responses
            if response.disqualifies and response.rating is not None
        ]
    return tuple(disqualifications)


@dataclass(frozen=True, slots=True)
class InterviewReport:
    """The whole result. ``total`` is what counts: per question the consensus, else the mean over ``members``;
    ``mean_total`` is of the means alone. ``waiting`` have not submitted."""

    interview: Interview
    scale: scoring.Scale
    panel_size: int
    members: tuple[MemberReport, ...]
    waiting: tuple[str, ...]
    #: Who sits on the panel and helped put its sheet together.
    assemblers: tuple[str, ...]
    #: Who was seated although they had read scores.
    admissions: tuple[Admission, ...]
    items: tuple[ItemReport, ...]
    total: scoring.Total
    mean_total: scoring.Total
    categories: tuple[SubtotalReport, ...]
    competencies: tuple[SubtotalReport, ...]
    disqualifications: tuple[Disqualification, ...]
    reopenings: tuple[Reopening, ...]
    deviations: tuple[MemberDeviations, ...] = ()
    left: tuple[LeftMember, ...] = ()

    @property
    def complete(self) -> bool:
        return not self.waiting

    @property
    def wide_items(self) -> tuple[ItemReport, ...]:
        return tuple(item for item in self.items if item.wide)

    @property
    def agreed_items(self) -> tuple[ItemReport, ...]:
        """The questions that have a consensus."""
        return tuple(item for item in self.items if item.consensus)

    @property
    def settled_items(self) -> tuple[ItemReport, ...]:
        """The questions whose consensus rests on the ratings as they are."""
        return tuple(item for item in self.agreed_items if not item.changed_since)

    @property
    def outdated_items(self) -> tuple[ItemReport, ...]:
        """The questions whose consensus rests on ratings that have changed since."""
        return tuple(item for item in self.items if item.changed_since)

    @property
    def to_agree(self) -> tuple[ItemReport, ...]:
        """The questions that are still to be talked over."""
        return tuple(item for item in self.items if item.to_agree)

    def outlooks(self) -> dict[int, dict[Decimal | None, scoring.Outlook]]:
        """Item id → rating → the result if the panel agreed on that rating; None: on none there."""
        cards = [
            scoring.Scorecard(
                member.member_id,
                tuple(
                    scoring.ItemResult(
                        item.item_id,
                        item.weight,
                        item.responses[n].rating,
                        rubric_kind=item.rubric_kind,
                    )
                    for item in self.items
                ),
            )
            for n, member in enumerate(self.members)
        ]
        agreed = {
            item.item_id: item.consensus.rating
            for item in self.agreed_items
            if item.consensus and item.consensus.rating is not None
        }
        return scoring.outlooks(cards, agreed, self.scale)

    @property
    def rule_in_words(self) -> str:
        """How the result comes about (interviews/scoring), for wherever it is shown."""
        return join_sentences(
            (
                _("Each question counts with its consensus, else with the mean of those who asked it."),
                _(
                    "The result is the sum of weight × rating, divided by the sum of weight × %(highest)s, "
                    "over the questions that anybody asked."
                )
                % {"highest": self.scale.maximum},
                _(
                    "A question with levels rated below %(floor)s makes the result %(band)s whatever the "
                    "total: by its consensus, else by the rating of any one person."
                )
                % {"floor": self.scale.floor, "band": self.scale.lowest_band},
            )
        )

    @property
    def basis(self) -> dict[str, list[list[int | None]]]:
        """Which records this result rests on; another basis means that something was scored since."""
        return {
            "scorecards": sorted([member.scorecard_id, member.version] for member in self.members),
            "consensus": [[item.item_id, item.consensus.row] for item in self.items if item.consensus],
        }
