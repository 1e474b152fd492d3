// Moves a step that is ranked up or down within the page. Without this script its buttons send the form, and
// the page comes back in the new order: what they do is the same (assessments/kinds/judgement_ranking.py).
"use strict";

(() => {
  const list = document.querySelector("[data-ranks]");
  const said = document.querySelector("[data-rank-said]");
  if (!list || !said) return;

  const rows = Array.from(list.children); // as the page was drawn: among rows without a rank this order stays
  const selects = rows.map((row) => row.querySelector("select"));
  const rankOf = (row) => Number(row.querySelector("select").value);

  function say(pattern, values = {}) {
    said.textContent = Object.entries(values).reduce(
      (text, [name, value]) => text.replace(`%(${name})s`, () => String(value)),
      pattern,
    );
  }

  /** Say a text with a step in it, which keeps the language that it is in. */
  function sayStep(pattern, label, values) {
    say(pattern, values);
    const step = document.createElement("span");
    step.lang = label.lang;
    step.textContent = label.textContent.trim();
    const [before, after = ""] = said.textContent.split("%(step)s");
    said.replaceChildren(before, step, after);
  }

  /** The rank that a step without one gets: the first that is free going up, the last going down. */
  function freeRank(up) {
    const taken = new Set(selects.map((select) => Number(select.value)));
    const free = selects.map((_select, place) => place + 1).filter((rank) => !taken.has(rank));
    return up ? free[0] : free[free.length - 1];
  }

  function move(select, up) {
    const here = Number(select.value);
    const there = here ? here + (up ? -1 : 1) : freeRank(up);
    if (there < 1 || there > selects.length) {
      say(up ? list.dataset.first : list.dataset.last);
      return;
    }
    if (here) {
      for (const other of selects) if (Number(other.value) === there) other.value = String(here);
    }
    select.value = String(there);
    const last = selects.length + 1;
    const ordered = rows.slice().sort((one, other) => (rankOf(one) || last) - (rankOf(other) || last));
    list.append(...ordered);
    sayStep(list.dataset.moved, select.labels[0], { rank: there, all: selects.length });
    for (const name of ["input", "change"]) select.dispatchEvent(new Event(name, { bubbles: true }));
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=move]");
    if (!button) return;
    event.preventDefault();
    move(button.closest("li").querySelector("select"), button.value.endsWith(":up"));
    button.focus(); // a row that moves loses the focus
  });
})();
