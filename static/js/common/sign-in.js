// Signing in again on the page itself: the ordinary sign-in gets the password, and typing goes on.
import { say } from "../room/words.js";

const TIMEOUT = 12_000;

export class SignIn {
  constructor({ form, sync, announce }) {
    Object.assign(this, { form, sync, announce });
    this.before = null; // where one was typing
    form.addEventListener("submit", (event) => { event.preventDefault(); this.#send(); });
    form.addEventListener("focusin", ({ relatedTarget }) => {
      if (relatedTarget && !form.contains(relatedTarget)) this.before = relatedTarget;
    });
  }

  async #send() {
    const button = this.form.querySelector("button");
    button.disabled = true;
    this.#say("");
    const problem = await this.#signIn().catch(() => "sign_in_offline");
    button.disabled = false;
    this.form.elements.password.value = "";
    if (problem) { this.#say(say(problem)); return; }
    this.announce(say("signed_in"));
    this.before?.focus({ preventScroll: true });
  }

  // Resolves to what went wrong, or to null.
  async #signIn() {
    const { status, csrf } = await this.sync.knock();
    if (status === 404) await this.#post(this.form.dataset.signOut, { csrfmiddlewaretoken: csrf });
    if (status !== 200) {
      const { username, password } = this.form.elements;
      const answer = await this.#post(this.form.action, {
        csrfmiddlewaretoken: csrf,
        username: username.value,
        password: password.value,
      });
      // A redirect, which a script may not look into, is the answer to the right password.
      if (answer.status === 429) return "sign_in_wait";
      if (answer.status >= 500) return "sign_in_offline";
      if (answer.type !== "opaqueredirect") return "sign_in_wrong";
    }
    return (await this.sync.resume()) ? null : "sign_in_not_yours";
  }

  #post(url, fields) {
    return fetch(url, {
      method: "POST",
      body: new URLSearchParams(fields),
      credentials: "same-origin",
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT),
    });
  }

  #say(text) {
    const line = this.form.querySelector(".problem");
    line.textContent = text;
    line.hidden = !text;
  }
}
