"""What an interview's result consists of: plain values, read by interviews/outcome/reports."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

from interviews import scoring
from interviews.common.rules.resting import is_outdated
from interviews.common.rules.tied_notes import tied_notes
from interviews.outcome.rules.spread import is_disagreement, is_wide, spread_of

#: The action in the audit trail by which a :class:`Reopening` is found.
REOPEN = "scorecard.reopen"


def minutes_and_seconds(seconds: int) -> str:
    """Minutes and seconds: 245 is 4:05."""
    return f"{seconds // 60}:{seconds % 60:02d}"


@dataclass(frozen=True, slots=True)
class PointMark:
    """How one rubric point was marked; ``value`` is "" where nobody judged it. ``weight``: of a checklist."""

    text: str
    level: int | None
    red_flag: bool
    value: str
    weight: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class ResponseReport:
    """What one panel member recorded on one question. ``seconds``: time spent."""

    member_id: int
    name: str
    rating: Decimal | None
    suggested: Decimal | None
    notes: str
    evidence: str
    reason: str
    flag_note: str
    not_asked: bool
    not_asked_reason: str
    probes_used: tuple[str, ...]
    seconds: int
    marks: tuple[PointMark, ...]
    disqualifies: bool

    @property
    def points(self) -> tuple[PointMark, ...]:
        """The marks that count towards the suggestion."""
        return tuple(mark for mark in self.marks if not mark.red_flag)

    @property
    def tied(self) -> tuple[tuple[PointMark, tuple[str, ...]], ...]:
        """The points that the notes speak of, with their words; numbered as on the scoring page."""
        words = tied_notes(self.notes)
        shown = sorted(self.marks, key=lambda mark: (mark.red_flag, mark.level or 0))
        return tuple((mark, words[number]) for number, mark in enumerate(shown, start=1) if number in words)

    @property
    def red_flags(self) -> tuple[PointMark, ...]:
        """The red flags that appeared."""
        return tuple(mark for mark in self.marks if mark.red_flag and mark.value in ("met", "partly"))

    @property
    def deviates(self) -> bool:
        """Whether the rating differs from what the marks suggest."""
        return self.rating is not None and self.suggested is not None and self.rating != self.suggested

    @property
    def spent(self) -> str:
        return minutes_and_seconds(self.seconds)

    def count(self, value: str) -> int:
        """How many counting points were marked so."""
        return sum(1 for mark in self.points if mark.value == value)

    @property
    def met(self) -> int:
        return self.count("met")

    @property
    def partly(self) -> int:
        return self.count("partly")

    @property
    def missed(self) -> int:
        return self.count("missed")

    @property
    def unmarked(self) -> int:
        return self.count("")


@dataclass(frozen=True, slots=True)
class GivenRating:
    """What a panel member had given when something was agreed; ``rating`` None: nothing, or not asked."""

    member_id: int
    name: str
    rating: Decimal | None


def ratings_fingerprint(ratings: Iterable[tuple[int, Decimal | None]]) -> str:
    """Of what each member (by id) gave on a question, for a form to carry what its writer had before them."""
    given = sorted(
        (member, "" if rating is None else f"{rating.normalize():f}") for member, rating in ratings
    )
    return hashlib.sha256(repr(given).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class ChangedRating:
    """A rating that is another one than when the panel agreed; None: none was given, or it counts no more."""

    name: str
    before: Decimal | None
    after: Decimal | None

    def __str__(self) -> str:
        before, after = ("–" if rating is None else rating for rating in (self.before, self.after))
        return f"{self.name} {before} → {after}"


@dataclass(frozen=True, slots=True)
class AgreedRating:
    """A consensus the panel agreed on (``rating`` None: it was taken back, the mean counts again).

    ``crossed``: two people wrote at once; its writer had not seen the row that was newest by then.
    ``rests_on``: what everybody had given by then; None where that was not remembered.
    """

    row: int
    rating: Decimal | None
    reason: str
    by: str
    at: datetime
    crossed: bool = False
    rests_on: tuple[GivenRating, ...] | None = None


@dataclass(frozen=True, slots=True)
class ItemReport:
    """One question over the panel; ``responses`` stand in the order of the report's members.

    ``agreed``: every consensus that was written, oldest first; the newest counts.
    """

    item_id: int
    number: int
    code: str
    text: str
    section: str
    category: str
    competencies: tuple[str, ...]
    weight: Decimal
    rubric_kind: str
    minutes: int
    points: tuple[PointMark, ...]
    responses: tuple[ResponseReport, ...]
    mean: Decimal | None
    agreed: tuple[AgreedRating, ...] = ()
    #: A few words that tell it from the others.
    title: str = ""

    @property
    def consensus(self) -> AgreedRating | None:
        """The consensus that counts, if there is one."""
        newest = self.agreed[-1] if self.agreed else None
        return newest if newest is not None and newest.rating is not None else None

    @property
    def crossed(self) -> tuple[AgreedRating, ...]:
        """What others wrote while the row that counts was being written, newest first: its writer had not
        seen it. With the next row, which has, this is settled."""
        newest_first = self.agreed[::-1]
        unseen = [earlier for later, earlier in pairwise(newest_first) if later.crossed]
        return tuple(unseen[: next((n for n, row in enumerate(newest_first) if not row.crossed), 0)])

    @property
    def seen(self) -> int:
        """The newest row there is, 0 for none: what a writer of the next one has before them."""
        return self.agreed[-1].row if self.agreed else 0

    @property
    def seen_ratings(self) -> str:
        """The ratings the writer of a consensus has before them."""
        return ratings_fingerprint((given.member_id, given.rating) for given in self.responses)

    @property
    def asked(self) -> bool:
        return any(response.rating is not None for response in self.responses)

    @property
    def to_agree(self) -> bool:
        """Too far apart to be left to the mean, or agreed on when the ratings were others."""
        return bool(self.changed_since) if self.consensus else self.wide

    @property
    def changed_since(self) -> tuple[ChangedRating, ...]:
        """The ratings that are no longer those which the consensus that counts rests on."""
        now = tuple(GivenRating(given.member_id, given.name, given.rating) for given in self.responses)
        if self.consensus is None or not is_outdated(self.consensus.rests_on, now):
            return ()
        return changed_ratings(self.consensus.rests_on or (), now)

    @property
    def spread(self) -> Decimal | None:
        """Highest less lowest rating; None while fewer than two people rated."""
        return spread_of(response.rating for response in self.responses)

    @property
    def differs(self) -> bool:
        """Far enough apart to be a disagreement."""
        return is_disagreement(self.spread)

    @property
    def wide(self) -> bool:
        """So far apart that it has to be talked over."""
        return is_wide(self.spread)


def changed_ratings(before: Iterable[GivenRating], after: Iterable[GivenRating]) -> tuple[ChangedRating, ...]:
    """Whose ratings differ, in the order of ``after``, then who is gone."""
    first, last = ({given.member_id: given for given in ratings} for ratings in (before, after))
    return tuple(
        ChangedRating(
            given.name,
            first[member].rating if member in first else None,
            last[member].rating if member in last else None,
        )
        for member, given in (last | first).items()
        if (first[member].rating if member in first else None)
        != (last[member].rating if member in last else None)
    )


@dataclass(frozen=True, slots=True)
class MemberReport:
    """One panel member who has submitted. ``earlier`` are the versions before the one that counts,
    ``version`` (None: there is no record of it)."""

    member_id: int
    scorecard_id: int
    user_id: int
    name: str
    lead: bool
    submitted_at: datetime | None
    total: scoring.Total
    seconds: int
    earlier: tuple[int, ...]
    version: int | None = None

    @property
    def spent(self) -> str:
        return minutes_and_seconds(self.seconds)


@dataclass(frozen=True, slots=True)
class Reopening:
    """A scorecard that was reopened: whose, by whom, why, and which version was submitted before."""

    scorecard_id: int
    name: str
    by: str
    at: datetime
    reason: str
    version: int | None


@dataclass(frozen=True, slots=True)
class Admission:
    """Somebody (name) whom ``by`` seated although they had read scores of the interview."""

    name: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class LeftMember:
    """Somebody who left the panel, by themselves (``by`` is "") or taken off; their scorecard counts nowhere.

    ``readable``: the reader may see what they had recorded. ``reason`` is "" for whom it is not.
    """

    member_id: int
    name: str
    at: datetime
    by: str
    reason: str
    readable: bool
    had_submitted: bool


@dataclass(frozen=True, slots=True)
class SubtotalReport:
    """A category or competency: the mean, and each member's percent (None: asked nothing of it)."""

    name: str
    percent: Decimal | None
    members: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Disqualification:
    """A rating below the floor: on which question, by whom ("": the panel's consensus), with what."""

    number: int
    text: str
    name: str
    rating: Decimal
