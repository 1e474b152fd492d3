// Beside each part of a form that is saved in the background: whether that part is on its way, or did not
// arrive. The answer of the server says the rest. Without this script each part has its "Save".
"use strict";

(() => {
  const partOf = (event) => event.target.closest("[data-saving]");

  function show(part, text, css) {
    const words = document.createElement("span");
    words.className = css;
    words.textContent = text;
    part.querySelector("[role=status]").replaceChildren(words);
  }

  document.addEventListener("htmx:beforeRequest", (event) => {
    const part = partOf(event);
    if (part) show(part, part.dataset.saving, "saved saved-wait");
  });

  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(name, (event) => {
      const part = partOf(event);
      // A refusal of 422 brings its own words.
      if (part && !(event.detail.xhr && event.detail.xhr.status === 422)) show(part, part.dataset.unsaved, "not-saved");
    });
  }
})();
