// A session that has ended: the sign-in is offered on the page, and what was being sent goes on.
import { SignIn } from "../common/sign-in.js";

export class SignInAgain {
  /**
   * @param {object} options
   * @param {HTMLTemplateElement} options.template of a dialog with the form, and a line [data-why]
   * @param {import("../common/session.js").Session} options.session
   * @param {(key: string) => string} options.say
   * @param {(text: string) => void} options.announce
   */
  constructor({ template, session, say, announce }) {
    Object.assign(this, { template, session, say, announce });
    this.waiting = new Map(); // element → what goes on with it
    this.dialog = null;
    session.join({ look: () => {}, resume: () => this.#resume() });
  }

  /**
   * Let something go on after signing in.
   *
   * @param {HTMLElement} element whose request it is
   * @param {() => void} act
   * @param {object} options
   * @param {boolean} options.other somebody else is signed in
   * @param {boolean} options.open show the sign-in now: not under the hands of whoever is typing
   */
  ask(element, act, { other, open }) {
    this.waiting.set(element, act);
    this.dialog ??= this.#make();
    this.dialog.querySelector("[data-why]").textContent = this.say(other ? "sign_in_other" : "sign_in_sent");
    if (open) this.show();
  }

  show() {
    if (this.dialog.open) return;
    this.dialog.showModal();
    this.dialog.querySelector("[type=password]").focus();
  }

  // Only when it is needed: pages have one sign-in less to be confused with.
  #make() {
    const dialog = this.template.content.firstElementChild.cloneNode(true);
    document.body.append(dialog);
    const form = dialog.querySelector("form");
    new SignIn({ form, session: this.session, say: this.say, announce: this.announce });
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => form.reset());
    return dialog;
  }

  // Signed in: as the right person?
  async #resume() {
    if ((await this.session.identify()) !== 200) return false;
    freshen(this.session.csrf);
    this.dialog?.close();
    const acts = [...this.waiting.values()];
    this.waiting.clear();
    for (const act of acts) act();
    return true;
  }
}

/** Give all forms of the page, and htmx, the token of now. @param {string} token */
export function freshen(token) {
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
  if (document.body.hasAttribute("hx-headers")) document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
}
