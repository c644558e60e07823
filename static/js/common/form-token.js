// A form that stays on the page after it was sent is another form the next time: the server carries out
// each token once (common/sent_forms.py).
import { newId } from "./ids.js";

const FIELD = "form_token";

/** Give a form a token of its own. @param {HTMLFormElement | null | undefined} form */
export function renewToken(form) {
  const field = form?.elements.namedItem(FIELD);
  if (field) field.value = newId();
}

/** Renew the token of every form that htmx has sent and the server has answered. */
export function renewTokensAfterSending(root = document) {
  root.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.xhr.status >= 200 && detail.xhr.status < 500) renewToken(detail.elt.closest("form"));
  });
}
