"""What is proposed for an interview: the usual sheet and panel of its position."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from interviews.common.forms import PersonChoiceField, panel_choices
from interviews.models import Candidate, Interview, Position, Sheet, Tie
from interviews.planning.forms.interviews import SheetChoiceField, offered_sheets


@dataclass(frozen=True, slots=True)
class Proposal:
    """From the newest interview for the position. Nobody who can't sit on a panel any more, or is tied."""

    sheet: Sheet | None = None
    lead: User | None = None
    panel: list[User] = field(default_factory=list)
    place: str = ""

    @property
    def minutes(self) -> int | None:
        return self.sheet.planned_minutes if self.sheet else None

    def initial(self) -> dict[str, Any]:
        """As a form takes it."""
        values = {"sheet": self.sheet, "lead": self.lead, "minutes": self.minutes, "place": self.place}
        chosen: dict[str, Any] = {
            name: getattr(value, "pk", value) for name, value in values.items() if value
        }
        return chosen | ({"panel": [person.pk for person in self.panel]} if self.panel else {})

    def as_json(self) -> dict[str, Any]:
        """As a script takes it: choices with their labels."""
        people, sheets = PersonChoiceField(User.objects.none()), SheetChoiceField(Sheet.objects.none())
        return {
            "sheet": [_choice(sheets, self.sheet)] if self.sheet else [],
            "lead": [_choice(people, self.lead)] if self.lead else [],
            "panel": [_choice(people, person) for person in self.panel],
            "minutes": self.minutes,
            "place": self.place,
        }


def propose(position: Position, candidate: Candidate | None = None) -> Proposal:
    """In at most 5 queries."""
    newest = (
        Interview.objects.filter(candidate__position=position, status=Interview.Status.SCHEDULED)
        .select_related("sheet")
        .prefetch_related("members")
        .order_by("-created_at", "-pk")
        .first()
    )
    sheets: Any = offered_sheets()
    current = sheets.filter(superseded=False)
    if newest is None:
        sheet = current.filter(question_set__position=position).first() or _only(current)
        return Proposal(sheet=sheet)
    sheet = current.filter(question_set=newest.sheet.question_set_id).first()
    members = {member.user_id: member for member in newest.sitting}
    people = panel_choices().filter(pk__in=members)
    if candidate is not None:
        people = people.exclude(pk__in=Tie.objects.active().filter(candidate=candidate).values("person"))
    seated = list(people)
    return Proposal(
        sheet=sheet,
        lead=next((person for person in seated if members[person.pk].lead), None),
        panel=[person for person in seated if not members[person.pk].lead],
        place=newest.place,
    )


def _only(sheets: Any) -> Sheet | None:
    """The sheet, where there is no choice."""
    few = list(sheets[:2])
    return few[0] if len(few) == 1 else None


def _choice(choices: Any, row: Any) -> dict[str, str]:
    return {"id": str(row.pk), "label": choices.label_from_instance(row)}
