// Find in a long list of boxes to tick. Without this script the list is simply long.
"use strict";

(() => {
  const fold = (text) => text.normalize("NFKD").replace(/\p{Diacritic}/gu, "").toLowerCase();

  /** Keep the rows in sight in which each word stands; what is ticked stays in sight always. */
  function narrow(pick, query) {
    const words = fold(query).split(/\s+/).filter(Boolean);
    pick.querySelectorAll(".form-check").forEach((row) => {
      const text = fold(row.textContent);
      row.hidden = !row.querySelector("input").checked && !words.every((word) => text.includes(word));
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-pick]").forEach((pick) => {
      const find = pick.querySelector("[data-pick-find]");
      find.closest("[hidden]").hidden = false;
      find.addEventListener("input", () => narrow(pick, find.value));
      // Enter looks for words here; it does not send the form around it.
      find.addEventListener("keydown", (event) => {
        if (event.key === "Enter") event.preventDefault();
      });
    });
  });
})();
