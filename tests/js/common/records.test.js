import { Queue } from "/static/js/common/queue.js";
import { Records } from "/static/js/common/records.js";
import { assert } from "../vendor/chai/chai.js";
import { openDrawer } from "../fakes.js";

const record = (text, revision, head, more = {}) => ({ text, revision, heads: head ? { text: head } : {}, ...more });
const version = (id, value) => ({ id, field: "text", value, device: "tablet", at: "2026-01-01T10:00:00Z" });

describe("Records", () => {
  let queue;
  const open = (records) => new Records(Object.entries(records), queue);
  beforeEach(async () => { queue = new Queue(await openDrawer()); });

  it("shows the server's values with the waiting changes over them", () => {
    const records = open({ a: record("stored", 1, "h1") });
    assert.equal(records.get("a").text, "stored");
    records.set("a", "text", "entered");
    assert.equal(records.get("a").text, "entered");
    assert.equal(records.server.get("a").text, "stored");
  });

  it("makes a change on the one that gave the field its value", () => {
    const records = open({ a: record("stored", 1, "h1") });
    records.set("a", "text", "entered");
    assert.equal(queue.changes[0].base, "h1");
  });

  it("makes no change of what stands there already", () => {
    const records = open({ a: record("stored", 1, "h1") });
    assert.isFalse(records.set("a", "text", "stored"));
    assert.equal(queue.changes.length, 0);
  });

  it("knows the new value and its change once the server took it", () => {
    const records = open({ a: record("stored", 1, "h1") });
    records.set("a", "text", "entered");
    const [change] = queue.batch(10, 10_000);
    assert.isFalse(records.acknowledged([change], { items: { a: { was: 1, revision: 2 } } }));
    assert.deepEqual(records.server.get("a"), record("entered", 2, change.id, { kept: {} }));
  });

  it("asks to read again when another device changed the item meanwhile", () => {
    const records = open({ a: record("stored", 1, "h1") });
    records.set("a", "text", "entered");
    const batch = queue.batch(10, 10_000);
    assert.isTrue(records.acknowledged(batch, { items: { a: { was: 4, revision: 5 } } }));
    // An answer that is older than that is left aside, one as new is taken.
    assert.deepEqual(records.merge({ a: record("old", 4, "h4") }), []);
    assert.deepEqual(records.merge({ a: record("new", 5, "h5") }), ["a"]);
  });

  it("takes an item that the answer holds whole", () => {
    const records = open({ a: record("stored", 1, "h1") });
    assert.isFalse(records.acknowledged([], { items: { a: record("whole", 3, "h3") } }));
    assert.equal(records.get("a").text, "whole");
  });

  it("leaves aside a state that was overtaken", () => {
    const records = open({ a: record("stored", 3, "h3") });
    assert.deepEqual(records.merge({ a: record("older", 2, "h2") }), []);
    assert.deepEqual(records.merge({ a: record("newer", 4, "h4") }), ["a"]);
    assert.equal(records.get("a").text, "newer");
  });

  it("asks about a version that was kept beside what it shows", () => {
    const kept = { text: { now: version("h2", "theirs"), others: [version("h3", "mine")] } };
    const records = open({ a: record("theirs", 2, "h2", { kept }) });
    assert.deepEqual(records.undecided("a").map(({ here, other }) => [here, other.value]), [["theirs", "mine"]]);
  });

  it("goes on showing its own version, though another device's stands", () => {
    const records = open({ a: record("", 0, null) });
    records.set("a", "text", "mine");
    const [change] = queue.batch(10, 10_000);
    const kept = { text: { now: version("h2", "theirs"), others: [version(change.id, "mine")] } };
    records.acknowledged([change], { items: {}, undecided: { a: record("theirs", 2, "h2", { kept }) } });
    queue.settle([change.id]);
    assert.equal(records.get("a").text, "mine");
    assert.deepEqual(records.undecided("a").map(({ other }) => other.id), ["h2"]);
    records.set("a", "text", "mine, going on");
    assert.equal(queue.changes[0].base, change.id);
  });

  it("makes a choice on what stands, and settles what does not", () => {
    const kept = { text: { now: version("h2", "theirs"), others: [version("h3", "mine")] } };
    const records = open({ a: record("theirs", 2, "h2", { kept }) });
    const [{ key, other }] = records.undecided("a");
    records.choose("a", key, other, "both");
    const [choice] = queue.changes;
    assert.deepEqual([choice.value, choice.base, choice.settles], ["theirs\nmine", "h2", ["h3"]]);
    assert.deepEqual(records.undecided("a"), []);
  });

  it("shows what another tab left behind", async () => {
    const records = open({ a: record("stored", 1, "h1") });
    new Queue(await openDrawer()).put("a", "text", "from the other tab");
    assert.deepEqual(await records.adopt(), ["a"]);
    assert.equal(records.get("a").text, "from the other tab");
  });
});
