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

  /** Say the toasts that came with the page: a live region says only what is put into it. */
  function sayToasts() {
    const place = document.getElementById("messages");
    if (!place || !place.children.length) return;
    setTimeout(() => place.replaceChildren(...Array.from(place.children, (toast) => toast.cloneNode(true))), 200);
  }

  /** Show the question of another page as a dialog. Where there is none, go to that page. */
  async function ask(link) {
    const page = await fetch(link.href)
      .then(async (answer) => (answer.ok && !answer.redirected ? answer.text() : ""))
      .then((text) => new DOMParser().parseFromString(text, "text/html"))
      .catch(() => null);
    const found = page && page.querySelector("main form.dialog");
    if (!found) {
      location.assign(link.href);
      return;
    }
    const form = document.importNode(found, true);
    if (!form.getAttribute("action")) form.setAttribute("action", link.href);
    const box = document.createElement("dialog");
    box.className = "ask";
    box.setAttribute("aria-labelledby", "asked");
    form.setAttribute("aria-labelledby", "asked");
    box.append(form);
    document.body.append(box);
    form.querySelector("[data-keep]").addEventListener("click", (event) => {
      event.preventDefault();
      box.close();
    });
    box.addEventListener("close", () => {
      box.remove();
      link.focus();
    });
    const title = form.querySelector("#confirm-title");
    title.id = "asked";
    title.tabIndex = -1;
    title.autofocus = true; // the question is read first; no button lies under the next press
    box.showModal();
  }

  document.addEventListener("DOMContentLoaded", () => {
    focusSummary(document);
    sayToasts();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-dialog]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    ask(link);
  });

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

  // A form that hands out a file leaves its page as it is: what lists such files is brought up to date.
  document.addEventListener("submit", (event) => {
    const link = document.querySelector(`a[data-after="${event.target.id}"]`);
    if (link) link.dispatchEvent(new Event("renew"));
  });

  document.addEventListener("htmx:afterSettle", (event) => focusSummary(event.target));
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(name, () => say(document.body.dataset.unreached));
  }
})();
