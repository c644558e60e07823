import { Queue } from "/static/js/common/queue.js";
import { memoryStorage } from "/static/js/common/storage.js";
import { assert } from "../vendor/chai/chai.js";

const BYTES = 100_000;
const values = (changes) => changes.map((change) => change.value);
const full = () => Object.assign(memoryStorage(), { forgets: false, setItem() { throw new Error("full"); } });

describe("Queue", () => {
  let storage;
  const open = (options, prefix = "test:1:") => new Queue(storage, prefix, options);
  beforeEach(() => { storage = Object.assign(memoryStorage(), { forgets: false }); });

  it("replaces a change of the same field that was never sent", () => {
    const queue = open();
    queue.put(1, "notes", "a", { base: "head" });
    const change = queue.put(1, "notes", "ab", { base: "other" });
    assert.deepEqual(values(queue.changes), ["ab"]);
    assert.equal(change.base, "head");
    assert.equal(storage.length, 1);
  });

  it("lets a change follow a sent one of its field", () => {
    const queue = open();
    const sent = queue.put(1, "notes", "a");
    queue.batch(10, BYTES);
    const next = queue.put(1, "notes", "ab");
    assert.equal(next.base, sent.id);
    assert.deepEqual(values(queue.changes), ["a", "ab"]);
  });

  it("keeps the order of the last acts", () => {
    const queue = open();
    queue.put(1, "notes", "a");
    queue.put(1, "rating", "3");
    queue.put(1, "notes", "ab");
    assert.deepEqual(values(queue.batch(10, BYTES)), ["3", "ab"]);
  });

  it("treats fields with a common key as versions of a single field", () => {
    const queue = open({ keyOf: (field) => (field === "not_asked" ? "rating" : field) });
    queue.put(1, "rating", "3");
    queue.put(1, "not_asked", true);
    assert.deepEqual(values(queue.changes), [true]);
    assert.equal(queue.waiting(1, "rating").length, 1);
  });

  it("leaves a choice alone on its base, with what it settles", () => {
    const queue = open();
    queue.put(1, "notes", "a");
    const choice = queue.put(1, "notes", "both", { base: "now", settles: ["other"], alone: true });
    assert.deepEqual([choice.base, choice.settles], ["now", ["other"]]);
    assert.deepEqual(values(queue.changes), ["a", "both"]);
  });

  it("gives its changes times that only grow, though the clock stands still", () => {
    const queue = open();
    const times = ["a", "b", "c"].map((item) => queue.put(item, "text", "x").at);
    assert.deepEqual(times, [...new Set(times)].sort((earlier, later) => earlier - later));
  });

  it("has everything again after the page was killed, in order", () => {
    const killed = open();
    killed.put(1, "notes", "a");
    killed.put(2, "notes", "b");
    killed.put(1, "rating", "3");
    assert.deepEqual(values(open().changes), ["a", "b", "3"]);
  });

  it("follows, and does not replace, what it took over", () => {
    open().put(1, "notes", "a");
    const opened = open();
    const [adopted] = opened.changes;
    assert.equal(opened.put(1, "notes", "ab").base, adopted.id);
    assert.deepEqual(values(opened.changes), ["a", "ab"]);
  });

  it("follows what another tab has claimed, for that tab may send it", () => {
    const first = open();
    const claimed = first.put(1, "notes", "a");
    open();
    assert.equal(first.put(1, "notes", "ab").base, claimed.id);
  });

  it("drops what another tab has settled", () => {
    const first = open();
    first.put(1, "notes", "a");
    const second = open();
    first.settle(first.changes.map((change) => change.id));
    assert.deepEqual(second.batch(10, BYTES), []);
    assert.equal(second.changes.length, 0);
  });

  it("leaves to a tab that may be alive what it made just now", () => {
    const first = open();
    const second = open();
    const { at } = first.put(1, "notes", "a");
    assert.deepEqual(second.adopt(at - 1), []);
    assert.deepEqual(values(second.adopt(at)), ["a"]);
    assert.deepEqual(second.adopt(at), []);
  });

  it("sees nothing of another prefix", () => {
    open().put(1, "notes", "a");
    assert.equal(open({}, "test:2:").changes.length, 0);
  });

  it("passes over entries that were cut off while they were written", () => {
    open().put(1, "notes", "a");
    storage.setItem("test:1:broken", '{"id": "brok');
    assert.deepEqual(values(open().changes), ["a"]);
  });

  it("sends at most so many, and about so many bytes, but always one", () => {
    const queue = open();
    for (const item of [1, 2, 3, 4]) queue.put(item, "notes", "字".repeat(100));
    assert.equal(queue.batch(3, BYTES).length, 3);
    assert.equal(queue.batch(10, 1100).length, 2);
    assert.equal(queue.batch(10, 1).length, 1);
  });

  it("bases on the one before what was made on a refused change", () => {
    const queue = open();
    const refused = queue.put(1, "notes", "bad", { base: "head" });
    queue.batch(10, BYTES);
    queue.put(1, "notes", "bad, and on");
    queue.refuse([refused.id]);
    assert.deepEqual(queue.changes.map(({ value, base }) => [value, base]), [["bad, and on", "head"]]);
    assert.equal(open().changes[0].base, "head");
  });

  it("forgets settled changes in the storage too", () => {
    const queue = open();
    queue.put(1, "notes", "a");
    queue.settle(queue.batch(10, BYTES).map((change) => change.id));
    assert.equal(storage.length, 0);
  });

  it("counts the last change of each field that matters", () => {
    const queue = open({ matters: ({ field }) => field !== "seconds" });
    queue.put(1, "notes", "a");
    queue.batch(10, BYTES);
    queue.put(1, "notes", "ab");
    queue.put(1, "seconds", 12);
    assert.deepEqual(values(queue.entered), ["ab"]);
  });

  it("says so when the storage is full, and still sends", () => {
    storage = full();
    const queue = open();
    queue.put(1, "notes", "a");
    assert.isFalse(queue.durable);
    queue.put(1, "notes", "ab");
    assert.deepEqual(values(queue.batch(10, BYTES)), ["ab"]);
  });

  it("is not durable where the browser's storage is switched off", () => {
    storage = memoryStorage();
    const queue = open();
    assert.isFalse(queue.durable);
    queue.put(1, "notes", "a");
    assert.isFalse(queue.durable);
  });
});
