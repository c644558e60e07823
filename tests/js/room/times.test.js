import { Clock, minutes, stamp } from "/static/js/room/clock.js";
import { Times } from "/static/js/room/times.js";
import { assert } from "../vendor/chai/chai.js";

const place = document.getElementById("place");
const textOf = (selector) => document.querySelector(selector).textContent;

function question(id, planned) {
  const article = document.createElement("article");
  article.innerHTML = `<span class="time-spent" data-minutes="${planned}"><b class="time"></b><i class="over"></i></span>`;
  place.append(article);
  return { id, article, query: (selector) => article.querySelector(selector) };
}

describe("minutes", () => {
  it("counts whole seconds, and minutes beyond the hour", () => {
    assert.deepEqual([0, 9.9, 61, 3725].map(minutes), ["0:00", "0:09", "1:01", "62:05"]);
  });

  it("stands in a stamp with two digits", () => {
    assert.equal(stamp(65), "[01:05] ");
    assert.equal(stamp(6005), "[100:05] ");
  });
});

describe("Clock", () => {
  it("counts nothing more once it is stopped, until an item is opened", () => {
    const stored = new Map([[1, 0]]);
    const clock = new Clock({
      items: [1],
      read: (item) => stored.get(item),
      write: (item, seconds) => stored.set(item, seconds),
      show: () => {},
      paused: false,
      waiting: false,
    });
    clock.open(1);
    clock.ahead = 3;
    clock.stop();
    assert.equal(stored.get(1), 3);
    clock.last -= 4000;
    clock.tick();
    clock.store();
    assert.equal(stored.get(1), 3);
    clock.open(1);
    clock.last -= 4000;
    clock.tick();
    clock.store();
    assert.equal(stored.get(1), 7);
  });
});

describe("Times", () => {
  let clock;
  let responses;
  let questions;

  beforeEach(() => {
    place.innerHTML = `
      <span data-minutes="10"><b id="clock"></b></span><p id="time-left"></p>
      <button id="pause"><span></span></button>`;
    questions = new Map([[1, question(1, 5)], [2, question(2, 3)]]);
    responses = new Map([[1, { rating: null, not_asked: false }], [2, { rating: null, not_asked: false }]]);
    const spent = { 1: 60, 2: 0 };
    clock = { paused: false, waiting: false, spent: (id) => spent[id], total: () => spent[1] + spent[2], seconds: spent };
  });
  afterEach(() => place.replaceChildren());

  const show = (startsAt = 0) => new Times({ clock: () => clock, responses, questions, current: () => 1, startsAt }).show();

  it("shows the time of the interview, and what is left and planned for what has no rating", () => {
    show();
    assert.equal(textOf("#clock"), "1:00");
    assert.equal(textOf("#time-left"), "9 min left · 7 min planned for 2 unrated");
    assert.equal(textOf("#pause span"), "Pause");
  });

  it("plans nothing for a question that is rated or not asked", () => {
    responses.get(1).rating = "3";
    responses.get(2).not_asked = true;
    show();
    assert.equal(textOf("#time-left"), "9 min left · no question is open any more");
  });

  it("warns when more is planned than is left", () => {
    clock.seconds[1] = 540;
    show();
    assert.equal(textOf("#time-left"), "1 min left · 3 min planned for 2 unrated");
    assert.isTrue(document.getElementById("time-left").classList.contains("warned"));
  });

  it("says how far the question and the interview are over", () => {
    clock.seconds[1] = 725;
    show();
    assert.equal(textOf(".time"), "12:05");
    assert.equal(textOf("i.over"), " · 7:05 over");
    assert.match(textOf("#time-left"), /^2 min over the plan/);
    assert.isTrue(document.getElementById("clock").parentElement.classList.contains("over"));
  });

  it("says when the clock will start, and offers to start it", () => {
    clock.waiting = clock.paused = true;
    show(Date.UTC(2026, 2, 1, 9, 30));
    assert.match(textOf("#time-left"), /starts by itself at .*09:30/);
    assert.equal(textOf("#pause span"), "Start");
    assert.equal(document.getElementById("pause").getAttribute("aria-pressed"), "true");
  });
});

describe("Clock", () => {
  let stored;
  let now;
  const { now: realNow } = performance;
  const open = (more = {}) => {
    const clock = new Clock({
      items: [1, 2],
      read: (item) => stored[item],
      write: (item, seconds) => { stored[item] = seconds; },
      show: () => {},
      paused: false,
      waiting: false,
      ...more,
    });
    clock.open(1);
    return clock;
  };
  const pass = (clock, seconds) => { for (let second = 0; second < seconds; second += 1) { now += 1000; clock.tick(); } };
  beforeEach(() => {
    stored = { 1: 100, 2: 0 };
    now = 5000;
    performance.now = () => now;
  });
  afterEach(() => { performance.now = realNow; });

  it("counts for the open question, on top of what is stored", () => {
    const clock = open();
    pass(clock, 10);
    assert.deepEqual([clock.spent(1), clock.spent(2), clock.total()], [110, 0, 110]);
  });

  it("stores every quarter of a minute, and when another question opens", () => {
    const clock = open();
    pass(clock, 14);
    assert.equal(stored[1], 100);
    pass(clock, 1);
    assert.equal(stored[1], 115);
    pass(clock, 3);
    clock.open(2);
    assert.equal(stored[1], 118);
    pass(clock, 4);
    assert.deepEqual([clock.spent(1), clock.spent(2)], [118, 4]);
  });

  it("counts little of the time the device slept", () => {
    const clock = open();
    now += 3_600_000;
    clock.tick();
    assert.equal(clock.spent(1), 105);
  });

  it("stands still while paused or waiting", () => {
    const clock = open();
    clock.toggle();
    pass(clock, 10);
    assert.equal(clock.spent(1), 100);
    const waiting = open({ waiting: true });
    pass(waiting, 10);
    assert.equal(waiting.spent(1), 100);
    waiting.toggle();
    pass(waiting, 10);
    assert.equal(waiting.spent(1), 110);
  });

  it("does not count twice what another device stored for the same seconds", () => {
    const clock = open();
    pass(clock, 10);
    stored[1] = 112;
    assert.equal(clock.spent(1), 112);
    clock.store();
    assert.equal(stored[1], 112);
  });
});
