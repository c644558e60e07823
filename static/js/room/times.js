// Shows the time: of the interview and of the open question against the plan, and what is left for the rest.
import { inWords } from "../common/texts.js";
import { minutes } from "./clock.js";
import { say } from "../scoring/words.js";

const find = (id) => document.getElementById(id);
const ofMinutes = (element) => Number(element.dataset.minutes) * 60;
const WHEN = { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" };
const whole = (seconds) => Math.max(0, Math.round(seconds / 60));

export class Times {
  /**
   * @param {object} options
   * @param {() => import("./clock.js").Clock} options.clock
   * @param {import("../scoring/responses.js").Responses} options.responses
   * @param {Map<number, import("./question.js").Question>} options.questions
   * @param {() => number|null} options.current the id of the open question
   * @param {number} options.startsAt when the interview begins, in milliseconds
   */
  constructor({ clock, responses, questions, current, startsAt }) {
    Object.assign(this, { clock, responses, questions, current, startsAt });
  }

  show() {
    const clock = this.clock();
    const total = find("clock").parentElement;
    find("clock").textContent = minutes(clock.total());
    total.classList.toggle("paused", clock.paused);
    total.classList.toggle("over", clock.total() > ofMinutes(total));
    find("pause").firstElementChild.textContent = say(clock.waiting ? "begin" : clock.paused ? "resume" : "pause");
    find("pause").setAttribute("aria-pressed", String(clock.paused));
    if (this.questions.has(this.current())) this.#ofQuestion(this.questions.get(this.current()), clock);
    if (clock.waiting) this.#waiting();
    else this.#left(ofMinutes(total) - clock.total(), clock);
  }

  #waiting() {
    const time = inWords(new Date(this.startsAt), WHEN);
    find("time-left").textContent = say("waiting", { time });
  }

  #ofQuestion(question, clock) {
    const chip = question.query(".time-spent");
    const spent = clock.spent(question.id);
    const over = spent - ofMinutes(chip);
    chip.querySelector(".time").textContent = minutes(spent);
    chip.querySelector(".over").textContent = over >= 1 ? say("over", { time: minutes(over) }) : "";
    chip.classList.toggle("warn", over >= 1);
  }

  // What the questions without a rating still have by the plan, against what is left of the whole.
  #left(left, clock) {
    const open = [...this.questions.values()].filter(({ id }) => {
      const response = this.responses.get(id);
      return response.rating === null && !response.not_asked;
    });
    const planned = open.reduce((sum, { id, article }) => {
      return sum + Math.max(0, ofMinutes(article.querySelector(".time-spent")) - clock.spent(id));
    }, 0);
    const values = { left: whole(left), over: whole(-left), count: open.length, planned: whole(planned) };
    const line = find("time-left");
    const rest = open.length ? say("left_rest", values) : say("left_none");
    line.textContent = [say(left < 0 ? "left_over" : "left", values), rest].join(" · ");
    line.classList.toggle("warned", open.length > 0 && whole(planned) > whole(left));
  }
}
