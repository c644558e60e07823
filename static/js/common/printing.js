// Every page prints whole: what stands in fields is written out, and what stays in place while one scrolls lies where
// it belongs.

const SHORT = 20; // characters that fit into any field
const TEXTS = "textarea, select:not([multiple]), input:not([type]), input[type=text], input[type=search], input[type=url], input[type=email]";

const textOf = (field) => (field.matches("select") ? (field.selectedOptions[0]?.textContent.trim() ?? "") : field.value);
const mayBeCut = (field) => field.matches("textarea") || textOf(field).length > SHORT || field.scrollWidth > field.clientWidth;

function writeOut(field) {
  const text = Object.assign(document.createElement("div"), { className: "written-out", textContent: textOf(field) });
  field.classList.add("has-written-out");
  field.after(text);
}

// A style sheet can't ask for what another has laid down.
function settle(element) {
  const { position, textOverflow, webkitLineClamp } = getComputedStyle(element);
  if (position === "sticky" || position === "fixed") element.classList.add("stays-put");
  if (textOverflow === "ellipsis" || !["none", ""].includes(webkitLineClamp ?? "")) element.classList.add("cut-short");
}

function before() {
  if (document.querySelector(".has-written-out")) return;
  for (const field of document.querySelectorAll(TEXTS)) if (mayBeCut(field)) writeOut(field);
  for (const element of document.body.querySelectorAll("*")) settle(element);
}

function after() {
  for (const text of document.querySelectorAll(".written-out")) text.remove();
  for (const name of ["has-written-out", "stays-put", "cut-short"]) {
    for (const element of document.querySelectorAll(`.${name}`)) element.classList.remove(name);
  }
}

addEventListener("beforeprint", before);
addEventListener("afterprint", after);
// Not every browser tells of both.
matchMedia("print").addEventListener("change", ({ matches }) => (matches ? before() : after()));
