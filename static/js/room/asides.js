// What is written beside the sheet: questions added on the spot and the hand-over note.
import { newId } from "../common/ids.js";
import { onKey } from "../common/keyboard.js";
import { Queue } from "../common/queue.js";
import { Records } from "../common/records.js";
import { stateText } from "../common/save-state.js";
import { setText } from "../common/text-field.js";
import { timeOfDay } from "../common/texts.js";
import { say } from "../scoring/words.js";

const TYPING_DELAY = 600; // milliseconds without a key before a text is sent
const HANDOVER = "handover";
const CLOSES = ["submitted", "withdrawn", "cancelled"];

/**
 * The changes beside a sheet that wait. A question that was added and never written in is not worth a
 * warning.
 *
 * @param {import("../common/vault.js").Drawer} drawer
 * @returns {Promise<Queue>}
 */
export const asideQueue = (drawer) =>
  Queue.open(drawer, { matters: ({ value, base }) => value !== "" || base !== null });

/** The hand-over note, and the questions by the ids this or another device gave them. */
export class AsideRecords extends Records {
  blank() {
    return { text: "", notes: "", removed: false, heads: {}, revision: -1 };
  }

  // What stands first: two devices that put both together at once write the same.
  order(here, there, thereStands) { return thereStands ? [there, here] : [here, there]; }

  /** The questions to show, in the order they were added. @returns {string[]} */
  get questions() {
    return this.ids.filter((id) => id !== HANDOVER && !this.get(id).removed);
  }
}

export class Asides {
  /**
   * @param {HTMLElement} section
   * @param {AsideRecords} records
   * @param {Queue} queue
   */
  constructor(section, records, queue) {
    Object.assign(this, { section, records, queue });
    this.rows = new Map();
    this.note = this.query("#handover");
    this.notice = ""; // what must be read, until something is entered again
    this.bind(this.note, HANDOVER, "text");
    this.query("#add-extra").addEventListener("click", () => this.add());
    onKey("KeyE", () => this.add());
    this.render();
  }

  query(selector) { return this.section.querySelector(selector); }

  /** What the channel that sends these calls. */
  get listener() {
    return {
      state: (kind, at) => this.show(kind, at),
      changed: () => this.settle(),
      refused: (refusals) => this.warn(refusals.map(({ message }) => message).join(" ")),
    };
  }

  /** Let a channel send what is entered. @param {import("../common/channel.js").Channel} channel */
  connect(channel) {
    this.channel = channel;
    channel.start();
    this.settle();
  }

  enter(id, field, value, delay = TYPING_DELAY) {
    if (this.channel.closed || !this.records.set(id, field, value)) return;
    this.notice = "";
    this.channel.schedule(delay);
  }

  add() {
    if (this.channel.closed) return;
    const id = newId();
    this.queue.put(id, "text", "");
    this.render();
    this.rows.get(id).querySelector("textarea").focus();
  }

  bind(field, id, name) {
    field.addEventListener("input", () => this.enter(id, name, field.value));
    field.addEventListener("blur", () => { if (this.queue.changes.length) this.channel.schedule(0); });
  }

  // Where another device's version was kept beside one's own, both stand from now on.
  settle() {
    for (const id of this.channel.closed ? [] : this.records.ids) {
      const open = this.records.undecided(id);
      for (const { key, other } of open) this.records.choose(id, key, other, "both");
      if (open.length) { this.warn(this.section.dataset.both); this.channel.schedule(0); }
    }
    this.render();
  }

  render() {
    const shown = this.records.questions;
    for (const [id, row] of this.rows) if (!shown.includes(id)) { row.remove(); this.rows.delete(id); }
    for (const id of shown) this.renderRow(id);
    this.query(".none").hidden = shown.length > 0;
    const { text, warned = [] } = this.records.get(HANDOVER);
    setText(this.note, text);
    this.query("#handover-warning").hidden = warned.length === 0;
    this.query("#handover-warning .words").textContent = warned.join(say("comma"));
  }

  renderRow(id) {
    const row = this.rows.get(id) ?? this.newRow(id);
    const record = this.records.get(id);
    for (const field of row.querySelectorAll("textarea")) setText(field, record[field.dataset.part]);
  }

  newRow(id) {
    const row = document.getElementById("extra-template").content.firstElementChild.cloneNode(true);
    for (const field of row.querySelectorAll("textarea")) this.bind(field, id, field.dataset.part);
    row.querySelector(".remove").addEventListener("click", () => {
      this.enter(id, "removed", true, 0);
      this.render();
      this.query("#add-extra").focus();
    });
    this.rows.set(id, row);
    this.query("#extras").append(row);
    return row;
  }

  warn(text) {
    this.notice = text;
  }

  show(kind, at) {
    const line = this.query(".aside-state");
    if (kind === "saved" && !at && !line.dataset.state) return; // nothing was entered yet
    if (CLOSES.includes(kind)) this.lock();
    const noticed = kind === "saved" && this.notice !== "";
    const time = kind === "saved" && at ? ` ${timeOfDay(at)}` : "";
    line.textContent = noticed ? this.notice : stateText(say, kind, this.queue) + time;
    line.dataset.state = noticed ? "problem" : kind;
  }

  lock() {
    for (const field of this.section.querySelectorAll("textarea")) field.readOnly = true;
    for (const button of this.section.querySelectorAll("button")) button.disabled = true;
  }
}
