import { memoryStorage } from "/static/js/common/storage.js";
import { Vault } from "/static/js/common/vault.js";
import { assert } from "../vendor/chai/chai.js";

const KEY = "0f".repeat(32);
const OTHER_KEY = "f0".repeat(32);
const DAY = 24 * 3600 * 1000;
const SECRET = "what the candidate said";

const everything = (storage) =>
  JSON.stringify(Array.from({ length: storage.length }, (_, index) => [storage.key(index), storage.getItem(storage.key(index))]));

describe("Vault", () => {
  let lasting;
  let passing;
  beforeEach(() => {
    lasting = memoryStorage();
    delete lasting.forgets;
    passing = memoryStorage();
  });
  const open = (options = {}) => new Vault({ key: KEY, person: 7, lasting, passing, ...options });

  it("gives back to the same person what was put in, on another day too", async () => {
    assert.isTrue(await open().write("/decide/#reason", { reason: [SECRET] }));
    const { value, at } = await open().read("/decide/#reason");
    assert.deepEqual(value, { reason: [SECRET] });
    assert.approximately(at, Date.now(), 5000);
    assert.isTrue(open().durable);
  });

  it("leaves nothing to read in the storage: no text, no page", async () => {
    await open().write("/decide/#reason", { reason: [SECRET] });
    assert.notInclude(everything(lasting), SECRET);
    assert.notInclude(everything(lasting), "decide");
    assert.equal(passing.length, 0);
  });

  it("gives nothing to somebody else, who has another key or another name", async () => {
    await open().write("/decide/#reason", SECRET);
    assert.isNull(await open({ key: OTHER_KEY }).read("/decide/#reason"));
    assert.isNull(await open({ person: 8 }).read("/decide/#reason"));
  });

  it("takes what was tampered with for nothing", async () => {
    await open().write("a", SECRET);
    const name = lasting.key(0);
    lasting.setItem(name, lasting.getItem(name).replace(/"sealed":"../, '"sealed":"AA'));
    assert.isNull(await open().read("a"));
    lasting.setItem(name, "cut off whi");
    assert.isNull(await open().read("a"));
  });

  it("does not let a removal be overtaken by the writing before it", async () => {
    const vault = open();
    vault.write("a", SECRET);
    await vault.remove("a");
    assert.equal(lasting.length, 0);
    assert.isNull(await vault.read("a"));
  });

  it("says when the storage is full, and goes on", async () => {
    const vault = open();
    lasting.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
    assert.isFalse(await vault.write("a", SECRET));
    assert.isNull(await vault.read("a"));
  });

  it("forgets what is old, whoever's it is", async () => {
    await open().write("a", SECRET);
    await open({ person: 8 }).write("a", SECRET);
    open().prune();
    assert.equal(lasting.length, 2);
    open().prune(Date.now() + 31 * DAY);
    assert.equal(lasting.length, 0);
  });

  it("keeps unsent changes of a scorecard for longer than drafts", async () => {
    await (await open().drawer("scoring")).write("1", SECRET, () => true);
    open().prune(Date.now() + 31 * DAY);
    assert.equal(lasting.length, 1);
    open().prune(Date.now() + 367 * DAY);
    assert.equal(lasting.length, 0);
  });

  it("without WebCrypto keeps to the tab, and clears it at sign-out and for the next person", async () => {
    const plain = open({ subtle: null });
    await plain.write("a", SECRET);
    assert.deepEqual([lasting.length, passing.length, plain.durable], [0, 1, false]);
    assert.deepEqual((await open({ subtle: null }).read("a")).value, SECRET);
    open({ subtle: null, person: 8 }).clearOpen({ others: true });
    assert.equal(passing.length, 0);
    await plain.write("a", SECRET);
    plain.clearOpen({ others: true });
    assert.equal(passing.length, 1);
    plain.clearOpen();
    assert.equal(passing.length, 0);
  });
});
