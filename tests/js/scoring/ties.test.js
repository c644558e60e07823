import { quotation, tiedNotes } from "/static/js/scoring/ties.js";
import { assert } from "../vendor/chai/chai.js";

const selected = (value, words) => {
  const selectionStart = value.indexOf(words);
  return quotation({ value, selectionStart, selectionEnd: selectionStart + words.length });
};

describe("notes tied to points", () => {
  it("are read as the server reads them", async () => {
    const examples = await (await fetch("/tests/js/scoring/ties.json")).json();
    for (const { notes, tied } of examples) assert.deepEqual(Object.fromEntries(tiedNotes(notes)), tied, notes);
  });
});

describe("a quotation", () => {
  it("has the time of its place", () => {
    const notes = "[02:10] 先让客户说完\n边听边记，不插话\n[03:05] 复述三点";
    assert.equal(selected(notes, "不插话"), "[02:10] “不插话”");
    assert.equal(selected(notes, "复述三点"), "[03:05] “复述三点”");
    assert.equal(selected(notes, "[03:05] 复述"), "[03:05] “复述”");
  });

  it("has none where nobody wrote it down", () => assert.equal(selected("先听完", "听完"), "“听完”"));

  it("is one line", () => assert.equal(selected("先听完\n  再复述", "听完\n  再"), "“听完 再”"));

  it("needs words", () => {
    assert.equal(selected("先听 完", " "), "");
    assert.equal(quotation({ value: "先听完", selectionStart: 1, selectionEnd: 1 }), "");
  });
});
