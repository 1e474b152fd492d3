// Counts, at the foot of an observation, the levels that are given so far. The form works without it.
"use strict";

(() => {
  function count(place, form) {
    const given = form.querySelectorAll(".seg input:checked:not([value='0'])");
    // The name is level-<learner>-<competency>.
    const learnerOf = (input) => input.name.split("-")[1];
    const all = new Set(Array.from(form.querySelectorAll(".seg input"), learnerOf));
    const seen = new Set(Array.from(given, learnerOf));
    place.textContent = place.dataset.pattern
      .replace("%(levels)s", String(given.length))
      .replace("%(seen)s", String(seen.size))
      .replace("%(all)s", String(all.size));
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-count]").forEach((place) => {
      const form = document.getElementById(place.dataset.count);
      if (!form) return;
      form.addEventListener("change", () => count(place, form));
      count(place, form);
    });
  });
})();
