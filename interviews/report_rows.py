"""What the reports of some interviews are made of, read for one person in as few queries as one takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import QuerySet

from accounts.models import AuditEvent, User
from interviews.deviations import MemberDeviations
from interviews.models import (
    Consensus,
    Interview,
    Mark,
    PanelMember,
    Response,
    Scorecard,
    SheetItem,
    SubmittedVersion,
)
from interviews.reports_panel import deviations, left_members
from interviews.results import (
    AgreedRating,
    LeftMember,
    Reopening,
)
from interviews.services.reopening import REOPEN


def submitted_to(user: User) -> QuerySet[Scorecard]:
    """The submitted scorecards the user may see."""
    return Scorecard.objects.visible_to(user).filter(status=Scorecard.Status.SUBMITTED)


_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Recorded:
    """A response with its marks by point id, as read from the database."""

    response: Response
    marks: Mapping[int, str]


#: (scorecard id, item id) → what was recorded.
Responses = dict[tuple[int, int], Recorded]
#: Item id → every consensus written on it, oldest first.
Agreed = dict[int, tuple[AgreedRating, ...]]


@dataclass(frozen=True, slots=True)
class Rows:
    """All that the reports of some interviews are made of: by interview id where nothing else is said.

    ``items`` are by sheet id, ``versions`` and ``deviations`` by scorecard id.
    """

    seats: defaultdict[int, list[PanelMember]]
    cards: defaultdict[int, list[Scorecard]]
    items: defaultdict[int, list[SheetItem]]
    responses: defaultdict[int, Responses]
    agreed: defaultdict[int, Agreed]
    versions: defaultdict[int, list[int]]
    reopenings: defaultdict[int, list[Reopening]]
    deviations: Mapping[int, MemberDeviations]
    left: defaultdict[int, list[LeftMember]]


def read_rows(interviews: Sequence[Interview], user: User) -> Rows:
    members = PanelMember.objects.filter(interview__in=interviews).select_related("user", "withdrawn_by")
    seats = list(members.order_by("-lead", "pk"))
    cards = list(
        submitted_to(user)
        .filter(member__interview__in=interviews)
        .select_related("member__user")
        .order_by("-member__lead", "member__pk")
    )
    sheet_items = SheetItem.objects.filter(sheet__in={one.sheet_id for one in interviews})
    items = _grouped(sheet_items.prefetch_related("points").order_by("position"), lambda item: item.sheet_id)
    sheet_of = {one.pk: one.sheet_id for one in interviews}
    responses = _responses(user, cards)
    return Rows(
        seats=_grouped(seats, lambda member: member.interview_id),
        cards=_grouped(cards, lambda card: card.member.interview_id),
        items=items,
        responses=responses,
        agreed=_agreed(user, interviews),
        versions=_versions(user, interviews),
        reopenings=_reopenings(user, seats),
        deviations=deviations(
            user,
            [(card, items[sheet_of[card.member.interview_id]]) for card in cards],
            {key: one.response for found in responses.values() for key, one in found.items()},
        ),
        left=left_members(user, seats),
    )


def _grouped(rows: Iterable[_Row], key: Callable[[_Row], int]) -> defaultdict[int, list[_Row]]:
    """The rows by this id, each group in their order."""
    groups: defaultdict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def _responses(user: User, cards: list[Scorecard]) -> defaultdict[int, Responses]:
    marks: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for mark in Mark.objects.visible_to(user).filter(response__scorecard__in=cards):
        marks[mark.response_id][mark.point_id] = mark.value
    interview_of = {card.pk: card.member.interview_id for card in cards}
    found: defaultdict[int, Responses] = defaultdict(dict)
    for one in Response.objects.visible_to(user).filter(scorecard__in=cards):
        recorded = Recorded(one, marks[one.pk])
        found[interview_of[one.scorecard_id]][one.scorecard_id, one.item_id] = recorded
    return found


def _agreed(user: User, interviews: Sequence[Interview]) -> defaultdict[int, Agreed]:
    found: defaultdict[int, Agreed] = defaultdict(dict)
    for row in Consensus.objects.visible_to(user).filter(interview__in=interviews).order_by("pk"):
        earlier = found[row.interview_id].get(row.item_id, ())
        crossed = row.after_id != (earlier[-1].row if earlier else None)
        one = AgreedRating(row.pk, row.rating, row.reason, row.by_name, row.at, crossed)
        found[row.interview_id][row.item_id] = (*earlier, one)
    return found


def _versions(user: User, interviews: Sequence[Interview]) -> defaultdict[int, list[int]]:
    """Scorecard id → the numbers of its submitted versions, oldest first."""
    versions: defaultdict[int, list[int]] = defaultdict(list)
    kept = SubmittedVersion.objects.visible_to(user).filter(scorecard__member__interview__in=interviews)
    for scorecard_id, number in kept.order_by("number").values_list("scorecard_id", "number"):
        versions[scorecard_id].append(number)
    return versions


def _reopenings(user: User, seats: Iterable[PanelMember]) -> defaultdict[int, list[Reopening]]:
    """Interview id → what was reopened; told to those who may read the version that was."""
    members = {member.pk: member for member in seats}
    seen = dict(
        SubmittedVersion.objects.visible_to(user)
        .filter(scorecard__member__in=list(members))
        .values_list("scorecard_id", "scorecard__member_id")
    )
    events = AuditEvent.objects.filter(
        action=REOPEN, object_type=Scorecard._meta.label_lower, object_id__in=[str(pk) for pk in seen]
    ).order_by("at", "pk")
    found: defaultdict[int, list[Reopening]] = defaultdict(list)
    for event in events:
        member = members[seen[int(event.object_id)]]
        found[member.interview_id].append(
            Reopening(
                scorecard_id=int(event.object_id),
                name=str(member.user),
                by=event.actor_name,
                at=event.at,
                reason=event.reason,
                version=(event.before or {}).get("version"),
            )
        )
    return found
