// A text field with a list of what is found while typing: the ARIA practice for comboboxes, by keyboard and by touch.

const PAUSE = 150; // milliseconds without a key before what is typed is looked for
let lists = 0;

export class Combobox {
  /**
   * @param {object} options
   * @param {HTMLInputElement} options.input
   * @param {(text: string, signal: AbortSignal) => Promise<{choices: {id: string, label: string}[], more: boolean}>} options.find
   * @param {(choice: {id: string, label: string}) => void} options.choose
   * @param {{nothing: string, more: string, failed: string}} options.texts
   */
  constructor({ input, find, choose, texts }) {
    Object.assign(this, { input, find, choose, texts });
    this.choices = [];
    this.active = -1;
    this.list = document.createElement("ul");
    this.list.id = `choices-${lists += 1}`;
    this.list.className = "choices";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.getAttribute("aria-label") || input.labels?.[0]?.textContent.trim() || input.placeholder);
    this.status = document.createElement("p");
    this.status.className = "choices-status";
    this.status.setAttribute("role", "status");
    input.after(this.list, this.status);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": this.list.id, "aria-autocomplete": "list", autocomplete: "off" })) input.setAttribute(name, value);
    input.addEventListener("input", (event) => { if (!event.isComposing) this.#soon(); });
    input.addEventListener("compositionend", () => this.#soon());
    input.addEventListener("click", () => { if (!this.open) this.look({ all: true }); });
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.close());
    // A finger or a mouse on the list takes nothing from the text field.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) this.#take([...this.list.children].indexOf(option));
    });
  }

  get open() { return !this.list.hidden; }

  /** Look for what is typed, or offer the first of all, and open the list. @param {{all?: boolean}} [how] */
  async look({ all = false } = {}) {
    clearTimeout(this.timer);
    this.asking?.abort();
    const asking = this.asking = new AbortController();
    try {
      const { choices, more } = await this.find(all ? "" : this.input.value.trim(), asking.signal);
      if (asking.signal.aborted) return;
      this.#show(choices, all ? -1 : 0);
      this.status.textContent = choices.length === 0 ? this.texts.nothing : more ? this.texts.more : "";
    } catch (error) {
      if (error.name === "AbortError") return;
      this.close();
      this.status.textContent = this.texts.failed;
    }
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.hidden = true;
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.#activate(-1);
  }

  #soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), PAUSE);
  }

  #show(choices, active) {
    this.choices = choices;
    this.list.replaceChildren(...choices.map(({ label }, place) => {
      const option = document.createElement("li");
      option.id = `${this.list.id}-${place}`;
      option.setAttribute("role", "option");
      option.textContent = label;
      return option;
    }));
    this.list.hidden = choices.length === 0;
    this.input.setAttribute("aria-expanded", String(this.open));
    this.#activate(choices.length ? active : -1);
  }

  #activate(place) {
    this.active = place;
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    const option = this.list.children[place];
    if (option) { this.input.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); }
    else this.input.removeAttribute("aria-activedescendant");
  }

  #take(place) {
    const choice = this.choices[place];
    this.close();
    if (choice) this.choose(choice);
  }

  #key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const { key, altKey } = event;
    if (key === "ArrowUp" && altKey) this.close();
    else if (key === "ArrowDown" && !this.open) this.look({ all: altKey || !this.input.value.trim() });
    else if (!this.open) return;
    else if (key === "ArrowDown") this.#activate((this.active + 1) % this.choices.length);
    else if (key === "ArrowUp") this.#activate((this.active > 0 ? this.active : this.choices.length) - 1);
    else if (key === "Enter") this.#take(this.active);
    else if (key === "Escape") { this.close(); event.stopPropagation(); }
    else return;
    event.preventDefault();
  }
}
