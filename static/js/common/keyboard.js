// Keys that act wherever one is, but steal nothing from a text.

/** Whether keys typed here are part of a text or a choice. @param {Element} element @returns {boolean} */
export const isText = (element) => element.matches("textarea, select, input:not([type=checkbox])");

/**
 * Whether a key pressed in a text belongs to an input method that is putting a word together. Safari ends the
 * composition before it tells of the Enter that ended it, and then only the old code says so. (Outside of
 * texts that code says no more than that an input method is on.)
 *
 * @param {KeyboardEvent} event
 * @returns {boolean}
 */
export const isComposing = (event) => event.isComposing || event.keyCode === 229;

/** Whether keys that are a single character act: a person may switch that off. @returns {boolean} */
export const singleKeys = () => document.documentElement.dataset.singleKeys !== "off";

/**
 * Let a key act outside of texts and dialogs.
 *
 * @param {string} code the key's place on the keyboard, as KeyboardEvent.code has it
 * @param {() => void} act
 */
export function onKey(code, act) {
  document.addEventListener("keydown", (event) => {
    if (!singleKeys() || event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.code !== code || document.querySelector("dialog[open]") || isText(event.target)) return;
    event.preventDefault();
    act();
  });
}
