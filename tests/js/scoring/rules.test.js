// A browser test (test_scoring_rules.py) compares the rules with the server's on generated cases; here they are
// told by example.
import { needs, requirements, suggest } from "/static/js/scoring/rules.js";
import { assert } from "../vendor/chai/chai.js";

const SCALE = { minimum: "0", maximum: "5", step: "0.5", evidence_at_or_below: "2", evidence_from: "4" };
const point = (id, weight, more = {}) => ({ id, weight: String(weight), level: null, red_flag: false, ...more });
const step = (id, level) => point(id, 1, { level });
const flag = (id) => point(id, 0, { red_flag: true });
const CHECKLIST = [point(1, 2), point(2, 1), point(3, 1), flag(4)];
const LADDER = [step(1, 1), step(2, 2), step(3, 3)];
const RESPONSE = { rating: "3", not_asked: false, evidence: "", reason: "", flag_note: "", not_asked_reason: "", marks: {} };

const checklist = (marks, scale = SCALE) => suggest("checklist", CHECKLIST, marks, scale);
const ladder = (marks) => suggest("ladder", LADDER, marks, SCALE);
const lacks = (given, suggestion = null) => requirements({ ...RESPONSE, ...given }, suggestion, CHECKLIST, SCALE);

describe("suggest", () => {
  it("suggests nothing before a point that counts is marked", () => {
    assert.isNull(checklist({}));
    assert.isNull(checklist({ 4: "met" }));
    assert.isNull(ladder({}));
  });

  it("weighs the points of a checklist, a partly met one half", () => {
    assert.equal(checklist({ 1: "met", 2: "met", 3: "met" }).rating, "5");
    assert.equal(checklist({ 1: "met", 2: "missed", 3: "missed" }).rating, "2.5");
    assert.equal(checklist({ 1: "partly", 2: "partly", 3: "partly" }).rating, "2.5");
    assert.equal(checklist({ 1: "missed", 2: "missed", 3: "missed" }).rating, "0");
  });

  it("counts an unmarked point as missed, and says that it is incomplete", () => {
    const suggestion = checklist({ 1: "met" });
    assert.deepEqual([suggestion.rating, suggestion.complete], ["2.5", false]);
    assert.isTrue(checklist({ 1: "met", 2: "missed", 3: "partly" }).complete);
  });

  it("rounds half a step up, and stays within the scale", () => {
    // 1.25 lies between 1 and 1.5.
    assert.equal(checklist({ 1: "missed", 2: "met", 3: "missed" }).rating, "1.5");
    assert.equal(checklist({ 1: "missed" }, { ...SCALE, minimum: "1" }).rating, "1");
  });

  it("climbs a ladder up to the first level that is not wholly met", () => {
    const suggestion = ladder({ 1: "met", 2: "met", 3: "missed" });
    assert.deepEqual([suggestion.rating, suggestion.reached, suggestion.next_level], ["2", 2, 3]);
    assert.equal(ladder({ 1: "met", 2: "met", 3: "met" }).rating, "3");
  });

  it("gives half a level for the next that is met partly", () => {
    assert.equal(ladder({ 1: "met", 2: "partly", 3: "missed" }).rating, "1.5");
  });

  it("does not count levels above one that is missed, and names them", () => {
    const suggestion = ladder({ 1: "missed", 2: "met", 3: "met" });
    assert.deepEqual([suggestion.rating, suggestion.uncounted], ["0", [2, 3]]);
  });
});

describe("requirements", () => {
  it("asks for a rating", () => {
    assert.deepEqual(lacks({ rating: null }), ["rating"]);
  });

  it("asks for evidence at both ends of the scale", () => {
    assert.deepEqual(lacks({ rating: "2" }), ["evidence-low"]);
    assert.deepEqual(lacks({ rating: "4" }), ["evidence-high"]);
    assert.deepEqual(lacks({ rating: "3" }), []);
    assert.deepEqual(lacks({ rating: "2", evidence: "said so" }), []);
  });

  it("asks why a rating differs from what is suggested", () => {
    const suggestion = checklist({ 1: "met" });
    assert.deepEqual(lacks({ rating: "3" }, suggestion), ["reason"]);
    assert.deepEqual(lacks({ rating: "2.5" }, suggestion), []);
    assert.deepEqual(lacks({ rating: "3", reason: "more convincing than that" }, suggestion), []);
  });

  it("asks for a note on a red flag", () => {
    assert.deepEqual(lacks({ marks: { 4: "met" } }), ["flag-note"]);
    assert.deepEqual(lacks({ marks: { 4: "partly" }, flag_note: "shouted" }), []);
  });

  it("takes nothing but a letter or a digit for a text", () => {
    for (const text of ["", " ", "…", "。！", "\n"]) assert.deepEqual(lacks({ rating: "1", evidence: text }), ["evidence-low"], text);
    for (const text of ["好", "x", "½", "3"]) assert.deepEqual(lacks({ rating: "1", evidence: text }), [], text);
  });

  it("asks of a question that was not asked only why", () => {
    const given = { not_asked: true, rating: null, marks: { 4: "met" } };
    assert.deepEqual(lacks(given), ["not-asked-reason"]);
    assert.deepEqual(lacks({ ...given, not_asked_reason: "no time" }), []);
  });
});

describe("needs", () => {
  it("names the texts that are called for, written or not", () => {
    const response = { ...RESPONSE, rating: "1", evidence: "said so" };
    assert.deepEqual(needs(response, null, CHECKLIST, SCALE), ["evidence-low"]);
    assert.deepEqual(needs({ ...RESPONSE, rating: null }, null, CHECKLIST, SCALE), []);
  });
});
