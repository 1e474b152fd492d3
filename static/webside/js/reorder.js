// Rows of a list that can be dragged by their dots. The list names a form (data-reorder), which holds the
// order as hidden inputs and posts it; buttons in the rows do the same by keyboard and without this script.
"use strict";

(() => {
  const EDGE = 60; // pixels from the edge of the window where it begins to scroll
  const STEP = 12; // pixels that it scrolls at a time

  let drag = null;

  const rowsOf = (list) => Array.from(list.children);

  /** Show the dots, and the words about them: without this script they do nothing. */
  function showGrips(root) {
    root.querySelectorAll("[data-reorder] [data-grip], [data-drag-words]").forEach((one) => {
      one.hidden = false;
    });
  }

  /** Move the other rows around the dragged one, so that the pointer keeps its row. */
  function follow(y) {
    const { row, list } = drag;
    const before = row.previousElementSibling;
    const after = row.nextElementSibling;
    const middle = (one) => {
      const box = one.getBoundingClientRect();
      return box.top + box.height / 2;
    };
    if (before && y < middle(before)) list.insertBefore(before, row.nextSibling);
    else if (after && y > middle(after)) list.insertBefore(after, row);
  }

  function scrollNear(y) {
    if (y < EDGE) window.scrollBy(0, -STEP);
    else if (y > window.innerHeight - EDGE) window.scrollBy(0, STEP);
  }

  function end(keep) {
    const { row, list, order, form } = drag;
    row.classList.remove("dragged");
    drag = null;
    const moved = rowsOf(list).some((one, place) => one !== order[place]);
    if (!moved) return;
    if (!keep) return list.append(...order);
    // htmx sends the button that has the focus along, as if it had been pressed.
    if (document.activeElement?.form === form) document.activeElement.blur();
    form.requestSubmit();
  }

  document.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    const list = grip && grip.closest("[data-reorder]");
    if (!list || event.button !== 0 || drag) return;
    const form = document.getElementById(list.dataset.reorder);
    const row = rowsOf(list).find((one) => one.contains(grip));
    if (!form || !row) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    row.classList.add("dragged");
    drag = { row, list, form, order: rowsOf(list) };
  });

  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    scrollNear(event.clientY);
    follow(event.clientY);
  });

  document.addEventListener("pointerup", () => drag && end(true));
  document.addEventListener("pointercancel", () => drag && end(false));
  document.addEventListener("keydown", (event) => {
    if (drag && event.key === "Escape") end(false);
  });

  document.addEventListener("DOMContentLoaded", () => showGrips(document));
  document.addEventListener("htmx:afterSettle", () => showGrips(document));
})();
