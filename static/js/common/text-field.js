// Fields with texts.

/**
 * Show a text in a field without moving the caret of whoever types there.
 *
 * @param {HTMLTextAreaElement|HTMLInputElement} field
 * @param {string} value
 */
export function setText(field, value) {
  const text = value.replaceAll("\r\n", "\n");
  if (field.value === text) return;
  const { selectionStart: start, selectionEnd: end } = field;
  field.value = text;
  if (document.activeElement === field) field.setSelectionRange(start, end);
}
