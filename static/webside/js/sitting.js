// A sitting: every change is saved in the background, and what is not saved yet stays and is sent again.
"use strict";

(() => {
  const FIRST_WAIT = 2000;
  const LONGEST_WAIT = 30000;

  const form = document.querySelector("form[data-saves]");
  const place = document.getElementById("saved");
  if (!form || !place) return;

  const number = form.elements.client_seq;
  const base = Number(number.dataset.seq);
  const elapsed = window.webside.elapsed();
  const drafts = window.webside.drafts(form.dataset.attempt);
  const view = window.webside.stopwatch();
  let wait = FIRST_WAIT;
  let timer = 0;
  let changes = 0; // the newest change that was made
  let sent = 0; // the newest that went off
  let saved = 0; // the newest that arrived
  let failed = false;
  let leaving = false;
  let onward = null; // the button that waits for the save

  /** The number of a save: the server's clock when the page was made, and the time since. */
  const next = () => String(base + Math.round(elapsed()));

  function show(text, css) {
    const words = document.createElement("span");
    words.textContent = text;
    if (css) words.className = css;
    place.replaceChildren(words);
  }

  function retry(text) {
    failed = true;
    show(text, "not-saved");
    clearTimeout(timer);
    timer = setTimeout(save, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  function save() {
    clearTimeout(timer);
    window.htmx.trigger(form, "save");
  }

  function countWords() {
    const field = form.querySelector("[data-count-words]");
    const spot = form.querySelector("[data-words]");
    if (!field || !spot) return;
    const count = field.value.split(/\s+/).filter(Boolean).length;
    spot.textContent = spot.dataset.pattern.replace("%(n)s", String(count));
  }

  form.addEventListener("input", () => {
    changes += 1;
    number.value = next();
    drafts.keep(form); // a tab that dies before the save loses nothing
    countWords();
  });

  form.addEventListener("htmx:configRequest", (event) => {
    event.detail.parameters.set("client_seq", next());
    event.detail.parameters.set("seconds", String(view.seconds()));
    sent = changes;
    if (!failed) show(form.dataset.saving, "saved-wait");
  });

  place.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    const answer = xhr.getResponseHeader("X-Answer");
    if (answer === "saved" || answer === "older") {
      failed = false;
      saved = sent;
      wait = FIRST_WAIT;
      view.restart();
      if (saved === changes) drafts.drop(form);
      return;
    }
    if (answer === "over" || answer === "refused") {
      // It says itself why, and sending it again would change nothing.
      event.detail.shouldSwap = true;
      event.detail.isError = false;
      failed = false;
      saved = sent;
      onward = null;
      drafts.drop(form);
      return;
    }
    event.detail.shouldSwap = false;
    event.detail.isError = false;
    retry(xhr.status < 400 || xhr.status === 403 ? form.dataset.signedOut : form.dataset.unsaved);
  });

  place.addEventListener("htmx:afterSettle", () => {
    countWords();
    if (onward && !failed) {
      const button = onward;
      onward = null;
      form.requestSubmit(button);
    }
  });

  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    form.addEventListener(name, (event) => {
      event.stopPropagation(); // said here, beside the answer
      retry(form.dataset.unsaved);
    });
  }

  window.addEventListener("online", () => {
    if (failed) save();
  });

  document.addEventListener("webside:time-over", () => {
    if (saved < changes) save();
    leaving = true;
  });

  // Going on while something could not be saved would lose it: save first, then go on.
  form.addEventListener("submit", (event) => {
    number.value = next();
    form.elements.seconds.value = String(view.seconds());
    if (!failed) {
      leaving = true;
      return;
    }
    event.preventDefault();
    onward = event.submitter;
    save();
  });

  window.addEventListener("beforeunload", (event) => {
    if (!leaving && saved < changes) event.preventDefault();
  });

  window.addEventListener("pageshow", () => {
    leaving = false;
  });

  countWords();
  // What an earlier page could not send goes first, in the order in which it was answered.
  drafts.send().then((here) => {
    if (here) location.reload();
  });
})();
