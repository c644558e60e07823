"""Versions of a field: whatever the devices send and in whatever order, nothing is overwritten unseen."""

from dataclasses import dataclass, field
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.room.rules.field_versions import ANY, MOST_EQUAL, Versions, place, version_key


def put(versions, change, base, *settles, same=False):
    return place(versions, change, base=base, settles=settles, same=same)


def test_the_first_change_of_a_field_is_applied():
    assert put(Versions(), "a", None) == (Versions(("a",)), True)
    assert put(Versions(), "a", "unknown") == (Versions(("a",)), True)


def test_a_change_made_on_what_stands_takes_its_place():
    assert put(Versions(("a",)), "b", "a") == (Versions(("b",)), True)


def test_a_change_made_on_something_else_is_kept_beside_what_stands():
    assert put(Versions(("b",)), "c", "a") == (Versions(("b",), ("c",)), False)
    assert put(Versions(("b",)), "c", None) == (Versions(("b",), ("c",)), False)


def test_what_follows_a_kept_change_takes_its_place_there():
    assert put(Versions(("b",), ("c", "x")), "d", "c") == (Versions(("b",), ("x", "d")), False)


def test_a_choice_settles_what_was_kept():
    assert put(Versions(("b",), ("c",)), "d", "b", "c") == (Versions(("d",)), True)


def test_a_choice_about_what_no_longer_stands_is_asked_about_again():
    assert put(Versions(("b2",), ("c",)), "d", "b", "c") == (Versions(("b2",), ("d",)), False)


def test_a_choice_leaves_what_was_written_since_on_the_other_device():
    assert put(Versions(("b",), ("c2",)), "d", "b", "c") == (Versions(("d",), ("c2",)), True)


def test_the_same_value_twice_is_no_quarrel_and_either_may_go_on():
    both, applied = put(Versions(("a",)), "b", None, same=True)
    assert (both, applied) == (Versions(("a", "b")), True)
    assert put(both, "c", "a") == put(both, "c", "b") == (Versions(("c",)), True)


def test_typing_the_same_as_what_stands_ends_the_quarrel():
    assert put(Versions(("b",), ("c",)), "d", "c", same=True) == (Versions(("b", "d")), True)


def test_devices_that_agree_without_end_are_not_kept_without_end():
    versions = Versions(("0",))
    for number in range(1, 50):
        versions, _applied = put(versions, str(number), None, same=True)
    assert len(versions.standing) == MOST_EQUAL


def test_who_names_no_base_writes_whatever_stands():
    assert put(Versions(("b",), ("c",)), "d", ANY) == (Versions(("d",), ("c",)), True)


def test_a_rating_and_not_asked_are_one_field_and_seconds_have_no_versions():
    assert version_key("rating") == version_key("not_asked") == "rating"
    assert version_key("seconds") is None
    assert version_key("mark:7") == "mark:7"


@pytest.mark.parametrize("versions", [Versions(), Versions(("a", "b"), ("c",))])
def test_versions_are_stored_and_read_again(versions):
    assert Versions.from_json(versions.to_json()) == versions


# --- a server and three devices ---------------------------------------------------------------


@dataclass
class Server:
    """One text of one scorecard, the ledger behind it, and a record of what replaced what."""

    versions: Versions = field(default_factory=Versions)
    ledger: dict[str, dict] = field(default_factory=dict)
    overwritten: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self):
        return self.ledger[self.versions.standing[-1]]["text"] if self.versions.standing else ""

    def take(self, change):
        if change["id"] in self.ledger:
            return
        same = change["text"] == self.text
        before = self.versions.standing
        self.ledger[change["id"]] = change
        self.versions, applied = place(
            self.versions, change["id"], base=change["base"], settles=change["settles"], same=same
        )
        if applied and not same and before and change["base"] not in before:
            self.overwritten.append((before[-1], change["id"]))


