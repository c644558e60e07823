// The candidate's papers beside what is being written: opened and closed by a key, read in the browser's own viewer.

export class Papers {
  /**
   * @param {HTMLElement} section
   * @param {HTMLElement} opener
   */
  constructor(section, opener) {
    Object.assign(this, { section, opener });
    this.frame = section.querySelector("iframe");
    this.ownTab = section.querySelector(".own-tab");
    this.links = [...section.querySelectorAll(".papers-tabs a[target]")];
    for (const link of this.links) {
      // Where the browser has no viewer of its own (most phones), a PDF would be saved unasked: it gets a tab.
      if (!navigator.pdfViewerEnabled && link.textContent.trim().endsWith(".pdf")) link.target = "_blank";
      else link.addEventListener("click", () => this.#show(link));
    }
    opener.addEventListener("click", (event) => { event.preventDefault(); this.toggle(); });
    section.querySelector(".close").addEventListener("click", () => this.close());
    section.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { event.preventDefault(); this.close(); }
    });
  }

  toggle() {
    if (this.section.hidden) this.#open();
    else this.close();
  }

  close() {
    const within = this.section.contains(document.activeElement);
    this.section.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
    if (within) this.opener.focus({ preventScroll: true });
  }

  // Nothing is loaded before somebody looks.
  #open() {
    this.section.hidden = false;
    this.opener.setAttribute("aria-expanded", "true");
    const shown = this.links.filter((link) => link.target !== "_blank");
    if (this.frame.hidden && shown.length) shown[0].click();
    (this.section.querySelector("[aria-current]") ?? this.section.querySelector("a")).focus({ preventScroll: true });
  }

  #show(link) {
    for (const other of this.links) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    this.frame.hidden = false;
    this.frame.title = link.title;
    this.ownTab.href = link.href;
    this.ownTab.hidden = false;
  }
}
