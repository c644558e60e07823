// A field that was changed in two places shows the other version beside its own, and asks.
import { timeOfDay } from "../common/texts.js";
import { valueOfVersion } from "./responses.js";
import { rated, say } from "./words.js";

const TEXTS = new Set(["notes", "evidence", "reason", "flag_note", "not_asked_reason"]);

export class Versions {
  /**
   * @param {HTMLElement} article
   * @param {object} options
   * @param {(key: string, other: object, which: "here"|"there"|"both") => void} options.choose takes the answer
   * @param {(text: string) => void} options.announce what is heard, not seen
   * @param {(key: string) => HTMLElement} options.place what takes the other version of a field
   */
  constructor(article, { choose, announce, place }) {
    Object.assign(this, { article, choose, announce, place });
    this.asked = "[]";
  }

  // `undecided` as Records.undecided() has it. Nothing is drawn again while the same is asked, so that the
  // focus stays.
  render(undecided) {
    const asked = JSON.stringify(undecided.map(({ key, here, other }) => [key, TEXTS.has(key) || here, other.id]));
    if (asked === this.asked) return;
    if (undecided.length > JSON.parse(this.asked).length) this.announce(say("versions_announced"));
    this.asked = asked;
    for (const old of this.article.querySelectorAll(".versions")) old.remove();
    for (const version of undecided) this.place(version.key).append(this.#ask(version));
  }

  has(key) {
    return JSON.parse(this.asked).some(([asked]) => asked === key);
  }

  #ask({ key, here, other }) {
    const there = valueOfVersion(other);
    const box = document.getElementById("versions-template").content.firstElementChild.cloneNode(true);
    box.querySelector(".from").textContent = say("versions_from", { device: other.device || say("versions_device"), time: timeOfDay(new Date(other.at)) });
    box.querySelector(".other").textContent = TEXTS.has(key) ? there || say("versions_empty") : this.#words(key, there);
    const buttons = { here: TEXTS.has(key) ? say("keep_above") : say("keep_value", { value: this.#words(key, here) }) };
    buttons.there = TEXTS.has(key) ? say("take_other") : say("keep_value", { value: this.#words(key, there) });
    if (TEXTS.has(key) || key === "probes_used") buttons.both = say("keep_both");
    for (const button of box.querySelectorAll("[data-which]")) {
      const { which } = button.dataset;
      button.hidden = !(which in buttons);
      button.textContent = buttons[which] ?? "";
      button.addEventListener("click", () => this.choose(key, other, which));
    }
    return box;
  }

  #words(key, value) {
    if (value === "not_asked") return say("state_not_asked");
    if (key === "rating") return value === null ? say("state_none") : rated(value);
    if (key === "probes_used") return value.length ? value.map((index) => index + 1).join(say("comma")) : say("versions_empty");
    if (!this.article.querySelector(`[data-flag="${key.slice(5)}"]`)) return say(value ?? "unmarked");
    return say(["met", "partly"].includes(value) ? "flag_on" : "flag_off");
  }
}
