import { join, union } from "/static/js/common/join.js";
import { assert } from "../vendor/chai/chai.js";

describe("join", () => {
  it("has every line of both texts, the first text's first", () => {
    assert.equal(join("mine", "theirs"), "mine\ntheirs");
  });

  it("has what both share only once", () => {
    assert.equal(join("a\nb\nmine\nz", "a\nb\ntheirs\nz"), "a\nb\nmine\ntheirs\nz");
  });

  it("finds shared lines in the middle", () => {
    assert.equal(join("1\nshared\n2", "3\nshared\n4"), "1\n3\nshared\n2\n4");
  });

  it("keeps every line of texts too long to compare", () => {
    const lines = (name) => Array.from({ length: 700 }, (_, number) => `${name}${number}`).join("\n");
    assert.equal(join(lines("a"), lines("b")), `${lines("a")}\n${lines("b")}`);
  });

  it("leaves equal texts as they are", () => {
    assert.equal(join("a\nb", "a\nb"), "a\nb");
  });
});

describe("union", () => {
  it("is the text that holds the whole of the other", () => {
    assert.equal(union("abc", "b"), "abc");
    assert.equal(union("b", "abc"), "abc");
    assert.equal(union("", "abc"), "abc");
  });

  it("joins texts of which none holds the other", () => {
    assert.equal(union("theirs", "mine"), "theirs\nmine");
  });
});
