import { fileName } from "/static/js/forms/sending.js";
import { goesOn, reasonIn, Retries, sentence, stateOf } from "/static/js/forms/trouble.js";
import { UnderWay } from "/static/js/forms/under-way.js";
import { readTexts } from "/static/js/common/texts.js";
import { assert } from "../vendor/chai/chai.js";
import { until } from "../fakes.js";

const place = document.getElementById("place");

describe("trouble", () => {
  it("has a sentence for everything that can go wrong", () => {
    const say = readTexts("forms-texts");
    for (const cause of ["unreachable", "slow", 400, 403, 404, 405, 409, 410, 413, 418, 422, 429, 500, 502]) {
      assert.match(say(sentence(cause)), /^Not saved: /, cause);
    }
  });

  it("tells a site that can't be reached from one that does not take it", () => {
    assert.deepEqual(["unreachable", "slow", 502, 500, 422].map(stateOf), ["offline", "offline", "offline", "not-taken", "not-taken"]);
  });

  it("reads the reason from our own error pages only", () => {
    assert.equal(reasonIn('<main><div class="card empty"><h1>No</h1> <p>Your role\n  can look.</p></div></main>'), "Your role can look.");
    assert.equal(reasonIn("<h1>502 Bad gateway</h1><p>nginx</p>"), "");
  });

  it("knows a page with a form to go on with from one that only says no", () => {
    assert.isTrue(goesOn('<main><form method="post"></form></main>'));
    assert.isFalse(goesOn('<header><form method="post"></form></header><main><p>No</p></main>'));
  });

  it("reads the names of files", () => {
    assert.equal(fileName('attachment; filename="a b.xlsx"'), "a b.xlsx");
    assert.equal(fileName("attachment; filename*=utf-8''%E8%AE%B0%E5%BD%95.zip"), "记录.zip");
  });
});

describe("Retries", () => {
  beforeEach(() => { place.innerHTML = "<form></form>"; });
  afterEach(() => place.replaceChildren());

  it("tries again what may have failed on the way, at once when the network is back", async () => {
    const retries = new Retries();
    const form = place.firstElementChild;
    let tries = 0;
    assert.isTrue(retries.plan(form, "unreachable", () => { tries += 1; }));
    dispatchEvent(new Event("online"));
    await until(() => tries === 1);
    retries.stop(form);
    dispatchEvent(new Event("online"));
    assert.equal(tries, 1);
  });

  it("does not try again what was answered, nor for ever", () => {
    const retries = new Retries();
    const form = place.firstElementChild;
    for (const cause of [403, 409, 422, 500]) assert.isFalse(retries.plan(form, cause, () => {}));
    const planned = Array.from({ length: 8 }, () => retries.plan(form, 502, () => {}));
    assert.deepEqual(planned, [true, true, true, true, true, true, false, false]);
    retries.stop(form);
  });

  it("lets go of a form that is gone", () => {
    const retries = new Retries();
    let tries = 0;
    const form = place.firstElementChild;
    retries.plan(form, 503, () => { tries += 1; });
    form.remove();
    dispatchEvent(new Event("online"));
    assert.equal(tries, 0);
  });
});

describe("UnderWay", () => {
  it("marks the button and knows the second click on it", () => {
    place.innerHTML = "<form><button>Save</button><button>Other</button></form>";
    const underWay = new UnderWay();
    const form = place.firstElementChild;
    const [save, other] = form.children;
    underWay.begin(form, save);
    assert.equal(save.getAttribute("aria-busy"), "true");
    assert.deepEqual([underWay.has(form, save), underWay.has(form, other), underWay.any(form)], [true, false, true]);
    underWay.end(form);
    assert.isFalse(save.hasAttribute("aria-busy"));
    assert.isFalse(underWay.any(form));
    place.replaceChildren();
  });
});
