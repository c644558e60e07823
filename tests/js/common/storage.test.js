import { newId } from "/static/js/common/ids.js";
import { memoryStorage, openStorage } from "/static/js/common/storage.js";
import { assert } from "../vendor/chai/chai.js";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("openStorage", () => {
  it("is the browser's own, in which it leaves nothing", () => {
    assert.strictEqual(openStorage(), localStorage);
    assert.equal(localStorage.length, 0);
  });

  it("forgets with the page where the browser's is switched off", () => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => { throw new DOMException("off", "SecurityError"); };
    const storage = openStorage();
    Storage.prototype.setItem = setItem;
    assert.isTrue(storage.forgets);
  });
});

describe("memoryStorage", () => {
  it("works like the browser's", () => {
    const storage = memoryStorage();
    storage.setItem("a", 1);
    storage.setItem("b", "2");
    assert.deepEqual([storage.length, storage.key(0), storage.key(5), storage.getItem("a")], [2, "a", null, "1"]);
    storage.removeItem("a");
    assert.isNull(storage.getItem("a"));
    storage.clear();
    assert.equal(storage.length, 0);
  });
});

describe("newId", () => {
  it("is a random UUID", () => {
    const ids = Array.from({ length: 100 }, newId);
    for (const id of ids) assert.match(id, UUID);
    assert.equal(new Set(ids).size, 100);
  });

  it("is one too where the browser makes none, on a site without HTTPS", () => {
    Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
    const ids = Array.from({ length: 100 }, newId);
    delete crypto.randomUUID;
    for (const id of ids) assert.match(id, UUID);
    assert.equal(new Set(ids).size, 100);
  });
});
