// Parts of a picture are drawn on it with the pointer: the numbers of a part are filled in, and drawn as they
// stand. The picture is hidden from assistive technology, since the numbers below say the same and need no mouse.
"use strict";

(() => {
  const SIDES = ["x", "y", "w", "h"];
  const WHOLE = 1000; // thousandths of the picture
  const LEAST = 10; // what is smaller was a slip

  let drag = null;

  const board = () => document.querySelector("[data-regions]");
  const field = (row, side) => row.querySelector(`input[name$="-${side}"]`);
  const rows = () => Array.from(document.querySelectorAll("#rows-regions fieldset.item-row"));
  const box = (row) => SIDES.map((side) => field(row, side)?.value.trim() ?? "");
  const isSet = (values) => values.every((one) => one !== "" && !Number.isNaN(Number(one)));

  /** The part that is being worked on: the one with the focus last, else the first without a place. */
  function target() {
    const chosen = rows().find((row) => row.dataset.chosen !== undefined);
    return chosen ?? rows().find((row) => !isSet(box(row))) ?? null;
  }

  function place(one, values) {
    const [x, y, w, h] = values.map((value) => `${Number(value) / 10}%`);
    Object.entries({ x, y, width: w, height: h }).forEach(([name, value]) => one.setAttribute(name, value));
  }

  /** Draw every part that has its numbers. */
  function draw() {
    const svg = board()?.querySelector("svg");
    if (!svg) return;
    svg.replaceChildren();
    rows().forEach((row) => {
      const values = box(row);
      if (!isSet(values)) return;
      const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      rect.classList.add("region-edge");
      rect.classList.toggle("is-chosen", row.dataset.chosen !== undefined);
      place(rect, values);
      svg.append(rect);
    });
  }

  function at(event) {
    const frame = board().getBoundingClientRect();
    const share = (value, from, size) => Math.round(Math.min(1, Math.max(0, (value - from) / size)) * WHOLE);
    return [share(event.clientX, frame.left, frame.width), share(event.clientY, frame.top, frame.height)];
  }

  function choose(row) {
    rows().forEach((one) => delete one.dataset.chosen);
    if (row) row.dataset.chosen = "";
    draw();
  }

  document.addEventListener("focusin", (event) => {
    const row = event.target.closest?.("#rows-regions fieldset.item-row");
    if (row && board()) choose(row);
  });

  document.addEventListener("input", (event) => {
    if (board() && event.target.closest("#rows-regions")) draw();
  });

  document.addEventListener("pointerdown", (event) => {
    const row = event.target.closest("[data-regions]") && target();
    if (!row || event.button !== 0) return;
    event.preventDefault();
    board().setPointerCapture(event.pointerId);
    drag = { row, from: at(event), before: box(row) };
    choose(row);
  });

  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const [x, y] = at(event);
    const [fromX, fromY] = drag.from;
    const values = [Math.min(x, fromX), Math.min(y, fromY), Math.abs(x - fromX), Math.abs(y - fromY)];
    SIDES.forEach((side, n) => (field(drag.row, side).value = values[n]));
    draw();
  });

  function end(keep) {
    if (!drag) return;
    const { row, before } = drag;
    drag = null;
    const [, , w, h] = box(row).map(Number);
    if (!keep || w < LEAST || h < LEAST) SIDES.forEach((side, n) => (field(row, side).value = before[n]));
    draw();
    field(row, "x").dispatchEvent(new Event("change", { bubbles: true }));
    row.querySelector('input[name$="-label"]')?.focus();
  }

  document.addEventListener("pointerup", () => end(true));
  document.addEventListener("pointercancel", () => end(false));
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("htmx:afterSwap", show);

  function show() {
    const one = board();
    if (!one) return;
    one.closest("[hidden]")?.removeAttribute("hidden");
    draw();
  }
})();
