// Pages made to be printed: their one button.
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
