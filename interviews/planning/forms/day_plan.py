"""The form of a day of interviews: when, with which sheet, in which rooms, and who comes."""

from __future__ import annotations

import datetime
import json
import re
import secrets
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Exists, OuterRef, QuerySet
from django.forms.utils import from_current_timezone
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.finding.choices import FEW, SearchedChoicesField
from common.finding.names import nearest_first
from common.folding import fold
from common.ids import id_from
from common.time_zones import zone_label
from interviews.common.forms import (
    CandidateChoiceField,
    PeopleChoiceField,
    PersonChoiceField,
    PositionChoiceField,
    ask_at,
    choice_field,
    offer_positions,
    panel_choices,
)
from interviews.models import Candidate, Interview, Position, Sheet
from interviews.planning.forms.interviews import (
    FIRST_YEAR,
    LAST_YEAR,
    SheetChoiceField,
    candidates_to_interview,
    offered_sheets,
)
from interviews.planning.rules.day_plan import BreaksError, DayArrangement, day_times, read_breaks
from interviews.planning.services.day_plan import Room

MAX_ROOMS = 8
#: Candidates of one plan.
MOST = 100
#: Names that are pasted at a time, in characters.
LONGEST_PASTE = 8000
_SEED = re.compile(r"[0-9a-f]{8}")
_BETWEEN_NAMES = re.compile(r"[\n,，;；、\t]")


class CandidatesChoiceField(SearchedChoicesField):
    """Chooses several candidates. Without a text those are offered who still wait for an interview."""

    offered: QuerySet[Candidate] = Candidate.objects.none()

    def search(self, rows: QuerySet[Candidate], text: str) -> QuerySet[Candidate]:
        return nearest_first(rows, text)

    def few(self, text: str) -> tuple[list[Any], bool]:
        if text:
            return super().few(text)
        return list(self.offered[:FEW]), True

    def label_from_instance(self, obj: Candidate) -> str:
        return CandidateChoiceField.label_from_instance(self, obj)  # type: ignore[arg-type]


def waiting_for(position: Position | None) -> QuerySet[Candidate]:
    """The candidates of a position who have no interview that takes place, and have not withdrawn."""
    settled = (Interview.Status.SCHEDULED, Interview.Status.WITHDREW)
    interviews = Interview.objects.filter(candidate=OuterRef("pk"), status__in=settled)
    waiting = candidates_to_interview().filter(~Exists(interviews))
    return waiting.filter(position=position) if position else waiting.none()


class FirstPeople:
    """The people whom the fields of all rooms offer before anything is typed: looked up once."""

    @cached_property
    def few(self) -> tuple[list[User], bool]:
        people = list(panel_choices()[: FEW + 1])
        return people[:FEW], len(people) > FEW


class _OffersFirstPeople:
    first: FirstPeople

    def few(self, text: str) -> tuple[list[Any], bool]:
        few: tuple[list[Any], bool] = super().few(text) if text else self.first.few  # type: ignore[misc]
        return few


class RoomLeadField(_OffersFirstPeople, PersonChoiceField):
    """Chooses who leads the interviews in a room."""


class RoomPanelField(_OffersFirstPeople, PeopleChoiceField):
    """Chooses who else sits in a room."""


