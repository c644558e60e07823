"""The page's own scripts on two devices against the server's own rules, in any order of acts.

The queue and the responses run in a browser, each device with a storage of its own; the server is the code
that places, applies and judges changes, without its database.
"""

import json
import os
import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from common.numbers import format_decimal
from interviews.room.rules.field_versions import Versions
from interviews.room.services.responses import Responses
from interviews.room.services.saving import place_change
from interviews.room.services.state import ItemRules, ResponseState, SheetRules, response_json
from interviews.scoring import CHECKLIST, DEFAULT_SCALE, Point
from tests.browser.room.room import sheet_for_store

pytestmark = [pytest.mark.at_once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: QBANK_HYPOTHESIS=thorough tries ten times as many, here as elsewhere.
SCHEDULES = 1200 if os.environ.get("QBANK_HYPOTHESIS") == "thorough" else 120
ITEM = ItemRules(
    item_id=1,
    position=1,
    code="T",
    text="?",
    weight=Decimal(1),
    category="",
    competencies=(),
    rubric_kind=CHECKLIST,
    probes=3,
    points=(Point(id=7, weight=Decimal(1), level=None, red_flag=False),),
    point_texts={7: "."},
)
RULES = SheetRules(scale=DEFAULT_SCALE, ratings=DEFAULT_SCALE.ratings(), items={1: ITEM})


class Reading(Responses):
    """The responses of a scorecard that is not in a database."""

    def __init__(self):
        self.rules = RULES


class Server:
    """One question's response, its ledger, and whatever was overwritten without its writer knowing."""

    def __init__(self):
        self.state, self.ledger, self.unseen = ResponseState(1), {}, []

    def answer(self, name, sent):
        return json.dumps(self.save(json.loads(sent)) if name == "save" else {"1": self.whole()})

    def whole(self):
        """The response as the page reads it, without what the page judges by itself."""
        whole = response_json(self.state, ITEM, RULES.scale, self.ledger)
        return {name: value for name, value in whole.items() if name not in ("missing", "suggestion")}

    def save(self, raw_changes):
        changes = [Reading().read(raw) for raw in raw_changes]
        new = [change for change in changes if str(change.id) not in self.ledger]
        was = self.state.revision
        for change in new:
            self.take(change)
        self.state.revision += bool(new)
        whole = json.loads(json.dumps(self.whole()))
        return {
            "acknowledged": [str(change.id) for change in changes],
            "repeated": [str(change.id) for change in changes if change not in new],
            "items": {"1": {"was": was, "revision": self.state.revision}},
            "undecided": {"1": whole} if self.state.undecided else {},
        }

    def take(self, change):
        value = format_decimal(change.value) if isinstance(change.value, Decimal) else change.value
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=len(self.ledger))
        row = {
            "id": str(change.id),
            "field": change.field,
            "value": value,
            "device": "",
            "at": at.isoformat(),
        }
        self.ledger[str(change.id)] = row
        before = self.state.heads.get(change.key, Versions())
        same = self.state.has_value(change.field, change.value)
        if not place_change(change, self.state) or same or change.key is None:
            return
        if before.standing and change.base not in before.standing:
            self.unseen.append(row)


HARNESS = """
async ([base, sheet, schedule]) => {
  const { memoryStorage } = await import(`${base}common/storage.js`);
  const { Vault } = await import(`${base}common/vault.js`);
  const { Responses, responseQueue } = await import(`${base}scoring/responses.js`);
  const copy = (value) => JSON.parse(JSON.stringify(value));
  const server = async (name, sent) => JSON.parse(await window.server(name, JSON.stringify(sent ?? null)));
  let words = 0;

  class Device {
    constructor(name) {
      this.name = name;
      this.storage = memoryStorage();
      const storages = { lasting: this.storage, passing: this.storage };
      this.vault = new Vault({ key: "0f".repeat(32), person: 7, ...storages });
    }
    async open() {
      this.drawer = await this.vault.drawer("s");
      this.queue = await responseQueue(this.drawer);
      this.responses = new Responses(sheet, { items: await server("state") }, this.queue);
    }
    async send(answered = true) {
      const batch = this.queue.batch(100, 100000);
      if (!batch.length) return;
      const body = await server("save", batch);
      if (!answered) return;
      const overtaken = this.responses.acknowledged(batch, body);
      this.queue.settle(body.acknowledged);
      if (overtaken) await this.read();
    }
    // What the server has arrives before the answer to what was sent.
    async race() {
      const batch = this.queue.batch(100, 100000);
      const body = batch.length && (await server("save", batch));
      await this.read();
      if (!body) return;
      if (this.responses.acknowledged(batch, body)) await this.read();
      this.queue.settle(body.acknowledged);
    }
    async read() { this.responses.merge(await server("state")); }
    write() { this.responses.set(1, "notes", `${this.responses.get(1).notes}${this.name}${words += 1};\\n`); }
    choose(which, place) {
      const asked = this.responses.undecided(1);
      if (!asked.length) return;
      const { key, other } = asked[place % asked.length];
      this.responses.choose(1, key, other, key === "notes" ? "both" : which);
    }
    async act([act, ...given]) {
      if (act === "write") this.write();
      else if (act === "set") this.responses.set(1, ...given);
      else if (act === "send") await this.send();
      else if (act === "lose") await this.send(false);
      else if (act === "race") await this.race();
      else if (act === "read") await this.read();
      else if (act === "open") await this.open();
      else this.choose(...given);
    }
  }

  const devices = [new Device("a"), new Device("b")];
  for (const device of devices) await device.open();
  for (const [number, ...act] of schedule) await devices[number].act(act);
  for (const device of devices) await device.send();
  for (const device of devices) await device.read();
  const asked = devices.map((device) => copy(device.responses.undecided(1)).length);
  const known = devices.map((device) => copy(device.responses.server.get(1)));
  for (let round = 0; round < 60 && devices[0].responses.undecided(1).length; round += 1) {
    devices[0].choose("here", 0);
    await devices[0].send();
  }
  await devices[1].read();
  for (const device of devices) await device.drawer.read(() => true);
  return {
    words, asked, known,
    shown: devices.map((device) => copy(device.responses.get(1))),
    open: devices.map((device) => device.responses.undecided(1).length),
    kept: devices.map((device) => device.storage.length),
  };
}
"""


