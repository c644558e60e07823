// What is typed into the forms of a page is kept while typing, and offered again until it is saved.
import { inWords } from "../common/texts.js";
import { fill, hasTexts, read, readInitial, same, writes } from "./fields.js";

const ASKS = "-meanwhile"; // ends the name of a choice between what two people wrote
const DELAY = 250; // milliseconds without a key before a text is kept

/**
 * What a form is called among this person's drafts: by where it goes, which is the same on the page that shows it
 * again with what is wrong.
 *
 * @param {HTMLFormElement} form
 * @param {Document} [page]
 * @returns {string}
 */
export function draftName(form, page = document) {
  const action = form.getAttribute("action");
  const url = new URL(action || location.href, location.href);
  const where = url.pathname + (action ? "" : url.search);
  const id = form.getAttribute("id") || [...form.elements].find((control) => control.id && control.type !== "hidden")?.id;
  const place = [...page.forms].filter((other) => other.getAttribute("action") === action).indexOf(form);
  return `${where}#${id || place}`;
}

// The fields that somebody else changed meanwhile, of which the page shows both, and the choices themselves.
function askedAbout(form) {
  const choices = [...form.elements].map(({ name }) => name).filter((name) => name?.endsWith(ASKS));
  return [...choices, ...choices.map((name) => name.slice(0, -ASKS.length))];
}

const without = (values, names) => Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));

export class Drafts {
  /**
   * @param {object} options
   * @param {import("../common/vault.js").Vault} options.vault
   * @param {import("./notices.js").Notices} options.notices
   * @param {(key: string, values?: object) => string} options.say
   */
  constructor({ vault, notices, say }) {
    Object.assign(this, { vault, notices, say });
    this.names = new WeakMap(); // of the forms that are watched
    this.timers = new Map();
    this.typed = new Map(); // what was typed since the page came, by name: forms are replaced under one's hands
    this.waiting = new Set(); // names of what is not in the storage yet
    document.addEventListener("input", (event) => this.#follow(event, DELAY), true);
    document.addEventListener("change", (event) => this.#follow(event, 0), true);
  }

  /** Look for forms that are new on the page, and offer what was typed into them before. @param {ParentNode} part */
  async watch(part = document) {
    const forms = part.matches?.("form") ? [part] : [...part.querySelectorAll("form")];
    await Promise.all(forms.filter((form) => writes(form) && hasTexts(form) && !this.names.has(form)).map((form) => this.#take(form)));
  }

  /** Half-written, and saved nowhere but here. @returns {HTMLFormElement[]} */
  get unsaved() {
    return [...document.forms].filter((form) => this.typed.has(this.names.get(form)));
  }

  /** Keep what stands in a form now, if anything was typed there. @param {HTMLFormElement} form @returns {Promise<boolean>} whether it outlasts the tab */
  async keep(form) {
    const name = this.names.get(form);
    if (!this.typed.has(name)) return false;
    clearTimeout(this.timers.get(name));
    this.waiting.delete(name);
    const values = read(form);
    if (same(values, readInitial(form)) && !form.querySelector("[aria-invalid=true]")) {
      await this.forget(form);
      return true;
    }
    this.typed.set(name, values);
    const stored = await this.vault.write(name, values);
    return stored && this.vault.durable;
  }

  /** It is saved, or not wanted. @param {HTMLFormElement} form */
  async forget(form) {
    const name = this.names.get(form);
    if (name === undefined) return;
    clearTimeout(this.timers.get(name));
    this.typed.delete(name);
    this.waiting.delete(name);
    await this.vault.remove(name);
  }

  #follow({ target }, delay) {
    const { form } = target;
    const name = this.names.get(form ?? undefined);
    if (name === undefined) return;
    this.typed.set(name, read(form));
    this.waiting.add(name);
    clearTimeout(this.timers.get(name));
    this.timers.set(name, setTimeout(() => this.keep(form), delay));
  }

  async #take(form) {
    const name = draftName(form);
    this.names.set(form, name);
    const now = this.typed.get(name);
    if (now) { this.#again(form, name, now); return; }
    const draft = await this.vault.read(name);
    if (!draft || !form.isConnected || this.typed.has(name)) return;
    const asked = askedAbout(form);
    const shown = same(without(draft.value, asked), without(read(form), asked));
    if (!shown) this.#offer(form, draft);
    // The page shows the form again and says what is wrong, or asks: it is still not saved.
    else if (asked.length || form.querySelector("[aria-invalid=true]")) this.typed.set(name, draft.value);
    else await this.vault.remove(name);
  }

  // A form that was replaced while somebody typed there.
  #again(form, name, values) {
    if (form.querySelector("[aria-invalid=true]")) { this.keep(form); return; }
    const left = fill(form, values);
    if (same(read(form), readInitial(form)) && !left.length) this.forget(form);
    else this.keep(form);
  }

  #offer(form, { value, at }) {
    const when = inWords(new Date(at), { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });
    this.notices.show(form, {
      kind: "warning",
      above: true,
      text: this.say("unsent", { when }),
      acts: [
        [this.say("restore"), () => this.#restore(form, value)],
        [this.say("discard"), () => this.#discard(form)],
      ],
    });
  }

  #restore(form, value) {
    const left = fill(form, value);
    if (left.length) this.notices.show(form, { kind: "warning", above: true, text: this.say("unsent_partly"), copy: left.join("\n\n") });
    else this.notices.clear(form, { above: true });
    this.typed.set(this.names.get(form), read(form));
    this.notices.announce(this.say("restored"));
    form.querySelector("textarea, input:not([type=hidden])")?.focus();
  }

  // What was typed since, beside the offer, is kept on.
  async #discard(form) {
    await this.vault.remove(this.names.get(form));
    await this.keep(form);
    this.notices.clear(form, { above: true });
    this.notices.announce(this.say("discarded"));
    form.querySelector("textarea, input:not([type=hidden])")?.focus();
  }
}
