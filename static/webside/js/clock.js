// The time that is left of a sitting, counted by the server's clock; said aloud before the end.
"use strict";

(() => {
  const clock = document.querySelector("[data-clock]");
  if (!clock) return;

  const shown = clock.querySelector("[data-left]");
  const said = clock.querySelector("[data-said]");
  const elapsed = window.webside.elapsed();
  const atStart = Number(clock.dataset.ends) - Number(clock.dataset.now);
  const warnings = [5, 1].filter((minutes) => atStart > minutes * 60000);
  let over = false;

  function two(count) {
    return String(count).padStart(2, "0");
  }

  function words(left) {
    const seconds = Math.max(0, Math.ceil(left / 1000));
    const hours = Math.floor(seconds / 3600);
    const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
    return hours ? `${hours}:${rest}` : rest;
  }

  function warn(left) {
    if (!warnings.length || left > warnings[0] * 60000) return;
    const minutes = warnings.shift();
    clock.classList.add("is-short");
    said.textContent = minutes === 1 ? clock.dataset.one : clock.dataset.few;
  }

  function end() {
    over = true;
    said.textContent = clock.dataset.over;
    said.classList.remove("visually-hidden");
    document.dispatchEvent(new CustomEvent("webside:time-over"));
    setTimeout(() => location.assign(clock.dataset.then), Number(clock.dataset.grace));
  }

  function tick() {
    const left = atStart - elapsed();
    shown.textContent = words(left);
    warn(left);
    if (left <= 0 && !over) end();
    if (!over) setTimeout(tick, 1000 - (elapsed() % 1000));
  }

  clock.hidden = false;
  tick();
})();
