// Forms that lead to another page are sent from the page they are on, so that it stays, with all that was typed,
// until the site has taken them.
import { renewToken } from "../common/form-token.js";
import { writes } from "./fields.js";
import { freshen } from "./sign-in-again.js";
import { goesOn, reasonIn, sentence, stateOf } from "./trouble.js";

const TIMEOUT = 60_000; // milliseconds
const UPLOAD_TIMEOUT = 600_000;

const attribute = (form, submitter, name) => submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name) ?? "";

/** What a browser would send. @param {HTMLFormElement} form @param {HTMLElement|null} submitter @returns {FormData} */
function contents(form, submitter) {
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  return data;
}

function bodyOf(form, submitter) {
  const data = contents(form, submitter);
  if (attribute(form, submitter, "enctype") === "multipart/form-data") return data;
  const lines = (value) => String(value).replace(/\r\n|\r|\n/g, "\r\n");
  return new URLSearchParams([...data].map(([name, value]) => [name, lines(value)]));
}

export class Sending {
  /**
   * @param {object} tools
   * @param {import("../common/session.js").Session} tools.session
   * @param {import("./drafts.js").Drafts} tools.drafts
   * @param {import("./notices.js").Notices} tools.notices
   * @param {import("./sign-in-again.js").SignInAgain} tools.signIn
   * @param {import("./under-way.js").UnderWay} tools.underWay
   * @param {import("./trouble.js").Retries} tools.retries
   * @param {(key: string, values?: object) => string} tools.say
   * @param {string[]} tools.plain where forms go that are none of this module's business
   * @param {(url: string) => void} [tools.go] leaves the page
   */
  constructor({ session, drafts, notices, signIn, underWay, retries, say, plain, go = leave }) {
    Object.assign(this, { session, drafts, notices, signIn, underWay, retries, say, plain, go });
    this.native = new WeakSet(); // the browser sends these itself
    this.leaving = false;
    addEventListener("submit", (event) => this.#first(event), true);
    addEventListener("submit", (event) => this.#last(event));
    document.addEventListener("input", ({ target }) => { if (target.form) this.retries.stop(target.form); });
  }

  // Before anybody else hears of it.
  #first(event) {
    const { target: form, submitter } = event;
    if (this.native.has(form)) {
      this.native.delete(form);
      event.stopImmediatePropagation();
    } else if (this.underWay.has(form, submitter)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }

  // When nobody else has taken it.
  #last(event) {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || !this.#isOurs(form, submitter)) return;
    event.preventDefault();
    if (!this.underWay.any(form)) this.send(form, submitter);
  }

  #isOurs(form, submitter) {
    const method = attribute(form, submitter, "method").toLowerCase();
    const target = attribute(form, submitter, "target");
    return method === "post" && writes(form) && (!target || target === "_self") && !this.plain.includes(this.#url(form, submitter).pathname);
  }

  #url(form, submitter) {
    const url = new URL(attribute(form, submitter, "action") || location.href, location.href);
    url.hash = "";
    return url;
  }

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement|null} submitter
   * @param {boolean} [renewed] the token was refused once and is a new one now
   */
  async send(form, submitter, renewed = false) {
    this.underWay.begin(form, submitter);
    this.notices.clear(form);
    this.notices.saving();
    this.drafts.keep(form);
    const upload = attribute(form, submitter, "enctype") === "multipart/form-data";
    let answer;
    let body;
    try {
      answer = await fetch(this.#url(form, submitter), {
        method: "POST",
        body: bodyOf(form, submitter),
        credentials: "same-origin",
        redirect: "manual",
        headers: { "X-Requested-With": "form", Accept: "text/html, application/json;q=0.9, */*;q=0.8" },
        signal: AbortSignal.timeout(upload ? UPLOAD_TIMEOUT : TIMEOUT),
      });
      body = isFile(answer) ? await answer.blob() : await answer.text();
    } catch (error) {
      this.#failed(form, submitter, error.name === "TimeoutError" ? "slow" : "unreachable");
      return;
    }
    await this.#answered(form, submitter, answer, body, renewed);
  }

  async #answered(form, submitter, answer, body, renewed) {
    const { status } = answer;
    if (status === 401) this.#ask(form, submitter, false, body);
    else if (answer.headers.get("X-Problem") === "csrf" && !renewed) await this.#renew(form, submitter);
    else if (status === 200 && answer.headers.get("Content-Type")?.startsWith("application/json")) await this.#taken(form, JSON.parse(body));
    else if (isFile(answer)) await this.#save(form, answer, body);
    // The page again, with what is wrong or a choice to make: the browser asks for it itself.
    else if (status < 300 || answer.type === "opaqueredirect" || (status < 500 && goesOn(body))) this.sendNatively(form, submitter);
    else this.#failed(form, submitter, status, status === 403 ? reasonIn(body) : "");
  }

  async #taken(form, { location: target, taken }) {
    this.retries.stop(form);
    if (taken) await this.drafts.forget(form);
    this.leaving = true;
    this.go(target);
  }

  // A file: the page stays.
  async #save(form, answer, blob) {
    const link = Object.assign(document.createElement("a"), {
      href: URL.createObjectURL(blob),
      download: fileName(answer.headers.get("Content-Disposition")),
    });
    link.click();
    renewToken(form);
    setTimeout(() => URL.revokeObjectURL(link.href), TIMEOUT);
    this.underWay.end(form);
    await this.drafts.forget(form);
    this.notices.saved();
  }

  /** @param {HTMLFormElement} form @param {HTMLElement|null} submitter */
  sendNatively(form, submitter) {
    this.leaving = true;
    this.native.add(form);
    HTMLFormElement.prototype.requestSubmit.call(form, submitter?.isConnected ? submitter : null);
  }

  // The token has ended, for somebody signed in elsewhere: the same person?
  async #renew(form, submitter) {
    const status = await this.session.identify().catch(() => 0);
    if (status === 200) {
      freshen(this.session.csrf);
      await this.send(form, submitter, true);
    } else if (status) this.#ask(form, submitter, status === 404);
    else this.#failed(form, submitter, "unreachable");
  }

  #ask(form, submitter, other) {
    this.underWay.end(form);
    const again = () => this.send(form, submitter);
    this.signIn.ask(form, again, { other, open: true });
    this.notices.unsaved(other ? "not-yours" : "signed-out");
    this.notices.show(form, {
      kind: "warning",
      text: this.say(other ? "sign_in_other" : "sign_in_sent"),
      acts: [[this.say("sign_in"), () => this.signIn.show()]],
    });
  }

  #failed(form, submitter, cause, reason = "") {
    this.underWay.end(form);
    const again = () => this.send(form, submitter);
    const planned = form.elements.namedItem("form_token") !== null && this.retries.plan(form, cause, again);
    const words = [this.say(sentence(cause)), reason, this.say("kept"), planned ? this.say("retrying") : ""];
    this.notices.unsaved(stateOf(cause));
    this.notices.show(form, {
      kind: "error",
      text: words.filter(Boolean).join(this.say("gap")),
      acts: [[this.say("retry"), again]],
    });
  }
}

const isFile = (answer) => (answer.headers.get("Content-Disposition") ?? "").startsWith("attachment");

/** The name a file is given. @param {string} header @returns {string} */
export function fileName(header) {
  const encoded = /filename\*=utf-8''([^;]+)/i.exec(header)?.[1];
  return encoded ? decodeURIComponent(encoded) : (/filename="([^"]+)"/.exec(header)?.[1] ?? "");
}

// The same address with another mark would not be loaded anew.
function leave(target) {
  const url = new URL(target, location.href);
  const stays = url.hash && url.pathname === location.pathname && url.search === location.search;
  if (!stays) { location.assign(url); return; }
  history.replaceState(null, "", url);
  location.reload();
}