@dataclass
class Device:
    """A browser as static/js/common/queue.js and scoring/responses.js make it, for one text."""

    name: str
    server: Server
    numbers: count = field(default_factory=count)
    queue: list[dict] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)
    known: Versions = field(default_factory=Versions)
    texts: dict[str, str] = field(default_factory=dict)
    mine: str | None = None
    replaced: dict[str, str] = field(default_factory=dict)

    @property
    def shown(self):
        """The id of the version that stands in the field."""
        mine, bases = self.mine, {change["id"]: change["base"] for change in self.queue}
        while mine in bases:
            mine = bases[mine]
        return mine if mine in self.known.others else next(reversed(self.known.standing), None)

    @property
    def text(self):
        return self.queue[-1]["text"] if self.queue else self.texts.get(self.shown, "")

    def put(self, text, base, settles=(), alone=False):
        change = {"id": f"{self.name}{next(self.numbers)}", "text": text, "base": base, "settles": settles}
        if self.queue and not alone:
            last = self.queue[-1]
            if last["id"] in self.tried:
                change["base"] = last["id"]
            else:
                change |= {"base": last["base"], "settles": last["settles"]}
                self.replaced[last["id"]] = change["id"]
                self.queue.pop()
        self.queue.append(change)
        self.mine = change["id"]

    def type(self):
        self.put(f"{self.text} {self.name}{len(self.texts)}", self.shown)

    def same(self):
        """Every device is given the same words."""
        if self.text != "agreed":
            self.put("agreed", self.shown)

    def others(self):
        settled = {version for change in self.queue if change["settles"] for version in change["settles"]}
        settled |= {change["base"] for change in self.queue if change["settles"]}
        all_versions = [*self.known.standing[-1:], *self.known.others] if self.known.others else []
        return [version for version in all_versions if version != self.shown and version not in settled]

    def choose(self, which):
        for other in self.others()[:1]:
            text = {"here": self.text, "there": self.texts[other]}.get(which)
            text = f"{self.text} | {self.texts[other]}" if text is None else text
            tip = self.queue[-1]["id"] if self.queue else self.shown
            now = self.known.standing[-1]
            base, settles = (now, (tip,)) if other == now else (tip, (other,))
            self.put(text, base, settles, alone=True)

    def send(self, answered=True):
        sent = list(self.queue)
        for change in sent:
            self.tried.add(change["id"])
            self.server.take(change)
        if answered:
            self.queue = [change for change in self.queue if change not in sent]
            if sent:
                self.read()

    def read(self):
        self.known = self.server.versions
        self.texts = {key: change["text"] for key, change in self.server.ledger.items()}

    def reload(self):
        """Killed and opened again: the queue is found in the storage, the rest on the server."""
        self.tried |= {change["id"] for change in self.queue}
        self.mine = self.queue[-1]["id"] if self.queue else None
        self.read()


ACTS = st.sampled_from(
    ["type", "type", "type", "same", "send", "send", "lose", "read", "reload", "here", "there", "both"]
)
SCHEDULES = st.lists(st.tuples(st.integers(0, 2), ACTS), max_size=60)


def perform(device, act):
    if act == "lose":
        device.send(answered=False)
    elif act in ("here", "there", "both"):
        device.choose(act)
    else:
        getattr(device, act)()


def played(schedule):
    server = Server()
    devices = [Device(name, server) for name in "abc"]
    for number, act in schedule:
        perform(devices[number], act)
    for device in devices:
        device.send()
    for device in devices:
        device.read()
    return server, devices


def seen(server, tips):
    """Every change that one of these was made on or chose about, and those that said the same."""
    reached, waiting = set(), [*tips]
    while waiting:
        version = waiting.pop()
        if version is None or version in reached:
            continue
        reached.add(version)
        change = server.ledger[version]
        waiting += [change["base"], *change["settles"]]
        waiting += [other for other, row in server.ledger.items() if row["text"] == change["text"]]
    return reached


@given(SCHEDULES)
def test_any_interleaving_converges_and_no_change_is_lost_or_overwritten_unseen(schedule):
    server, devices = played(schedule)
    assert server.overwritten == []
    assert all(device.known == server.versions for device in devices)
    tips = [*server.versions.standing, *server.versions.others]
    assert seen(server, tips) == set(server.ledger)


@given(SCHEDULES)
def test_once_somebody_has_chosen_all_devices_show_the_same(schedule):
    server, devices = played(schedule)
    for _ in range(len(server.versions.others) + 1):
        devices[0].choose("both")
        devices[0].send()
    for device in devices:
        device.read()
    assert server.versions.others == ()
    assert {device.text for device in devices} == {server.text}


@given(SCHEDULES)
def test_sending_everything_once_more_changes_nothing(schedule):
    server, _devices = played(schedule)
    before = server.versions
    for change in list(server.ledger.values()):
        server.take(change)
    assert server.versions == before
