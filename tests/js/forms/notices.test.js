import { readTexts } from "/static/js/common/texts.js";
import { Notices } from "/static/js/forms/notices.js";
import { assert } from "../vendor/chai/chai.js";

const place = document.getElementById("place");

describe("Notices", () => {
  let notices;
  let form;
  let state;
  let entered;
  beforeEach(() => {
    place.innerHTML = '<details><summary>More</summary><form></form></details><output hidden></output>';
    form = place.querySelector("form");
    state = place.querySelector("output");
    entered = ["a form"];
    notices = new Notices({ say: readTexts("forms-texts"), state, queue: { get entered() { return entered; }, durable: true } });
  });
  afterEach(() => place.replaceChildren());
  const shown = () => [...place.querySelectorAll(".form-notice p")].map((line) => line.textContent);

  it("says what became of a form in one place, and unfolds what it is in", () => {
    notices.show(form, { kind: "error", text: "first" });
    notices.show(form, { kind: "error", text: "second" });
    assert.deepEqual(shown(), ["second"]);
    assert.equal(place.querySelector(".form-notice").getAttribute("role"), "alert");
    assert.isTrue(place.querySelector("details").open);
    notices.clear(form);
    assert.deepEqual(shown(), []);
  });

  it("leaves an offer standing while something else is said", () => {
    notices.show(form, { kind: "warning", text: "an offer", above: true });
    notices.show(form, { kind: "error", text: "a failure" });
    notices.clear(form);
    assert.deepEqual(shown(), ["an offer"]);
    notices.clear(form, { above: true });
    assert.deepEqual(shown(), []);
  });

  it("lets people act by its buttons", () => {
    const acts = [];
    notices.show(form, { kind: "error", text: "failed", acts: [["Try again", () => acts.push("again")]] });
    place.querySelector(".form-notice button").click();
    assert.deepEqual(acts, ["again"]);
  });

  it("speaks of the state as the scoring page does, and of nothing that is not kept", () => {
    notices.unsaved("offline");
    assert.equal(state.textContent, "Offline · changes kept here: 1");
    notices.saved();
    assert.match(state.textContent, /^Saved \d\d:\d\d:\d\d$/);
    entered = [];
    notices.unsaved("not-taken");
    assert.isTrue(state.hidden);
  });
});
