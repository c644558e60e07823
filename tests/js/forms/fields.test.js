import { fill, hasTexts, read, readInitial, same, settle, writes } from "/static/js/forms/fields.js";
import { assert } from "../vendor/chai/chai.js";

const place = document.getElementById("place");
const FORM = `
  <form method="post" action="/save/">
    <input type="hidden" name="csrfmiddlewaretoken" value="secret">
    <input name="title" value="Old"><textarea name="text">was
here</textarea>
    <input name="answer" value="one"><input name="answer" value="two">
    <input type="checkbox" name="ready" value="yes">
    <input type="radio" name="kind" value="a" checked><input type="radio" name="kind" value="b">
    <select name="level"><option value="1">1</option><option value="2">2</option></select>
    <input type="file" name="logo"><button name="act" value="go">Go</button>
  </form>`;

describe("fields", () => {
  let form;
  beforeEach(() => { place.innerHTML = FORM; form = place.querySelector("form"); });
  afterEach(() => place.replaceChildren());
  const INITIAL = { title: ["Old"], text: ["was\nhere"], answer: ["one", "two"], ready: [], kind: ["a"], level: ["1"] };

  it("reads what a person fills in, and no token, file or button", () => {
    assert.deepEqual(read(form), INITIAL);
    assert.deepEqual(readInitial(form), INITIAL);
  });

  it("puts back everything that was read", () => {
    const typed = { title: ["New"], text: ["two\nlines"], answer: ["", "3"], ready: ["yes"], kind: ["b"], level: ["2"] };
    const changed = [];
    form.addEventListener("change", ({ target }) => changed.push(target.name));
    assert.deepEqual(fill(form, typed), []);
    assert.deepEqual(read(form), typed);
    assert.deepEqual(new Set(changed), new Set(["title", "text", "answer", "ready", "kind", "level"]));
    assert.isFalse(same(read(form), readInitial(form)));
  });

  it("hands back the texts for which there is no field any more", () => {
    assert.deepEqual(fill(form, { title: ["New"], gone: ["a long text"], answer: ["1", "2", "3"] }), ["a long text", "3"]);
  });

  it("lets rows be made before it fills them", () => {
    form.addEventListener("draft:rows", ({ detail }) => {
      for (const name of detail.filter((wanted) => wanted.startsWith("row-"))) form.append(Object.assign(document.createElement("input"), { name }));
    });
    assert.deepEqual(fill(form, { "row-0": ["added"] }), []);
    assert.deepEqual(read(form)["row-0"], ["added"]);
  });

  it("takes what is stored as where the form starts from, and what was typed since as a change", () => {
    form.elements.title.value = "Sent";
    const sent = read(form);
    form.elements.text.value = "typed meanwhile";
    settle(form, sent);
    assert.equal(form.elements.title.defaultValue, "Sent");
    assert.equal(form.elements.text.value, "typed meanwhile");
    assert.equal(form.elements.text.defaultValue, "was\nhere");
  });

  it("sees no difference in what is empty or not there", () => {
    assert.isTrue(same({ title: [""] }, {}));
    assert.isFalse(same({ title: ["a"] }, {}));
  });

  it("finds the forms that write by themselves", () => {
    assert.isTrue(writes(form));
    assert.isTrue(hasTexts(form));
    place.innerHTML = `<form method="get"></form><form method="post" role="search"></form>
      <form method="post"><input type="password" name="password"></form><form method="POST"><input type="hidden" name="a"></form>`;
    assert.deepEqual([...place.children].map(writes), [false, false, false, true]);
    assert.isFalse(hasTexts(place.lastElementChild));
  });
});
