import { memoryStorage } from "/static/js/common/storage.js";
import { Drafts } from "/static/js/forms/drafts.js";
import { Vault } from "/static/js/common/vault.js";
import { assert } from "../vendor/chai/chai.js";
import { until } from "../fakes.js";

const place = document.getElementById("place");
const FORM = '<form method="post" action="/note/"><textarea name="text">as stored</textarea></form>';

describe("Drafts", () => {
  let storage;
  let shown;
  let drafts;
  const notices = {
    show: (form, content) => shown.push({ form, ...content }),
    clear: () => {},
    announce: () => {},
  };
  const visit = async (html = FORM, person = 7) => {
    place.innerHTML = html;
    shown = [];
    const key = String(person).repeat(64);
    drafts = new Drafts({ vault: new Vault({ key, person, lasting: storage, passing: memoryStorage() }), notices, say: (text) => text });
    await drafts.watch(place);
    return place.querySelector("form");
  };
  const type = async (form, text) => {
    const field = form.querySelector("textarea");
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    await drafts.keep(form);
  };
  const press = (label) => shown.at(-1).acts.find(([text]) => text === label)[1]();

  beforeEach(() => { storage = memoryStorage(); delete storage.forgets; });
  afterEach(() => place.replaceChildren());

  it("keeps what is typed and offers it on the next visit", async () => {
    await type(await visit(), "half-written");
    const form = await visit();
    assert.equal(shown.length, 1);
    assert.equal(form.elements.text.value, "as stored");
    press("restore");
    assert.equal(form.elements.text.value, "half-written");
    assert.deepEqual(drafts.unsaved, [form]);
  });

  it("offers nothing where the page shows what was typed, and asks about what somebody else changed", async () => {
    const sent = FORM.replace("as stored</textarea>", '</textarea><input name="phone" value="1">');
    await type(await visit(sent), "half-written");
    const asking = sent
      .replace("></textarea>", ">half-written</textarea>")
      .replace('value="1"', 'value="2"')
      .replace("</form>", '<input type="radio" name="phone-meanwhile" value="theirs" checked></form>');
    const form = await visit(asking);
    assert.deepEqual(shown, []);
    assert.deepEqual(drafts.unsaved, [form]);
  });

  it("offers nothing of another person", async () => {
    await type(await visit(), "half-written");
    await visit(FORM, 8);
    assert.deepEqual(shown, []);
    await visit();
    assert.equal(shown.length, 1);
  });

  it("forgets what is saved, what is discarded, and what was typed back to what is stored", async () => {
    let form = await visit();
    await type(form, "half-written");
    await drafts.forget(form);
    assert.equal(storage.length, 0);
    await type(form, "again");
    form = await visit();
    press("discard");
    await until(() => storage.length === 0);
    await type(form, "once more");
    await type(form, "as stored");
    assert.equal(storage.length, 0);
    assert.deepEqual(drafts.unsaved, []);
  });

  it("offers nothing where the page shows it already, and forgets it where that is what is stored", async () => {
    await type(await visit(), "saved after all");
    await visit(FORM.replace("as stored", "saved after all"));
    assert.deepEqual(shown, []);
    await until(() => storage.length === 0);
  });

  it("holds on to what the page shows again with what is wrong", async () => {
    await type(await visit(), "too short");
    const form = await visit(FORM.replace("as stored", "too short").replace("<textarea", '<textarea aria-invalid="true"'));
    assert.equal(storage.length, 1);
    assert.deepEqual(drafts.unsaved, [form]);
  });

  it("puts back at once what was typed in a form that is replaced on the page", async () => {
    await type(await visit(), "typing on");
    place.innerHTML = FORM;
    await drafts.watch(place);
    assert.equal(place.querySelector("textarea").value, "typing on");
    assert.deepEqual(shown, []);
  });

  it("leaves fields alone that belong to no form", async () => {
    await visit('<textarea id="lone"></textarea>');
    const field = document.getElementById("lone");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    assert.deepEqual(drafts.unsaved, []);
    assert.equal(storage.length, 0);
  });

  it("tells forms with the same address apart, and shows what has no field any more", async () => {
    const two = '<form method="post" action="/n/"><textarea name="a" id="a"></textarea></form><form method="post" action="/n/"><textarea name="b" id="b"></textarea></form>';
    await visit(two);
    const field = place.querySelector("#b");
    field.value = "second";
    field.dispatchEvent(new Event("change", { bubbles: true }));
    await drafts.keep(field.form);
    await visit(two.replace('name="b"', 'name="c"'));
    assert.equal(shown.length, 1);
    press("restore");
    assert.equal(shown.at(-1).copy, "second");
  });
});
