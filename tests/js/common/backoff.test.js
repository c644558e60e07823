import { Backoff } from "/static/js/common/backoff.js";
import { assert } from "../vendor/chai/chai.js";

const wait = (backoff) => backoff.fail() - backoff.now();
const waits = (backoff, count) => Array.from({ length: count }, () => wait(backoff));

describe("Backoff", () => {
  it("doubles the wait after each failure, up to half a minute", () => {
    const backoff = new Backoff({ now: () => 5000, random: () => 0.5 });
    assert.deepEqual(waits(backoff, 7), [1000, 2000, 4000, 8000, 16000, 30000, 30000]);
  });

  it("begins anew after a success", () => {
    const backoff = new Backoff({ now: () => 5000, random: () => 0.5 });
    waits(backoff, 5);
    backoff.reset();
    assert.equal(backoff.notBefore, 0);
    assert.equal(wait(backoff), 1000);
  });

  it("spreads the browsers by a fifth to each side", () => {
    assert.closeTo(wait(new Backoff({ now: () => 0, random: () => 0 })), 800, 1e-6);
    assert.closeTo(wait(new Backoff({ now: () => 0, random: () => 1 })), 1200, 1e-6);
  });
});
