// The borders between blocks: dragged with the pointer, or moved with the arrows and set with Enter.
import { Cut, placeUnder } from "./cut.js";

/** A finger hides what is under it: the place is taken that many pixels above it. */
const ABOVE_FINGER = 24;
/** So near the window's upper or lower edge the page moves under what is dragged, by so many pixels. */
const NEAR = 72;
const STEP = 14;

/**
 * @param {HTMLElement} form the document
 * @param {object} tools
 * @param {(key: string) => string} tools.say
 * @param {(act: string, block: Element) => void} tools.send
 * @param {(block: Element) => Element|null} tools.textOf
 */
export function borders(form, { say, send, textOf }) {
  for (const block of form.querySelectorAll(".b")) {
    const above = block.previousElementSibling;
    if (above?.matches(".b") && textOf(block) && textOf(above)) block.before(edge(block, above));
  }

  function edge(block, above) {
    const handle = document.createElement("div");
    handle.className = "edge";
    handle.tabIndex = 0;
    handle.setAttribute("role", "separator");
    handle.setAttribute("aria-orientation", "horizontal");
    handle.setAttribute("aria-label", say("border"));
    handle.setAttribute("aria-valuemin", above.dataset.start);
    handle.setAttribute("aria-valuenow", block.dataset.start);
    handle.title = say("border");
    let cut = null;

    const put = (target, place) => {
      cut?.remove();
      cut = place === null ? null : new Cut(textOf(target), place);
      if (cut) cut.block = target;
    };
    const drop = () => {
      if (!cut) return;
      const to = Number(cut.block.dataset.shown) + cut.place;
      cut.remove();
      cut = null;
      send(`move:${block.dataset.start}:${to}`, block);
    };

    handle.addEventListener("pointerdown", (event) => {
      if (!event.isPrimary || event.button) return;
      handle.setPointerCapture(event.pointerId);
      handle.classList.add("dragged");
      event.preventDefault();
    });
    handle.addEventListener("pointermove", (event) => {
      if (!handle.classList.contains("dragged")) return;
      if (event.clientY < 2 * NEAR) scrollBy(0, -STEP);
      else if (event.clientY > innerHeight - NEAR) scrollBy(0, STEP);
      const y = event.clientY - (event.pointerType === "touch" ? ABOVE_FINGER : 0);
      for (const candidate of [above, block]) {
        const place = placeUnder(textOf(candidate), event.clientX, y);
        if (place) put(candidate, place);
      }
    });
    handle.addEventListener("pointerup", () => {
      handle.classList.remove("dragged");
      drop();
    });
    handle.addEventListener("pointercancel", () => {
      handle.classList.remove("dragged");
      put(block, null);
    });
    handle.addEventListener("keydown", (event) => {
      const { key } = event;
      if (key === "Enter") drop();
      else if (key === "Escape") put(block, null);
      else if (key === "ArrowUp" && !cut) put(above, Cut.last(textOf(above)));
      else if (key === "ArrowDown" && !cut) put(block, Cut.first(textOf(block)));
      else if (!cut?.step(key)) return;
      event.preventDefault();
      event.stopPropagation();
    });
    return handle;
  }
}
