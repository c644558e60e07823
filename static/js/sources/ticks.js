// Ticks are kept while one turns the pages of a document, and the form for many questions says how many it is for.

/** The ticked questions of one document, by their keys. */
export class Ticks {
  #storage;
  #name;

  /**
   * @param {Storage} storage
   * @param {string} name of the document's entry in it
   */
  constructor(storage, name) {
    this.#storage = storage;
    this.#name = name;
  }

  /** @returns {Set<string>} */
  get keys() {
    try {
      return new Set(JSON.parse(this.#storage.getItem(this.#name) ?? "[]"));
    } catch {
      return new Set();
    }
  }

  /**
   * @param {string} key of a question
   * @param {boolean} ticked
   */
  set(key, ticked) {
    const { keys } = this;
    if (ticked) keys.add(key);
    else keys.delete(key);
    this.#storage.setItem(this.#name, JSON.stringify([...keys]));
  }

  clear() {
    this.#storage.removeItem(this.#name);
  }
}

/**
 * Tick what is ticked, and send what is ticked on other pages with the form.
 *
 * @param {HTMLFormElement} form for many questions; its data-keys are those of all questions of the document
 * @param {Ticks} ticks
 * @param {(key: string, values: object) => string} say
 * @param {boolean} [chosen] whether somebody ticked one just now: then the ticked ones are meant
 */
export function showTicks(form, ticks, say, chosen = false) {
  const all = new Set(form.dataset.keys.split(" "));
  const ticked = [...ticks.keys].filter((key) => all.has(key));
  const boxes = [...form.elements].filter((element) => element.type === "checkbox" && element.name === "key");
  for (const box of boxes) box.checked = ticked.includes(box.value);
  for (const kept of form.querySelectorAll("input[type=hidden][name=key]")) kept.remove();
  const here = new Set(boxes.map((box) => box.value));
  for (const key of ticked.filter((key) => !here.has(key))) {
    const kept = document.createElement("input");
    kept.type = "hidden";
    kept.name = "key";
    kept.value = key;
    form.append(kept);
  }
  const option = form.querySelector("option[value=ticked]");
  option.textContent = ticked.length > 0 ? say("ticked", { n: ticked.length }) : say("unticked");
  option.disabled = ticked.length === 0;
  const which = option.closest("select");
  // What was chosen stays, unless it is for nobody, or something was ticked just now.
  if (ticked.length === 0 && ["", "ticked"].includes(which.value)) which.value = "all";
  else if (ticked.length > 0 && (which.value === "" || chosen)) which.value = "ticked";
  form.querySelector("[data-untick]").hidden = ticked.length === 0;
}