def an_act(rng):
    act = rng.choice(
        ["write"] * 4 + ["set"] * 4 + ["send"] * 4 + ["lose", "race", "read", "open", "choose", "choose"]
    )
    if act == "choose":
        return [act, rng.choice(["here", "there"]), rng.randint(0, 3)]
    if act != "set":
        return [act]
    values = {
        "mark:7": ["met", "partly", "missed", None],
        "rating": ["3", "3.5", "0", None],
        "not_asked": [True, False],
        "probes_used": [[], [0], [0, 2]],
    }
    field = rng.choice(list(values))
    return [act, field, rng.choice(values[field])]


@pytest.fixture
def play(page_for, live_server):
    """play(schedule) → what the devices know and show after it, and the server they spoke with."""
    page = page_for(None)
    page.goto("/accounts/sign-in/")
    current = {}
    page.expose_function("server", lambda name, sent: current["server"].answer(name, sent))
    scripts = f"{live_server.url}/static/js/"

    def playing(schedule):
        current["server"] = Server()
        return page.evaluate(HARNESS, [scripts, sheet_for_store(RULES), schedule]), current["server"]

    return playing


def schedules(devices):
    rng = random.Random(os.environ.get("QBANK_SEED", "20260311"))
    for _ in range(SCHEDULES):
        yield [[rng.choice(devices), *an_act(rng)] for _ in range(rng.randint(2, 40))]


def test_any_interleaving_of_two_devices_converges_and_loses_no_text(play):
    quarrels = 0
    for schedule in schedules([0, 1]):
        outcome, server = play(schedule)
        assert server.unseen == [], schedule
        # Both know the same, and each of them asks where something is undecided.
        assert outcome["known"][0] == outcome["known"][1], schedule
        assert bool(outcome["asked"][0]) == bool(outcome["asked"][1]), schedule
        quarrels += bool(outcome["asked"][0])
        # Once one of them has chosen, both show the same, and nothing waits anywhere.
        assert (outcome["open"], outcome["kept"]) == ([0, 0], [0, 0]), schedule
        assert outcome["shown"][0] == outcome["shown"][1], schedule
        notes = outcome["shown"][0]["notes"]
        assert notes == server.state.notes
        lines = {line[1:] for line in notes.split("\n")}
        assert {f"{number};" for number in range(1, outcome["words"] + 1)} <= lines, schedule
    assert quarrels > 10


def test_a_device_alone_is_never_asked_about_its_own_changes(play):
    for schedule in schedules([0]):
        outcome, server = play(schedule)
        assert (outcome["asked"], server.state.undecided) == ([0, 0], False), schedule
        # Every word once, in the order in which it was written.
        written = "".join(f"a{number};\n" for number in range(1, outcome["words"] + 1))
        assert server.state.notes == written, schedule


def test_a_change_that_is_sent_again_does_not_cover_what_came_after_it(play):
    first = [[0, "write"], [0, "lose"]]
    outcome, server = play([*first, [1, "read"], [1, "write"], [1, "send"], [0, "read"]])
    assert server.state.notes == "a1;\nb2;\n"
    assert outcome["known"][0] == outcome["known"][1]
    assert [shown["notes"] for shown in outcome["shown"]] == [server.state.notes] * 2
