import { Queue } from "/static/js/common/queue.js";
import { memoryStorage } from "/static/js/common/storage.js";
import { Vault } from "/static/js/common/vault.js";
import { assert } from "../vendor/chai/chai.js";
import { openDrawer, openVaultIn } from "../fakes.js";

const BYTES = 100_000;
const values = (changes) => changes.map((change) => change.value);

describe("Queue", () => {
  let storage;
  let vault;
  // Each stands for a page; what one has written the next one finds.
  const open = async (options, name = "1") => Queue.open(await openDrawer(name, vault), options);
  const written = (queue) => queue.drawer.read(() => true);
  beforeEach(() => {
    storage = Object.assign(memoryStorage(), { forgets: false });
    vault = openVaultIn(storage);
  });

  it("replaces a change of the same field that was never sent", async () => {
    const queue = await open();
    queue.put(1, "notes", "a", { base: "head" });
    const change = queue.put(1, "notes", "ab", { base: "other" });
    assert.deepEqual(values(queue.changes), ["ab"]);
    assert.equal(change.base, "head");
    assert.deepEqual((await written(queue)).map(({ value }) => value.value), ["ab"]);
    assert.equal(storage.length, 1);
  });

  it("lets a change follow a sent one of its field", async () => {
    const queue = await open();
    const sent = queue.put(1, "notes", "a");
    queue.batch(10, BYTES);
    const next = queue.put(1, "notes", "ab");
    assert.equal(next.base, sent.id);
    assert.deepEqual(values(queue.changes), ["a", "ab"]);
  });

  it("keeps the order of the last acts", async () => {
    const queue = await open();
    queue.put(1, "notes", "a");
    queue.put(1, "rating", "3");
    queue.put(1, "notes", "ab");
    assert.deepEqual(values(queue.batch(10, BYTES)), ["3", "ab"]);
  });

  it("treats fields with a common key as versions of a single field", async () => {
    const queue = await open({ keyOf: (field) => (field === "not_asked" ? "rating" : field) });
    queue.put(1, "rating", "3");
    queue.put(1, "not_asked", true);
    assert.deepEqual(values(queue.changes), [true]);
    assert.equal(queue.waiting(1, "rating").length, 1);
  });

  it("leaves a choice alone on its base, with what it settles", async () => {
    const queue = await open();
    queue.put(1, "notes", "a");
    const choice = queue.put(1, "notes", "both", { base: "now", settles: ["other"], alone: true });
    assert.deepEqual([choice.base, choice.settles], ["now", ["other"]]);
    assert.deepEqual(values(queue.changes), ["a", "both"]);
  });

  it("gives its changes times that only grow, though the clock stands still", async () => {
    const queue = await open();
    const times = ["a", "b", "c"].map((item) => queue.put(item, "text", "x").at);
    assert.deepEqual(times, [...new Set(times)].sort((earlier, later) => earlier - later));
  });

  it("has everything again after the page was killed, in order", async () => {
    const killed = await open();
    killed.put(1, "notes", "a");
    killed.put(2, "notes", "b");
    killed.put(1, "rating", "3");
    assert.deepEqual(values((await open()).changes), ["a", "b", "3"]);
  });

  it("follows, and does not replace, what it took over", async () => {
    (await open()).put(1, "notes", "a");
    const opened = await open();
    const [adopted] = opened.changes;
    assert.equal(opened.put(1, "notes", "ab").base, adopted.id);
    assert.deepEqual(values(opened.changes), ["a", "ab"]);
  });

  it("follows what another tab has claimed, for that tab may send it", async () => {
    const first = await open();
    const claimed = first.put(1, "notes", "a");
    await open();
    assert.equal(first.put(1, "notes", "ab").base, claimed.id);
  });

  it("drops what another tab has settled", async () => {
    const first = await open();
    first.put(1, "notes", "a");
    const second = await open();
    first.settle(first.changes.map((change) => change.id));
    assert.deepEqual(second.batch(10, BYTES), []);
    assert.equal(second.changes.length, 0);
  });

  it("leaves to a tab that may be alive what it made just now", async () => {
    const first = await open();
    const second = await open();
    const { at } = first.put(1, "notes", "a");
    assert.deepEqual(await second.adopt(at - 1), []);
    assert.deepEqual(values(await second.adopt(at)), ["a"]);
    assert.deepEqual(await second.adopt(at), []);
  });

  it("has in order what was sent and what followed it, when it is opened again", async () => {
    const queue = await open();
    queue.put(1, "notes", "a");
    queue.put(1, "rating", "3");
    queue.put(1, "notes", "ab");
    const [first] = queue.batch(10, BYTES);
    queue.put(1, "notes", "abc");
    queue.settle([first.id]);
    assert.deepEqual(values((await open()).changes), ["ab", "abc"]);
  });

  it("sees nothing of another drawer", async () => {
    (await open()).put(1, "notes", "a");
    assert.equal((await open({}, "2")).changes.length, 0);
  });

  it("passes over entries that were cut off while they were written", async () => {
    (await open()).put(1, "notes", "a");
    const drawer = await openDrawer("1", vault);
    storage.setItem(`${drawer.prefix}broken`, '{"at": 1, "sealed": "brok');
    assert.deepEqual(values((await open()).changes), ["a"]);
  });

  it("sends at most so many, and about so many bytes, but always one", async () => {
    const queue = await open();
    for (const item of [1, 2, 3, 4]) queue.put(item, "notes", "字".repeat(100));
    assert.equal(queue.batch(3, BYTES).length, 3);
    assert.equal(queue.batch(10, 1100).length, 2);
    assert.equal(queue.batch(10, 1).length, 1);
  });

  it("bases on the one before what was made on a refused change", async () => {
    const queue = await open();
    const refused = queue.put(1, "notes", "bad", { base: "head" });
    queue.batch(10, BYTES);
    queue.put(1, "notes", "bad, and on");
    queue.refuse([refused.id]);
    assert.deepEqual(queue.changes.map(({ value, base }) => [value, base]), [["bad, and on", "head"]]);
    assert.equal((await open()).changes[0].base, "head");
  });

  it("forgets settled changes in the storage too", async () => {
    const queue = await open();
    queue.put(1, "notes", "a");
    queue.settle(queue.batch(10, BYTES).map((change) => change.id));
    await written(queue);
    assert.equal(storage.length, 0);
  });

  it("counts the last change of each field that matters", async () => {
    const queue = await open({ matters: ({ field }) => field !== "seconds" });
    queue.put(1, "notes", "a");
    queue.batch(10, BYTES);
    queue.put(1, "notes", "ab");
    queue.put(1, "seconds", 12);
    assert.deepEqual(values(queue.entered), ["ab"]);
  });

  it("says so when the storage is full, and still sends", async () => {
    storage.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
    const queue = await open();
    queue.put(1, "notes", "a");
    await written(queue);
    assert.isFalse(queue.durable);
    queue.put(1, "notes", "ab");
    assert.deepEqual(values(queue.batch(10, BYTES)), ["ab"]);
  });

  it("is not durable where the browser's storage is switched off", async () => {
    vault = openVaultIn(memoryStorage());
    const queue = await open();
    assert.isFalse(queue.durable);
    queue.put(1, "notes", "a");
    await written(queue);
    assert.isFalse(queue.durable);
  });

  it("leaves nothing to read in the browser, and comes back to the same person only", async () => {
    (await open()).put(1, "notes", "what the candidate said");
    assert.equal((await open()).changes.length, 1);
    const name = storage.key(0);
    assert.notInclude(name + storage.getItem(name), "candidate");
    assert.notInclude(storage.getItem(name), "notes");
    vault = new Vault({ key: "f0".repeat(32), person: 8, lasting: storage, passing: memoryStorage() });
    assert.equal((await open()).changes.length, 0);
  });

  it("does not bring back what was settled while it was being sealed", async () => {
    const queue = await open();
    const change = queue.put(1, "notes", "a");
    queue.settle([change.id]);
    await written(queue);
    assert.equal(storage.length, 0);
    assert.equal((await open()).changes.length, 0);
  });
});
