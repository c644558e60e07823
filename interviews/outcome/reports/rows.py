"""The rows that reports are made of, read for one person; several interviews take as many queries as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef

from accounts.audit_visibility import readable_by
from accounts.models import User
from interviews.models import (
    Consensus,
    ExtraQuestion,
    Interview,
    Mark,
    PanelMember,
    Response,
    Scorecard,
    SheetItem,
    SubmittedVersion,
)
from interviews.outcome.reports.panel import deviations, left_members, with_first_touch, with_withheld
from interviews.outcome.rules.deviations import MemberDeviations
from interviews.outcome.rules.results import REOPEN, AgreedRating, GivenRating, LeftMember, Reopening

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class RecordedResponse:
    """A response with its marks by point id, and when something was first entered on it."""

    response: Response
    marks: Mapping[int, str]
    first_touch: datetime | None = None


#: (scorecard id, item id) → what was recorded.
Responses = dict[tuple[int, int], RecordedResponse]
#: Item id → every consensus written on it, oldest first.
AgreedByItem = dict[int, tuple[AgreedRating, ...]]


@dataclass(frozen=True, slots=True)
class ReportRows:
    """All that the reports of some interviews are made of: by interview id where nothing else is said.

    ``items`` are by sheet id, ``versions`` and ``deviations`` by scorecard id.
    """

    seats: defaultdict[int, list[PanelMember]]
    cards: defaultdict[int, list[Scorecard]]
    items: defaultdict[int, list[SheetItem]]
    responses: defaultdict[int, Responses]
    agreed: defaultdict[int, AgreedByItem]
    versions: defaultdict[int, list[int]]
    reopenings: defaultdict[int, list[Reopening]]
    deviations: Mapping[int, MemberDeviations]
    left: defaultdict[int, list[LeftMember]]


def read_report_rows(interviews: Sequence[Interview], user: User) -> ReportRows:
    """Everything the user may see of these interviews, in at most 10 queries."""
    members = PanelMember.objects.filter(interview__in=interviews).select_related(
        "user", "withdrawn_by", "admitted_by"
    )
    members = members.with_assembled()
    seats = list(with_withheld(members, user).order_by("-lead", "pk"))
    readable = list(
        Scorecard.objects.visible_to(user)
        .filter(member__interview__in=interviews)
        .annotate(added=Exists(ExtraQuestion.objects.filter(scorecard=OuterRef("pk"), removed=False)))
        .select_related("member__user")
        .order_by("-member__lead", "member__pk")
    )
    cards = [card for card in readable if card.submitted]
    sheet_items = SheetItem.objects.filter(sheet__in={interview.sheet_id for interview in interviews})
    items = _grouped(sheet_items.prefetch_related("points").order_by("position"), lambda item: item.sheet_id)
    sheet_of = {interview.pk: interview.sheet_id for interview in interviews}
    responses = _responses(user, cards)
    versions, owners = _versions(user, interviews)
    # A scorecard that was reopened has a second version by now, or is not submitted.
    submitted_once = {card.pk for card in cards if len(versions[card.pk]) == 1}
    member_of = {member.pk: member for member in seats}
    reopened = {
        pk: member_of[owner]
        for pk, owner in owners.items()
        if pk not in submitted_once and owner in member_of
    }
    return ReportRows(
        seats=_grouped(seats, lambda member: member.interview_id),
        cards=_grouped(cards, lambda card: card.member.interview_id),
        items=items,
        responses=responses,
        agreed=_agreed(user, interviews),
        versions=versions,
        reopenings=_reopenings(user, reopened),
        deviations=deviations(
            user,
            [(card, items[sheet_of[card.member.interview_id]]) for card in cards],
            {
                key: (recorded.response, recorded.first_touch)
                for by_key in responses.values()
                for key, recorded in by_key.items()
            },
        ),
        left=left_members(user, seats, readable),
    )


def _grouped(rows: Iterable[_Row], key: Callable[[_Row], int]) -> defaultdict[int, list[_Row]]:
    """The rows by this id, each group in their order."""
    groups: defaultdict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def _responses(user: User, cards: Sequence[Scorecard]) -> defaultdict[int, Responses]:
    marks: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for mark in Mark.objects.visible_to(user).filter(response__scorecard__in=cards):
        marks[mark.response_id][mark.point_id] = mark.value
    interview_of = {card.pk: card.member.interview_id for card in cards}
    by_interview: defaultdict[int, Responses] = defaultdict(dict)
    responses = Response.objects.visible_to(user).filter(scorecard__in=cards)
    for response in with_first_touch(responses):
        recorded = RecordedResponse(response, marks[response.pk], response.first_touch)
        by_interview[interview_of[response.scorecard_id]][response.scorecard_id, response.item_id] = recorded
    return by_interview


def _agreed(user: User, interviews: Sequence[Interview]) -> defaultdict[int, AgreedByItem]:
    by_interview: defaultdict[int, AgreedByItem] = defaultdict(dict)
    for row in Consensus.objects.visible_to(user).filter(interview__in=interviews).order_by("pk"):
        earlier = by_interview[row.interview_id].get(row.item_id, ())
        crossed = row.after_id != (earlier[-1].row if earlier else None)
        agreed = AgreedRating(
            row.pk, row.rating, row.reason, row.by_name, row.at, crossed, given_ratings(row.rests_on)
        )
        by_interview[row.interview_id][row.item_id] = (*earlier, agreed)
    return by_interview


def given_ratings(rests_on: list[dict[str, Any]] | None) -> tuple[GivenRating, ...] | None:
    """What a consensus rests on, as its row keeps it (:class:`~interviews.models.Consensus`)."""
    if rests_on is None:
        return None
    return tuple(
        GivenRating(
            given["member"], given["name"], None if given["rating"] is None else Decimal(given["rating"])
        )
        for given in rests_on
    )


def _versions(
    user: User, interviews: Sequence[Interview]
) -> tuple[defaultdict[int, list[int]], dict[int, int]]:
    """Scorecard id → the numbers of its submitted versions, oldest first; and → whose it is (member id)."""
    versions: defaultdict[int, list[int]] = defaultdict(list)
    owners: dict[int, int] = {}
    submitted = SubmittedVersion.objects.visible_to(user).filter(scorecard__member__interview__in=interviews)
    rows = submitted.order_by("number").values_list("scorecard_id", "scorecard__member_id", "number")
    for scorecard_id, member_id, number in rows:
        versions[scorecard_id].append(number)
        owners[scorecard_id] = member_id
    return versions, owners


def _reopenings(user: User, reopened: Mapping[int, PanelMember]) -> defaultdict[int, list[Reopening]]:
    """Interview id → what was reopened, of these (scorecard id → whose), in one query where there are any.

    Only for those who may read the version that was submitted before.
    """
    reopenings: defaultdict[int, list[Reopening]] = defaultdict(list)
    if not reopened:
        return reopenings
    events = readable_by(user).filter(
        action=REOPEN, object_type=Scorecard._meta.label_lower, object_id__in=[str(pk) for pk in reopened]
    )
    for event in events.order_by("at", "pk"):
        member = reopened[int(event.object_id)]
        reopenings[member.interview_id].append(
            Reopening(
                scorecard_id=int(event.object_id),
                name=str(member.user),
                by=event.actor_name,
                at=event.at,
                reason=event.reason,
                version=(event.before or {}).get("version"),
            )
        )
    return reopenings
