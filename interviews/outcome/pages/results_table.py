"""The results of many interviews as one table: a row for each question of each interview, as one person may
see them. Interviews are read some at a time: a long table takes no more memory than a short one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from interviews import scoring
from interviews.models import Decision, Interview, PanelMember, SheetItem
from interviews.models.visibility import is_blind_q
from interviews.outcome.pages.scores import AgreedNow, counting_consensus, given_by, submitted_cards
from interviews.outcome.reports.interview import scored

Value = str | float
#: Interviews that are read at once.
_AT_ONCE = 200


def exportable(interviews: QuerySet[Interview], user: User) -> QuerySet[Interview]:
    """Those that take place and the person is not blind for, in the order of the table."""
    seen = interviews & Interview.objects.visible_to(user)
    seen = seen.filter(status=Interview.Status.SCHEDULED).exclude(is_blind_q(user, "pk"))
    return seen.order_by("starts_at", "pk")


def count_rows(interviews: QuerySet[Interview]) -> int:
    """How many rows the table has at most."""
    rows: int = interviews.order_by().aggregate(rows=Count("sheet__items"))["rows"]
    return rows


def widest_panel(interviews: QuerySet[Interview]) -> int:
    seats = PanelMember.objects.filter(interview__in=interviews.order_by(), scorecard__isnull=False)
    panels = seats.order_by().values("interview").annotate(people=Count("pk"))
    widest = panels.order_by("-people").values_list("people", flat=True).first()
    return widest or 1


def header(people: int) -> list[str]:
    """The names of the columns, for panels of up to so many people."""
    panel = [
        name % {"number": number}
        for number in range(1, people + 1)
        for name in (_("Interviewer %(number)s"), _("Rating %(number)s"))
    ]
    return [
        *(_("Candidate"), _("Position"), _("Interview"), _("Date"), _("Sheet"), _("Sheet version")),
        *(_("Number"), _("Question code"), _("Question"), _("Category"), _("Competencies"), _("Weight")),
        *panel,
        *(_("Agreed"), _("Counts"), _("Category, %"), _("Total, %"), _("Band"), _("Below the floor")),
        *(_("Decision"), _("Decided on")),
    ]


def table_rows(interviews: QuerySet[Interview], user: User, people: int) -> Iterator[tuple[int, list[Value]]]:
    """The rows below the header, each with its interview (id). Those nobody has submitted for have none."""
    ids = list(interviews.values_list("pk", flat=True))
    for start in range(0, len(ids), _AT_ONCE):
        yield from _some(ids[start : start + _AT_ONCE], user, people)


def _some(ids: Sequence[int], user: User, people: int) -> Iterator[tuple[int, list[Value]]]:
    cards = submitted_cards(ids, user)
    rows = Interview.objects.filter(pk__in=list(cards)).select_related("candidate__position", "sheet")
    interviews = {interview.pk: interview for interview in rows}
    items: defaultdict[int, list[SheetItem]] = defaultdict(list)
    sheets = {interview.sheet_id for interview in interviews.values()}
    for item in SheetItem.objects.filter(sheet__in=sheets).order_by("position"):
        items[item.sheet_id].append(item)
    ratings, consensus = given_by(cards, user), counting_consensus(cards, user)
    decisions = _decisions(list(cards), user)
    for pk in ids:
        if pk not in cards:
            continue
        interview, own = interviews[pk], items[interviews[pk].sheet_id]
        seats = [(card, str(card.member.user)) for card in cards[pk]]
        panel = [scored(card, own, ratings) for card in cards[pk]]
        agreed = {item: one.rating for item, one in consensus[pk].items()}
        result = scoring.result_of(panel, agreed, scoring.Scale.from_json(interview.sheet.scale))
        means = {mean.item_id: mean.shown for mean in result.mean.items}
        first, last = _about(interview), _outcome(result.total, decisions.get(pk))
        categories = {part.name: part.percent for part in result.total.categories}
        for item in own:
            given: list[Value] = []
            for card, name in seats:
                given += [name, _number(ratings.get((card.pk, item.pk)))]
            yield (
                pk,
                [
                    *first,
                    *_question(item),
                    *given,
                    *[""] * (2 * people - len(given)),
                    *_counts(consensus[pk].get(item.pk), means.get(item.pk)),
                    _number(categories.get(item.category)),
                    *last,
                ],
            )


def _decisions(interviews: list[int], user: User) -> dict[int, tuple[str, datetime]]:
    """Interview id → the decision in force, in words, and when it was taken."""
    names = dict(Decision.Outcome.choices)
    rows = Decision.objects.visible_to(user).filter(interview__in=interviews).counting().order_by("number")
    taken = rows.values_list("interview", "outcome", "taken_at")
    return {interview: (str(names[outcome]), at) for interview, outcome, at in taken}


def _about(interview: Interview) -> list[Value]:
    candidate, sheet = interview.candidate, interview.sheet
    return [
        *(candidate.name, str(candidate.position), interview.round, _day(interview.starts_at)),
        *(sheet.name, sheet.version),
    ]


def _question(item: SheetItem) -> list[Value]:
    return [
        *(item.position, item.code, item.text, item.category, "\n".join(item.competencies)),
        float(item.weight),
    ]


def _counts(agreed: AgreedNow | None, mean: Decimal | None) -> list[Value]:
    """What was agreed, and what counts."""
    if agreed is None:
        return ["", _number(mean)]
    return [float(agreed.rating), float(agreed.rating)]


def _outcome(total: scoring.Total, decision: tuple[str, datetime] | None) -> list[Value]:
    below = _("yes") if total.disqualified_by else ""
    decided = [decision[0], _day(decision[1])] if decision else ["", ""]
    return [_number(total.percent), total.band or "", below, *decided]


def _number(value: Decimal | None) -> Value:
    return "" if value is None else float(value)


def _day(when: datetime) -> str:
    return date_format(timezone.localtime(when), "Y-m-d")
