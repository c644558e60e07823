import { Combobox } from "/static/js/common/combobox.js";
import { until } from "../fakes.js";
import { assert } from "../vendor/chai/chai.js";

const texts = { nothing: "nothing", more: "more", failed: "failed" };
const people = ["张伟", "张芳", "李娜"].map((label, place) => ({ id: String(place + 1), label }));

function key(input, name, options = {}) {
  const event = new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...options });
  input.dispatchEvent(event);
  return event;
}

function make(find = async (text) => ({ choices: people.filter(({ label }) => label.includes(text)), more: false })) {
  const input = document.createElement("input");
  input.setAttribute("aria-label", "Person");
  document.body.append(input);
  const chosen = [];
  const box = new Combobox({ input, find, choose: (choice) => chosen.push(choice.id), texts });
  const type = async (text) => { input.value = text; input.dispatchEvent(new InputEvent("input")); await until(() => box.open || box.status.textContent); };
  return { input, box, chosen, type, active: () => document.getElementById(input.getAttribute("aria-activedescendant"))?.textContent };
}

describe("a combobox", () => {
  it("offers the first of all on the arrow down, and says that it is open", async () => {
    const { input, box } = make();
    key(input, "ArrowDown");
    await until(() => box.open);
    assert.equal(input.getAttribute("aria-expanded"), "true");
    assert.equal(box.list.children.length, 3);
    assert.equal(input.getAttribute("aria-controls"), box.list.id);
  });

  it("goes through what is found by the arrows, round and round, and takes it on Enter", async () => {
    const { input, chosen, type, active, box } = make();
    await type("张");
    assert.equal(active(), "张伟");
    key(input, "ArrowDown");
    assert.equal(active(), "张芳");
    key(input, "ArrowDown");
    assert.equal(active(), "张伟");
    key(input, "ArrowUp");
    assert.isTrue(key(input, "Enter").defaultPrevented, "the form is not sent");
    assert.deepEqual(chosen, ["2"]);
    assert.isFalse(box.open);
  });

  it("is closed by Escape and by leaving, and takes nothing then", async () => {
    const { input, chosen, type, box } = make();
    await type("李");
    key(input, "Escape");
    assert.isFalse(box.open);
    await type("李");
    input.dispatchEvent(new FocusEvent("blur"));
    assert.isFalse(box.open);
    assert.isFalse(key(input, "Enter").defaultPrevented, "Enter sends the form as ever");
    assert.deepEqual(chosen, []);
  });

  it("is chosen from by a finger", async () => {
    const { chosen, type, box } = make();
    await type("张");
    box.list.children[1].click();
    assert.deepEqual(chosen, ["2"]);
  });

  it("says that nothing is found, that there is more, and that the site is out of reach", async () => {
    const { type, box } = make(async (text) => {
      if (text === "x") throw new TypeError("offline");
      return { choices: text === "0" ? [] : people, more: true };
    });
    await type("0");
    assert.equal(box.status.textContent, "nothing");
    await type("张");
    await until(() => box.open);
    assert.equal(box.status.textContent, "more");
    await type("x");
    await until(() => !box.open);
    assert.equal(box.status.textContent, "failed");
  });

  it("shows what was asked last, whichever answer comes first", async () => {
    const answers = {};
    const { input, box } = make((text) => new Promise((resolve) => { answers[text] = resolve; }));
    input.value = "张";
    box.look();
    input.value = "李";
    box.look();
    answers["李"]({ choices: [people[2]], more: false });
    await until(() => box.open);
    answers["张"]({ choices: people, more: false });
    await Promise.resolve();
    assert.equal(box.list.textContent, "李娜");
  });

  it("writes names as text, never as HTML", async () => {
    const { type, box } = make(async () => ({ choices: [{ id: "1", label: "<img src=x onerror=alert(1)>" }], more: false }));
    await type("x");
    assert.equal(box.list.querySelector("img"), null);
  });
});
