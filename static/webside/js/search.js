// What the search field finds as one types: shown under it, left by Escape, walked by arrow keys.
// Without this the field leads to the page of results.
"use strict";

(() => {
  const form = document.querySelector("form[data-find]");
  if (!form) return;
  const field = form.querySelector("input");
  const panel = form.querySelector("[data-find-panel]");
  const links = () => [...panel.querySelectorAll("a")];

  function show() {
    panel.hidden = field.value.trim() === "" || panel.childElementCount === 0;
  }

  function hide() {
    panel.hidden = true;
  }

  /** Move along field and links, staying at the last one. */
  function walk(step) {
    const stops = [field, ...links()];
    const at = stops.indexOf(document.activeElement);
    const next = stops[Math.max(0, Math.min(stops.length - 1, at + step))];
    if (next) next.focus();
  }

  panel.addEventListener("htmx:afterSwap", show);
  field.addEventListener("focus", show);
  field.addEventListener("input", () => {
    if (field.value.trim() === "") hide();
  });

  form.addEventListener("keydown", (event) => {
    if (panel.hidden) return;
    if (event.key === "Escape") {
      event.preventDefault();
      hide();
      if (document.activeElement !== field) {
        field.focus();
        hide();
      }
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      walk(event.key === "ArrowDown" ? 1 : -1);
    }
  });

  // Leaving the field and its links by Tab, or pressing elsewhere, closes what was found.
  form.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) hide();
  });
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target)) hide();
  });
})();
