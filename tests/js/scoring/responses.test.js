import { Responses, responseQueue, valueOfVersion } from "/static/js/scoring/responses.js";
import { assert } from "../vendor/chai/chai.js";
import { openDrawer } from "../fakes.js";

const SHEET = {
  scale: { minimum: "0", maximum: "5", step: "0.5", evidence_at_or_below: "1", evidence_from: "4.5" },
  items: [{
    id: 1, position: 1, rubric_kind: "checklist",
    points: [{ id: 7, weight: "1", level: null, red_flag: false }, { id: 8, weight: "0", level: null, red_flag: true }],
  }],
};
const RESPONSE = {
  marks: {}, rating: null, not_asked: false, seconds: 10, notes: "", evidence: "", reason: "", flag_note: "",
  not_asked_reason: "", probes_used: [], revision: 3, heads: {}, kept: {},
};

describe("Responses", () => {
  let queue;
  beforeEach(async () => { queue = await responseQueue(await openDrawer()); });
  const open = (more = {}) => {
    return new Responses(SHEET, { items: { 1: { ...RESPONSE, ...more } } }, queue);
  };

  it("sets and clears the mark of a point, and leaves the others", () => {
    const responses = open({ marks: { 8: "met" } });
    responses.set(1, "mark:7", "partly");
    assert.deepEqual(responses.get(1).marks, { 7: "partly", 8: "met" });
    responses.set(1, "mark:7", null);
    assert.deepEqual(responses.get(1).marks, { 8: "met" });
  });

  it("takes the rating away from a question that is not asked, and the reverse", () => {
    const responses = open({ rating: "3" });
    responses.set(1, "not_asked", true);
    assert.deepEqual([responses.get(1).rating, responses.get(1).not_asked], [null, true]);
    responses.set(1, "rating", "2");
    assert.deepEqual([responses.get(1).rating, responses.get(1).not_asked], ["2", false]);
    assert.equal(queue.changes.length, 1);
  });

  it("lets the clock only grow", () => {
    const responses = open();
    responses.set(1, "seconds", 25);
    assert.equal(responses.get(1).seconds, 25);
    responses.apply(Object.assign(responses.server.get(1)), { field: "seconds", value: 4 });
    assert.equal(responses.server.get(1).seconds, 10);
  });

  it("does not warn of the clock's counting", () => {
    const responses = open();
    responses.set(1, "seconds", 25);
    assert.deepEqual(queue.entered, []);
    responses.set(1, "notes", "said so");
    assert.deepEqual(queue.entered.map((change) => change.field), ["notes"]);
  });

  it("knows its items by number, whatever JSON makes of them", () => {
    const responses = open();
    assert.deepEqual(responses.merge({ 1: { ...RESPONSE, notes: "from there", revision: 4 } }), [1]);
    assert.equal(responses.get(1).notes, "from there");
    assert.deepEqual(responses.merge({ 2: { ...RESPONSE, revision: 9 } }), []);
  });

  it("keeps both of two choices of probes", () => {
    assert.deepEqual(open().together("probes_used", [2, 0], [1, 0]), [0, 1, 2]);
  });

  it("keeps every line of two notes", () => {
    assert.equal(open().together("notes", "both\nhere", "both\nthere"), "both\nhere\nthere");
  });

  it("lacks a choice first where a field has two versions", () => {
    const version = (id, value) => ({ id, field: "notes", value, device: "", at: "2026-01-01T10:00:00Z" });
    const kept = { notes: { now: version("a", "here"), others: [version("b", "there")] } };
    const { missing, undecided } = open({ notes: "here", kept }).judge(1);
    assert.deepEqual(missing, ["versions", "rating"]);
    assert.equal(undecided.length, 1);
  });

  it("judges what was entered, not what the server has", () => {
    const responses = open();
    responses.set(1, "mark:7", "met");
    responses.set(1, "rating", "3");
    const { suggestion, missing, needs } = responses.judge(1);
    assert.deepEqual([suggestion.rating, missing, needs], ["5", ["reason"], ["reason"]]);
  });

  it("says not_asked for a version that has no rating because of it", () => {
    assert.equal(valueOfVersion({ field: "not_asked", value: true }), "not_asked");
    assert.isNull(valueOfVersion({ field: "not_asked", value: false }));
    assert.equal(valueOfVersion({ field: "rating", value: "3" }), "3");
  });
});
