import { deviceName } from "/static/js/scoring/device.js";
import { rated, reasonOf, say } from "/static/js/scoring/words.js";
import { assert } from "../vendor/chai/chai.js";

const IPAD = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.0 Safari/605.1.15";
const EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0.0.0 Safari/537.36 Edg/120.0";
const sentence = (suggestion) => reasonOf(suggestion).map((part) => part.textContent ?? part).join("");
const ladder = (more) => ({ rating: "2", complete: true, reached: 2, next_level: 3, next_partly: false, ...more });

describe("rated", () => {
  it("has a single decimal, or two where the step needs them", () => {
    assert.deepEqual(["4", "3.5", "3.25", "0.1"].map(rated), ["4.0", "3.5", "3.25", "0.1"]);
  });
});

describe("reasonOf", () => {
  it("says what a checklist's points come to, the rating in bold", () => {
    const parts = reasonOf({ rating: "3.5", complete: true, total_weight: "4", met_weight: "2", partly_weight: "1" });
    assert.equal(parts.find((part) => part.tagName === "B").textContent, "3.5");
    assert.equal(
      parts.map((part) => part.textContent ?? part).join(""),
      "Suggested by the points: 3.5. Of a weight of 4, 2 is met and 1 partly met.",
    );
  });

  it("says which level of a ladder was reached, and what the next is", () => {
    assert.equal(sentence(ladder()), "Suggested by the levels: 2.0. Met up to level 2; level 3 is not.");
    assert.equal(sentence(ladder({ next_partly: true })), "Suggested by the levels: 2.0. Met up to level 2, and level 3 partly.");
    assert.equal(sentence(ladder({ next_level: null })), "Suggested by the levels: 2.0. Every level up to 2 is met.");
    assert.equal(sentence(ladder({ reached: 0, next_level: 1 })), "Suggested by the levels: 2.0. Level 1 is not met.");
  });

  it("says that points without a mark count as missed", () => {
    assert.include(sentence(ladder({ complete: false })), "Points not marked yet count as missed.");
    assert.notInclude(sentence(ladder()), "not marked yet");
  });

  it("says what to do where nothing is marked", () => {
    assert.deepEqual(reasonOf(null), [say("suggest_none")]);
  });
});

describe("deviceName", () => {
  it("is the browser and the system", () => {
    assert.equal(deviceName(EDGE, 0), "Edge · Windows");
    assert.equal(deviceName(IPAD, 0), "Safari · Mac");
  });

  it("knows an iPad that says it is a Mac by its touch screen", () => {
    assert.equal(deviceName(IPAD, 5), "Safari · iPad");
  });

  it("is empty for a browser nobody knows", () => {
    assert.equal(deviceName("curl/8", 0), "");
  });
});