class RoomForm(forms.Form):
    """A room and its panel. One that is left empty is not used."""

    name = forms.CharField(
        label=_("Room or link"), max_length=Interview._meta.get_field("place").max_length, required=False
    )
    lead = RoomLeadField(
        User.objects.none(), label=_("Leads"), required=False, empty_label=_("Choose the lead")
    )
    panel = RoomPanelField(User.objects.none(), label=_("Also on the panel"), required=False)

    def __init__(self, *args: Any, first: FirstPeople, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        for name in ("lead", "panel"):
            field: Any = choice_field(self, name)
            field.queryset, field.first = panel_choices(), first
            ask_at(self, name, reverse("interviews:choose-person"))

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if any(data.get(name) for name in ("name", "lead", "panel")):
            if not data.get("name") and "name" not in self.errors:
                self.add_error("name", gettext("How is the room called?"))
            if not data.get("lead") and "lead" not in self.errors:
                self.add_error("lead", gettext("Who leads the interviews in this room?"))
        return data

    def room(self) -> Room | None:
        """None where nothing was entered."""
        data = self.cleaned_data
        return Room(data["name"], data["lead"], tuple(data["panel"])) if data.get("lead") else None


class DayPositionForm(forms.Form):
    """Whose candidates are offered."""

    position = PositionChoiceField(
        Position.objects.none(), label=_("Position"), required=False, empty_label=_("Choose a position")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        offer_positions(self, "position", Position.objects.filter(open=True))


class DayPlanForm(forms.Form):
    """When, with what, and who. ``arrangement`` says who stands where, as the page last showed it."""

    LIST, DRAW = "list", "draw"

    for_position = forms.ModelChoiceField(
        Position.objects.filter(open=True), required=False, widget=forms.HiddenInput
    )
    sheet = SheetChoiceField(Sheet.objects.none(), label=_("Sheet"), empty_label=_("Choose a sheet"))
    round = forms.CharField(
        label=_("Round"), max_length=40, required=False, help_text=_("For example: first interview.")
    )
    date = forms.DateField(label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    start = forms.TimeField(
        label=_("First one starts at"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    until = forms.TimeField(
        label=_("All over by"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    minutes = forms.IntegerField(
        label=_("Minutes each"), validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    gap = forms.IntegerField(
        label=_("Minutes between"), validators=[MinValueValidator(0), MaxValueValidator(240)]
    )
    breaks = forms.CharField(
        label=_("Breaks"),
        max_length=200,
        required=False,
        help_text=_("For example: 12:00-13:30, 15:30-15:45."),
    )
    candidates = CandidatesChoiceField(Candidate.objects.none(), label=_("Candidates"), required=False)
    names = forms.CharField(
        label=_("Or paste names, one a line"),
        max_length=LONGEST_PASTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    order = forms.ChoiceField(
        label=_("Order"),
        choices=[(LIST, _("By name; pasted names as they were pasted")), (DRAW, _("Drawn by lot"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        zone = zone_label(timezone.get_current_timezone())
        self.fields["date"].help_text = gettext("Time zone: %(zone)s.") % {"zone": zone}
        choice_field(self, "sheet").queryset = offered_sheets()
        ask_at(self, "sheet", reverse("interviews:choose-sheet"))
        people: Any = self.fields["candidates"]
        people.queryset, people.offered = candidates_to_interview(), waiting_for(self.chosen_position)
        people.error_messages["invalid_choice"] = gettext(
            "Somebody you chose can’t be planned any more: their data was erased, or the position is closed. "
            "Load the page again."
        )
        ask_at(self, "candidates", reverse("interviews:choose-candidate"))
        first = FirstPeople()
        self.rooms = [self._room(number, first) for number in range(self.room_count)]

    @cached_property
    def chosen_position(self) -> Position | None:
        value = self.data.get("for_position") if self.is_bound else self.initial.get("for_position")
        if isinstance(value, Position):
            return value
        return Position.objects.filter(open=True, pk=id_from(value)).first()

    @property
    def room_count(self) -> int:
        value = self.data.get("rooms") if self.is_bound else len(self.initial.get("rooms", ()))
        return min(max(id_from(value), 1), MAX_ROOMS)

    @property
    def more_rooms(self) -> int:
        """How many the page has with one more; 0 when it has as many as there may be."""
        return self.room_count + 1 if self.room_count < MAX_ROOMS else 0

    def _room(self, number: int, first: FirstPeople) -> RoomForm:
        prefix = f"room-{number}"
        if self.is_bound:
            return RoomForm(self.data, prefix=prefix, first=first)
        return RoomForm(prefix=prefix, initial=self.initial["rooms"][number], first=first)

    def clean_date(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["date"]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(gettext("Please check the year."))
        return day

    def clean_breaks(self) -> list[tuple[datetime.time, datetime.time]]:
        try:
            return read_breaks(self.cleaned_data["breaks"])
        except BreaksError as error:
            raise ValidationError(gettext(str(error))) from error

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        self._clean_times(data)
        self._clean_rooms(data)
        if not {"candidates", "names"} & self.errors.keys():
            self._clean_people(data)
        return data

    def _clean_times(self, data: dict[str, Any]) -> None:
        data["times"] = []
        if {"date", "start", "until", "minutes", "gap", "breaks"} & self.errors.keys():
            return
        try:
            start, until = _at(data["date"], data["start"]), _at(data["date"], data["until"])
            breaks = [(_at(data["date"], since), _at(data["date"], end)) for since, end in data["breaks"]]
        except ValidationError as error:
            self.add_error("start", error)
            return
        data["times"] = day_times(start, until, data["minutes"], data["gap"], breaks)
        if until <= start:
            self.add_error("until", gettext("The day ends before it begins."))
        elif not data["times"]:
            self.add_error("minutes", gettext("Not one interview of this length fits into the day."))

    def _clean_rooms(self, data: dict[str, Any]) -> None:
        valid = [form for form in self.rooms if form.is_valid()]
        data["rooms"] = [room for form in valid if (room := form.room())]
        if len(valid) < len(self.rooms):
            self.add_error(None, gettext("Please look at the rooms."))
        elif not data["rooms"]:
            self.rooms[0].add_error("name", gettext("Enter a room and who leads its interviews."))
            self.add_error(None, gettext("A day needs at least one room."))
        seats: dict[int, Room] = {}
        names: dict[str, Room] = {}
        for room in data["rooms"]:
            if names.setdefault(fold(room.name), room) is not room:
                self.add_error(None, gettext("Two rooms are called %(room)s.") % {"room": room.name})
            for person in room.people:
                if seats.setdefault(person.pk, room) is not room:
                    self.add_error(
                        None,
                        gettext("%(name)s can’t sit in two rooms at the same time: %(rooms)s.")
                        % {
                            "name": person,
                            "rooms": pgettext("between names", ", ").join([seats[person.pk].name, room.name]),
                        },
                    )

    def _clean_people(self, data: dict[str, Any]) -> None:
        chosen = list(data["candidates"].order_by("sort_key", "pk")) if data["candidates"] else []
        pasted = self._named(_BETWEEN_NAMES.split(data["names"]))
        people = {candidate.pk: candidate for candidate in (*chosen, *pasted)}
        if len(people) > MOST:
            self.add_error(
                "candidates",
                ngettext(
                    "A day has room for %(most)s candidate at most: take some off, and plan another day.",
                    "A day has room for %(most)s candidates at most: take some off, and plan another day.",
                    MOST,
                )
                % {"most": MOST},
            )
        elif not people and "names" not in self.errors:
            self.add_error("candidates", gettext("Choose who is to be interviewed."))
        data["people"] = list(people.values())

    def _named(self, texts: Iterable[str]) -> list[Candidate]:
        """The candidates of these names, those of the position first. Names nobody has are an error."""
        names = list(dict.fromkeys(filter(None, (" ".join(text.split()) for text in texts))))
        if len(names) > MOST:
            self.add_error("names", gettext("These are too many names for one day."))
            return []
        known: dict[str, list[Candidate]] = {}
        for candidate in candidates_to_interview().filter(name__in=names):
            known.setdefault(candidate.name, []).append(candidate)
        found: list[Candidate] = []
        unknown: list[str] = []
        several: list[str] = []
        for name in names:
            same = known.get(name, [])
            own = [candidate for candidate in same if candidate.position == self.chosen_position]
            match = own if len(own) == 1 else same
            if len(match) == 1:
                found.append(match[0])
            else:
                (several if match else unknown).append(name)
        between = pgettext("between names", ", ")
        if unknown:
            text = gettext("No candidate has this name: %(names)s. Check the spelling, or enter them first.")
            self.add_error("names", text % {"names": between.join(unknown)})
        if several:
            text = gettext("Several have this name, choose by typing: %(names)s.")
            self.add_error("names", text % {"names": between.join(several)})
        return found

    @property
    def seed(self) -> str:
        """Of the draw; "" where nothing is drawn. A new one where none was sent."""
        if self.cleaned_data["order"] == self.LIST:
            return ""
        if not hasattr(self, "_seed"):
            sent = self.data.get("seed", "")
            self._seed = sent if _SEED.fullmatch(sent) else secrets.token_hex(4)
        return self._seed

    @property
    def arranged(self) -> DayArrangement | None:
        """As the page last showed it; None where it showed nothing, or what was sent says nothing."""
        try:
            sent = json.loads(self.data.get("arrangement", ""))
            cells, off = (tuple(map(id_from, sent[name])) for name in ("cells", "off"))
            return DayArrangement(str(sent["shape"]), str(sent["order"]), cells, off)
        except (ValueError, KeyError, TypeError, RecursionError):
            return None

    @property
    def chosen(self) -> dict[int, int]:
        """What is chosen for each cell."""
        prefix = "cell-"
        return {
            id_from(name.removeprefix(prefix)): id_from(value)
            for name, value in self.data.items()
            if name.startswith(prefix) and name.removeprefix(prefix).isdecimal()
        }


def _at(day: datetime.date, clock: datetime.time) -> datetime.datetime:
    """That time in the zone in force. Raises ValidationError where the clocks are changed just then."""
    return from_current_timezone(datetime.datetime.combine(day, clock))
