// Signing in again on the page itself: the ordinary sign-in gets the password, and typing goes on.

const TIMEOUT = 12_000; // milliseconds

/** A form with a user name, a password and a line .problem; data-sign-out is where others are signed out. */
export class SignIn {
  /**
   * @param {object} options
   * @param {HTMLFormElement} options.form
   * @param {import("./session.js").Session} options.session
   * @param {(key: string) => string} options.say knows signed_in, sign_in_wrong, sign_in_wait,
   *   sign_in_offline and sign_in_not_yours
   * @param {(text: string) => void} options.announce what is heard, not seen
   */
  constructor({ form, session, say, announce }) {
    Object.assign(this, { form, session, say, announce });
    this.before = null; // where one was typing
    form.addEventListener("submit", (event) => { event.preventDefault(); this.#send(); });
    form.addEventListener("focusin", ({ relatedTarget }) => {
      if (relatedTarget && !form.contains(relatedTarget)) this.before = relatedTarget;
    });
  }

  async #send() {
    const button = this.form.querySelector("button");
    button.disabled = true;
    this.#show("");
    const problem = await this.#signIn().catch(() => "sign_in_offline");
    button.disabled = false;
    this.form.elements.password.value = "";
    if (problem) { this.#show(this.say(problem)); return; }
    this.announce(this.say("signed_in"));
    this.before?.focus({ preventScroll: true });
  }

  // Resolves to what went wrong, or to null.
  async #signIn() {
    const status = await this.session.identify();
    const token = { csrfmiddlewaretoken: this.session.csrf };
    if (status === 404) await this.#post(this.form.dataset.signOut, token);
    if (status !== 200) {
      const { username, password } = this.form.elements;
      const answer = await this.#post(this.form.action, { ...token, username: username.value, password: password.value });
      // A redirect, which a script may not look into, is the answer to the right password.
      if (answer.status === 429) return "sign_in_wait";
      if (answer.status >= 500) return "sign_in_offline";
      if (answer.type !== "opaqueredirect") return "sign_in_wrong";
    }
    return (await this.session.resume()) ? null : "sign_in_not_yours";
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

  #show(text) {
    const line = this.form.querySelector(".problem");
    line.textContent = text;
    line.hidden = !text;
  }
}
