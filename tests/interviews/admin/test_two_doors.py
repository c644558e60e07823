"""A scorecard written on the site and in the admin at once: the admin's page is a second device, no more.

Any sequence of acts is played twice: once the second of the two is the admin's page, once it is a device that
sends what that page would. Both end with the same responses, the same versions waiting, the same ledger.
"""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviews.models import ScoreChange
from tests import factories
from tests.interviews.admin.scorecard_pages import AdminPage
from tests.interviews.room.scoring_room import Room

pytestmark = pytest.mark.django_db

NOT_ASKED = "not asked"
VALUES = {
    "notes": ["", "甲", "乙", "甲\n乙"],
    "evidence": ["", "丙"],
    "rating": ["", "2.5", "3", NOT_ASKED],
    "mark": ["", "met", "missed"],
}
TYPE = st.sampled_from(sorted(VALUES)).flatmap(
    lambda name: st.tuples(st.just("type"), st.just(name), st.sampled_from(VALUES[name]))
)
ACTS = st.one_of(
    TYPE,
    TYPE,
    st.just(("send",)),
    st.just(("send",)),
    st.just(("read",)),
    st.just(("send again",)),
    st.tuples(st.just("choose"), st.sampled_from(["here", "there"])),
)
SCHEDULES = st.lists(st.tuples(st.sampled_from("AB"), ACTS), min_size=4, max_size=18)


class Device:
    """Sends what differs from what it has read, each on the change that it has read."""

    def __init__(self, room: Room) -> None:
        self.room, self.point = room, room.points()[0]
        self.read()

    def read(self) -> None:
        """Reads anew; what was typed and not sent is gone."""
        self.state, self.token = self.room.state(), uuid4()
        self.typed: dict[str, str] = {}
        self.choices: dict[str, str] = {}

    def key(self, name: str) -> str:
        return f"mark:{self.point}" if name == "mark" else name

    def stood(self, name: str) -> str:
        if name == "rating":
            return NOT_ASKED if self.state["not_asked"] else self.state["rating"] or ""
        marks = self.state["marks"]
        return (marks.get(str(self.point)) if name == "mark" else self.state[name]) or ""

    def type(self, name: str, value: str) -> None:
        # A choice of another version leaves no room for a text of one's own: the page would ask.
        if self.choices.get(name, "here") == "here":
            self.typed[name] = value

    def choose(self, which: str) -> None:
        waiting = [name for name in sorted(VALUES) if self.key(name) in self.state["kept"]]
        for name in waiting[:1]:
            if which == "here" or self.typed.get(name, self.stood(name)) == self.stood(name):
                self.choices[name] = which

    def send(self) -> None:
        changes = [
            self.change(name, value, [])
            for name, value in self.typed.items()
            if value != self.stood(name) and name not in self.choices
        ]
        for name, which in self.choices.items():
            others = self.state["kept"][self.key(name)]["others"]
            settles = [version["id"] for version in others]
            if which == "here":
                changes.append(self.change(name, self.typed.get(name, self.stood(name)), settles))
            else:
                said = {"field": others[0]["field"], "value": others[0]["value"]}
                changes.append(self.signed(name, said, settles))
        self.room.send(*changes)

    def change(self, name: str, value: str, settles: list[str]) -> dict[str, Any]:
        said: dict[str, Any] = {"field": self.key(name), "value": value}
        if name == "rating" and value == NOT_ASKED:
            said = {"field": "not_asked", "value": True}
        elif name == "rating" and not value and self.stood(name) == NOT_ASKED:
            said = {"field": "not_asked", "value": False}
        elif name in ("rating", "mark"):
            said["value"] = value or None
        return self.signed(name, said, settles)

    def signed(self, name: str, said: dict[str, Any], settles: list[str]) -> dict[str, Any]:
        change_id = uuid5(self.token, json.dumps([said, settles], sort_keys=True))
        heads = self.state["heads"]
        base = {"base": heads.get(self.key(name)), "settles": settles}
        return {"id": str(change_id), "item": self.room.checklist.pk} | said | base


class AdminTab(Device):
    """The same person at a page of the admin: what a device would send, the page has to send by itself."""

    def read(self) -> None:
        super().read()
        self.page = AdminPage(self.room.client, self.room.interview.pk)

    def send(self) -> None:
        item = self.room.checklist.pk
        for name, value in self.typed.items():
            if name == "rating":
                self.page.put(item, "not_asked", *(["on"] if value == NOT_ASKED else []))
                self.page.put(item, "rating", "" if value == NOT_ASKED else value)
            else:
                self.page.put(item, self.key(name).replace(":", "-"), value)
        for name, which in self.choices.items():
            first = self.state["kept"][self.key(name)]["others"][0]["id"]
            self.page.put(item, f"choice-{self.key(name)}", "here" if which == "here" else first)
        assert self.page.send().status_code == 302


def play(schedule: list[Any], second: type[Device], client: Client) -> Any:
    room = Room(client)
    devices = {"A": Device(room), "B": second(room)}
    for who, (act, *given_values) in schedule:
        device = devices[who]
        if act == "send again":
            device.send()
        elif act == "send":
            device.send()
            device.read()
        else:
            getattr(device, act)(*given_values)
    return outcome(room)


def outcome(room: Room) -> Any:
    """What is recorded, in words that two interviews have in common."""
    point = f"mark:{room.points()[0]}"
    rows = {
        row.pk: ("mark" if row.field == point else row.field, row.value, row.kept)
        for row in ScoreChange.objects.filter(scorecard__member=room.seat)
    }
    ledger = [
        (*rows[row.pk], rows.get(row.base), [rows[UUID(settled)] for settled in row.settles or []])
        for row in ScoreChange.objects.filter(scorecard__member=room.seat)
    ]
    state = room.state()
    kept = {
        "mark" if key == point else key: [version["value"] for version in versions["others"]]
        for key, versions in state["kept"].items()
    }
    values = {name: state[name] for name in ("notes", "evidence", "rating", "not_asked", "missing")}
    return values, list(state["marks"].values()), kept, sorted(map(repr, ledger))


@given(SCHEDULES)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_admin_and_the_site_come_together_as_two_devices_do(client_for: Any, schedule: Any) -> None:
    client = client_for(user=factories.make_user())
    assert play(schedule, AdminTab, client) == play(schedule, Device, client)


def test_a_schedule_in_which_much_is_kept_and_chosen(client_for: Any) -> None:
    client = client_for(user=factories.make_user())
    schedule = [
        ("A", ("type", "notes", "甲")),
        ("B", ("type", "notes", "乙")),
        ("B", ("type", "rating", NOT_ASKED)),
        ("A", ("type", "rating", "3")),
        ("A", ("type", "mark", "met")),
        ("A", ("send",)),
        ("B", ("send again",)),
        ("B", ("send",)),
        ("B", ("choose", "there")),
        ("B", ("type", "rating", "2.5")),
        ("B", ("send",)),
        ("A", ("choose", "here")),
        ("A", ("send",)),
    ]
    values, marks, kept, ledger = play(schedule, AdminTab, client)
    assert (values["notes"], values["rating"], marks, kept) == ("乙", "2.5", ["met"], {"rating": [True]})
    assert len(ledger) == 7
    assert (values, marks, kept, ledger) == play(schedule, Device, client)
