import { fill, read } from "/static/js/forms/fields.js";
import { adoptDraft, enhanceSearched } from "/static/js/forms/searched.js";
import { json, until } from "../fakes.js";
import { assert } from "../vendor/chai/chai.js";

const attributes = 'data-address="/people/" data-nothing="n" data-more="m" data-failed="f"';

function page(html) {
  const form = document.createElement("form");
  form.innerHTML = html;
  document.body.append(form);
  enhanceSearched(form);
  return form;
}

const one = () => page(`<label for="lead">Lead</label><div data-searched="one" ${attributes}>
  <input type="search" data-typed name="lead-typed"><select name="lead" id="lead"><option value="">Choose</option><option value="1" selected>张伟</option></select></div>`);
const many = () => page(`<fieldset><div data-searched="many" ${attributes}>
  <div><div><label><input type="checkbox" name="panel" value="1" checked>张伟</label></div></div>
  <input type="search" data-typed name="panel-typed"></div></fieldset>`);

function answering(choices) {
  const { fetch } = window;
  window.fetch = async () => json({ choices, more: false });
  return () => { window.fetch = fetch; };
}

async function typeInto(form, text) {
  const input = form.querySelector("[data-typed]");
  input.value = text;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await until(() => form.querySelector("[role=option]"));
  return input;
}

describe("a field that chooses one row", () => {
  it("shows who is chosen under the field's label, and sends the choice alone", () => {
    const form = one();
    const input = form.querySelector("[data-typed]");
    assert.equal(input.value, "张伟");
    assert.equal(input.labels[0].textContent, "Lead");
    assert.deepEqual(read(form), { lead: ["1"] });
  });

  it("takes what is found although the page did not hold it, and says that it changed", async () => {
    const form = one();
    const restore = answering([{ id: "7", label: "李娜" }]);
    let changed = 0;
    form.addEventListener("change", () => { changed += 1; });
    const input = await typeInto(form, "ln");
    assert.deepEqual(read(form).lead, [""], "what is typed over a choice is none yet");
    form.querySelector("[role=option]").click();
    restore();
    assert.deepEqual(read(form), { lead: ["7"] });
    assert.equal(input.value, "李娜");
    assert.isAbove(changed, 0);
  });

  it("gives a draft its choice back, by asking how it is called", async () => {
    const form = one();
    const restore = answering([{ id: "9", label: "王芳" }]);
    form.addEventListener("draft:values", adoptDraft);
    assert.deepEqual(fill(form, { lead: ["9"] }), []);
    await until(() => form.querySelector("[data-typed]").value === "王芳");
    restore();
  });
});

describe("a field that chooses several rows", () => {
  it("adds a tick for each that is taken, once", async () => {
    const form = many();
    const restore = answering([{ id: "1", label: "张伟" }, { id: "7", label: "李娜" }]);
    for (const place of [1, 0, 1]) {
      await typeInto(form, "x");
      form.querySelectorAll("[role=option]")[place].click();
      form.querySelector("[role=listbox]").replaceChildren();
    }
    restore();
    assert.deepEqual(read(form), { panel: ["1", "7"], "panel-typed": [""] });
  });
});
