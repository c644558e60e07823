import { renewToken, renewTokensAfterSending } from "/static/js/common/form-token.js";
import { assert } from "../vendor/chai/chai.js";

describe("The token of a form", () => {
  let form;
  const token = () => form.elements.form_token.value;
  const answered = (status) => {
    const detail = { elt: form, xhr: { status } };
    form.dispatchEvent(new CustomEvent("htmx:afterRequest", { bubbles: true, detail }));
  };
  beforeEach(() => {
    document.getElementById("place").innerHTML = '<form><input type="hidden" name="form_token" value="first"></form>';
    form = document.querySelector("#place form");
  });

  it("is another one after it was renewed", () => {
    renewToken(form);
    assert.match(token(), /^[0-9a-f-]{36}$/);
  });

  it("is renewed once the server has answered", () => {
    renewTokensAfterSending(document.getElementById("place"));
    answered(200);
    assert.notEqual(token(), "first");
  });

  it("stays while nobody knows what became of the form, so that sending again is safe", () => {
    renewTokensAfterSending(document.getElementById("place"));
    answered(0);
    answered(502);
    assert.equal(token(), "first");
  });

  it("is nothing to a form without one", () => {
    form.innerHTML = "";
    assert.doesNotThrow(() => { renewToken(form); renewToken(null); });
  });
});
