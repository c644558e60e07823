import { hold, steady } from "/static/js/common/steady.js";
import { assert } from "../vendor/chai/chai.js";

const place = document.getElementById("place");
function sized(height) {
  const element = document.createElement("div");
  element.style.height = `${height}px`;
  return element;
}

describe("steady", () => {
  let field;
  const top = () => field.getBoundingClientRect().top;
  beforeEach(() => {
    document.documentElement.style.overflowAnchor = "none";
    field = document.createElement("input");
    place.replaceChildren(sized(200), field, sized(5000));
    scrollTo({ top: 0, behavior: "instant" });
  });
  afterEach(() => { place.replaceChildren(); });

  it("leaves where it is what has the focus", () => {
    field.focus();
    const before = top();
    steady(() => place.prepend(sized(120)));
    assert.approximately(top(), before, 1);
  });

  it("holds what was clicked before what has the focus, until a key is pressed", () => {
    const clicked = sized(40);
    field.after(sized(100), clicked);
    field.focus();
    clicked.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
    const before = clicked.getBoundingClientRect().top;
    steady(() => field.after(sized(60)));
    assert.approximately(clicked.getBoundingClientRect().top, before, 1);
    field.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true }));
    const typed = top();
    steady(() => field.before(sized(60)));
    assert.approximately(top(), typed, 1);
  });

  it("moves nothing for what is gone", () => {
    field.focus();
    const release = hold();
    field.remove();
    release();
    assert.equal(scrollY, 0);
  });
});
