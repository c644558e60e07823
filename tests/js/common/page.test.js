import { onKey } from "/static/js/common/keyboard.js";
import { stateText } from "/static/js/common/save-state.js";
import { setText } from "/static/js/common/text-field.js";
import { readTexts } from "/static/js/common/texts.js";
import { assert } from "../vendor/chai/chai.js";

const place = document.getElementById("place");
const say = readTexts("scoring-texts");

afterEach(() => place.replaceChildren());

describe("readTexts", () => {
  it("fills in what is in braces, and leaves what it has no value for", () => {
    const block = Object.assign(document.createElement("script"), { type: "application/json", id: "some-texts" });
    block.textContent = JSON.stringify({ left: "{count} of {total} left" });
    place.append(block);
    assert.equal(readTexts("some-texts")("left", { count: 0 }), "0 of {total} left");
  });

  it("throws for a sentence the page has not", () => {
    assert.throws(() => say("no-such-sentence"), TypeError);
  });
});

describe("stateText", () => {
  const queue = (count, durable = true) => ({ entered: Array.from({ length: count }), durable });

  it("counts what is kept here", () => {
    assert.equal(stateText(say, "offline", queue(2)), "Offline · changes kept here: 2");
    assert.equal(stateText(say, "offline", queue(0)), "Offline");
    assert.equal(stateText(say, "signed-out", queue(3)), "Signed out · changes kept here: 3");
  });

  it("warns where nothing would outlast the page", () => {
    assert.equal(stateText(say, "offline", queue(2, false)), "Not saved: 2 · keep this page open");
    assert.equal(stateText(say, "saved", queue(0, false)), "Saved");
  });
});

describe("setText", () => {
  it("does not move the caret of whoever types there", () => {
    place.innerHTML = "<textarea>hello</textarea>";
    const field = place.firstElementChild;
    field.focus();
    field.setSelectionRange(2, 4);
    setText(field, "hello, and\r\nmore");
    assert.deepEqual([field.value, field.selectionStart, field.selectionEnd], ["hello, and\nmore", 2, 4]);
  });
});

describe("onKey", () => {
  let acts = 0;
  onKey("KeyQ", () => { acts += 1; });
  const press = (target, options = {}) => {
    acts = 0;
    target.dispatchEvent(new KeyboardEvent("keydown", { code: "KeyQ", bubbles: true, cancelable: true, ...options }));
    return acts;
  };

  it("acts outside of texts only", () => {
    place.innerHTML = "<textarea></textarea><input><input type='checkbox'><button></button><select></select>";
    const counts = [...place.children].map((element) => press(element));
    assert.deepEqual(counts, [0, 0, 1, 1, 0]);
  });

  it("leaves keys with Ctrl, Alt or an input method to others", () => {
    const given = [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }, { code: "KeyW" }];
    assert.deepEqual(given.map((options) => press(place, options)), [0, 0, 0, 0, 0]);
    assert.equal(press(place), 1);
  });

  it("is silent while a dialog is open", () => {
    place.innerHTML = "<dialog open></dialog>";
    assert.equal(press(place), 0);
  });
});
