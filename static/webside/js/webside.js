// Comforts on top of pages that work without any of this.
"use strict";

(() => {
  /** Move focus to the summary of what to mend, so that it is read first. */
  function focusSummary(root) {
    const summary = root.querySelector("[data-focus]");
    if (summary) summary.focus();
  }

  /** Close open menus on Escape and on a press elsewhere. */
  function closeMenus(except) {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  }

  /** Say something where toasts are said. */
  function say(text) {
    const place = document.getElementById("messages");
    if (!place || !text) return;
    const toast = document.createElement("div");
    toast.className = "toast show toast-error";
    toast.textContent = text;
    place.replaceChildren(toast);
  }

  document.addEventListener("DOMContentLoaded", () => focusSummary(document));

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details[data-menu][open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));

  // A form with data-autosubmit applies itself when a choice changes; its button serves everyone else.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-autosubmit]");
    if (form) form.requestSubmit();
  });

  document.addEventListener("htmx:afterSettle", (event) => focusSummary(event.target));
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(name, () => say(document.body.dataset.unreached));
  }
})();
