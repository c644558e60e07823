// Says honestly where what was entered is: saved, under way, or kept here and why.
import { SIGN_IN_AGAIN } from "../common/channel.js";
import { stateText } from "../common/save-state.js";
import { steady } from "../common/steady.js";
import { timeOfDay } from "../common/texts.js";
import { say } from "./words.js";

const find = (id) => document.getElementById(id);
const FOR_GOOD = ["submitted", "withdrawn", "cancelled"];
const TROUBLE = [...SIGN_IN_AGAIN, "gone", "not-taken", ...FOR_GOOD];

export class Status {
  /**
   * @param {object} options
   * @param {import("../common/queue.js").Queue} options.queue
   * @param {import("./responses.js").Responses} options.responses
   * @param {(text: string) => void} options.announce what is heard, not seen
   * @param {() => void} options.lock nothing can be entered any more
   */
  constructor({ queue, responses, announce, lock }) {
    Object.assign(this, { queue, responses, announce, lock });
    this.kind = "saved";
    find("trouble-later").addEventListener("click", () => { find("trouble").hidden = true; });
    find("forget-refusals").addEventListener("click", () => { find("refusals").hidden = true; });
  }

  show(kind, at) {
    const chip = find("saved");
    const when = document.createElement("span");
    if (kind === "saved" && at) when.textContent = timeOfDay(at);
    // On a narrow screen trouble takes a line of its own.
    steady(() => {
      chip.dataset.state = kind;
      chip.replaceChildren(stateText(say, kind, this.queue), when);
    });
    if (kind !== this.kind && kind !== "saving") this.#turn(kind);
    if (TROUBLE.includes(kind)) this.#keep();
  }

  // The state was clicked: say again what is to be done, where there is something.
  explain() {
    find("trouble").hidden = !TROUBLE.includes(this.kind);
  }

  // Something was entered while the server could not be reached: count and list it.
  refresh() {
    if (!["saved", "saving"].includes(this.kind)) this.show(this.kind);
  }

  // From one kind of state to another: heard once, and explained where something is to be done.
  #turn(kind) {
    if (kind === "saved") this.announce(say("announce_saved"));
    if (kind === "offline") this.announce(say("announce_offline"));
    this.kind = kind;
    find("trouble").hidden = !TROUBLE.includes(kind);
    if (!TROUBLE.includes(kind)) return;
    find("trouble-text").textContent = say(kind);
    find("sign-in").hidden = !SIGN_IN_AGAIN.includes(kind);
    find("trouble-later").hidden = FOR_GOOD.includes(kind);
    find("see-result").hidden = !FOR_GOOD.includes(kind);
    if (FOR_GOOD.includes(kind)) this.lock();
  }

  // What only this browser has, to be read and copied.
  #keep() {
    const waiting = this.queue.entered.map((change) => this.#line(change));
    find("unsaved-texts").hidden = waiting.length === 0;
    find("unsaved-texts-copy").value = waiting.join("\n\n");
  }

  refused(refusals) {
    const list = find("refusals").querySelector("ul");
    for (const { change, message } of refusals) {
      const entry = document.createElement("li");
      entry.textContent = `${this.#line(change)} — ${message}`;
      list.append(entry);
    }
    steady(() => { find("refusals").hidden = false; });
  }

  #line({ item, field, value }) {
    const number = this.responses.items.get(item)?.position ?? "?";
    const name = field.startsWith("mark:") ? "mark" : field;
    return `${say("line", { number, field: say(`field_${name}`) })} ${Array.isArray(value) ? value.map((index) => index + 1).join(", ") : (value ?? "—")}`;
  }
}
