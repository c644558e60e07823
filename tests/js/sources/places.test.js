import { moved, placeOf, pointAt, sentenceStarts } from "/static/js/sources/places.js";
import { assert } from "../vendor/chai/chai.js";

describe("places in a block's text", () => {
  const element = (html) => {
    const made = document.createElement("div");
    for (const [tag, text] of html) {
      const part = tag ? document.createElement(tag) : document.createTextNode("");
      part[tag ? "textContent" : "data"] = text;
      made.append(part);
    }
    return made;
  };

  it("places count characters as the server does, across marks and beyond the basic plane", () => {
    const made = element([["", "先听😀完，"], ["mark", "三分钟"], ["", "回访。"]]);
    for (let place = 1; place < 10; place += 1) {
      const { node, offset } = pointAt(made, place);
      assert.equal(placeOf(made, node, offset), place);
    }
    assert.isNull(pointAt(made, 99));
  });

  it("sentences begin behind their marks, and the first is no border", () => {
    assert.deepEqual(sentenceStarts("先听完。再复述！”最后跟进"), [4, 9]);
    assert.deepEqual(sentenceStarts("只有一句。"), []);
  });

  it("arrows lead by a character and by a sentence, and never to an empty part", () => {
    const text = "先听完。再复述。跟进";
    assert.equal(moved(text, 4, "ArrowDown"), 8);
    assert.equal(moved(text, 8, "ArrowUp"), 4);
    assert.equal(moved(text, 1, "ArrowLeft"), 1);
    assert.equal(moved(text, 9, "ArrowRight"), 9);
    assert.equal(moved(text, 5, "x"), 5);
  });
});
