// What htmx asks and sends: nothing fails in silence, and what was typed stays until it is saved.
import { hold } from "../common/steady.js";
import { hasTexts, read, settle, writes } from "./fields.js";
import { freshen } from "./sign-in-again.js";
import { reasonIn, sentence, stateOf } from "./trouble.js";

const TIMEOUT = 30_000; // milliseconds

/** The form that a request belongs to. @returns {HTMLFormElement|null} */
const formOf = (element) => (element.matches("form") ? element : (element.form ?? element.closest("form")));
// What asks every few seconds says itself when it can't.
const polls = (element) => element.getAttribute("hx-trigger")?.includes("every ") ?? false;

export class Requests {
  /** @param {object} tools as Sending has them */
  constructor(tools) {
    Object.assign(this, tools);
    this.sent = new WeakMap(); // request → what stood in its form
    this.renewed = new WeakSet(); // elements whose token was refused once
    window.htmx.config.timeout = TIMEOUT;
    const on = (name, act) => document.body.addEventListener(`htmx:${name}`, ({ detail }) => act.call(this, detail));
    on("confirm", this.#begin);
    on("configRequest", (detail) => { detail.headers["X-CSRFToken"] = this.session.csrf; });
    on("beforeSend", this.#send);
    on("beforeOnLoad", this.#answered);
    on("beforeSwap", this.#refused);
    // Also what others did, which a page that follows them brings in.
    on("beforeSwap", () => { this.release = hold(); });
    on("afterSwap", () => { this.release?.(); });
    on("afterRequest", this.#end);
    on("validation:halted", ({ elt }) => { const form = formOf(elt); if (form) this.underWay.end(form); });
    on("responseError", (detail) => this.#failed(detail, detail.xhr.status));
    on("sendError", (detail) => this.#failed(detail, "unreachable"));
    on("timeout", (detail) => this.#failed(detail, "slow"));
    on("load", ({ elt }) => this.drafts.watch(elt));
  }

  // A form or a field of it. Other parts of a page send what stands in a form to see what would come of it.
  #writes({ requestConfig }) {
    return requestConfig.verb !== "get" && requestConfig.elt.matches("form, input, select, textarea");
  }

  // Before it waits for others that are under way.
  #begin({ elt, triggeringEvent, verb }) {
    const form = formOf(elt);
    if (form && verb !== "get" && triggeringEvent?.type === "submit") this.underWay.begin(form, triggeringEvent.submitter);
  }

  #send(detail) {
    const form = formOf(detail.elt);
    if (!this.#writes(detail)) return;
    this.notices.saving();
    if (!form || !writes(form)) return;
    this.sent.set(detail.xhr, read(form));
    if (hasTexts(form)) this.drafts.keep(form);
  }

  // Before anything is swapped: what is stored needn't be kept, and a form that stays shows it.
  #answered({ elt, xhr }) {
    if (xhr.status < 200 || xhr.status >= 300) return;
    this.retries.stop(elt);
    this.renewed.delete(elt);
    this.notices.clear(formOf(elt) ?? elt);
    const form = formOf(elt);
    const sent = this.sent.get(xhr);
    if (!form || !sent) return;
    // A field that saves itself sends itself only.
    const own = elt === form ? sent : { [elt.name]: sent[elt.name] ?? [] };
    settle(form, own);
    this.drafts.keep(form);
  }

  // What was refused is shown in its place, with the reason.
  #refused(detail) {
    const { elt, xhr } = detail;
    if (xhr.status !== 422 || !xhr.responseText) return;
    detail.shouldSwap = true;
    detail.isError = false;
    this.notices.clear(formOf(elt) ?? elt);
    this.notices.unsaved(stateOf(422));
  }

  // Of a form that its answer replaced, htmx tells the part of the page that it stood in.
  #end(detail) {
    const form = formOf(detail.requestConfig.elt);
    if (form) this.underWay.end(form);
    if (detail.successful && this.#writes(detail)) this.notices.saved();
  }

  async #failed(detail, cause) {
    const { elt, xhr } = detail;
    if (polls(elt)) return;
    const again = () => this.#again(detail);
    const csrf = xhr.getResponseHeader?.("X-Problem") === "csrf" && !this.renewed.has(elt);
    if (cause === 401) this.#ask(detail, false);
    else if (csrf) await this.#renew(detail);
    else this.#say(detail, cause, again);
  }

  #say(detail, cause, again) {
    const { elt, xhr } = detail;
    const form = formOf(elt);
    const reads = !this.#writes(detail);
    const safe = reads || form?.elements.namedItem("form_token");
    const planned = Boolean(safe) && this.retries.plan(elt, cause, again);
    const kept = !reads && form && hasTexts(form) ? this.say("kept") : "";
    const reason = cause === 403 ? reasonIn(xhr.responseText) : "";
    const words = [this.say(reads ? "not_loaded" : sentence(cause)), reason, kept, planned ? this.say("retrying") : ""];
    if (!reads) this.notices.unsaved(stateOf(cause));
    this.notices.show(form ?? elt, {
      kind: "error",
      text: words.filter(Boolean).join(this.say("gap")),
      acts: [[this.say("retry"), again]],
    });
  }

  async #renew(detail) {
    this.renewed.add(detail.elt);
    const status = await this.session.identify().catch(() => 0);
    if (status === 200) {
      freshen(this.session.csrf);
      this.#again(detail);
      return;
    }
    // Sent once more before anybody has signed in, it is asked for again, not refused for a right that is missing.
    this.renewed.delete(detail.elt);
    if (status) this.#ask(detail, status === 404);
    else this.#say(detail, "unreachable", () => this.#again(detail));
  }

  #ask(detail, other) {
    const { elt, requestConfig } = detail;
    this.signIn.ask(elt, () => this.#again(detail), { other, open: requestConfig.triggeringEvent?.type === "submit" });
    if (this.#writes(detail)) this.notices.unsaved(other ? "not-yours" : "signed-out");
    this.notices.show(formOf(elt) ?? elt, {
      kind: "warning",
      text: this.say(other ? "sign_in_other" : "sign_in_sent"),
      acts: [[this.say("sign_in"), () => this.signIn.show()]],
    });
  }

  // The same request with what stands in the form now, and with the button that was pressed.
  #again({ elt, etc, requestConfig, target }) {
    if (!elt.isConnected) return;
    const button = requestConfig.triggeringEvent?.submitter;
    const values = { ...(button?.name ? { [button.name]: button.value } : {}), ...etc?.values };
    this.notices.clear(formOf(elt) ?? elt);
    // What goes wrong with it is heard by the same events.
    window.htmx.ajax(requestConfig.verb, requestConfig.path, { source: elt, target, values })?.catch(() => {});
  }
}
