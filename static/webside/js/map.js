// The heat map as a grid: one stop for Tab, arrow keys within. Without this it is a table of links.
"use strict";

/** Make a grid of the map that stands on the page, which may be another one after a swap. */
function makeGrid() {
  const map = document.querySelector("table.hm");
  if (!map || map.getAttribute("role") === "grid") return;
  // The row of domains leads nowhere, so the keys pass over it.
  const lines = Array.from(map.rows).filter((row) => row.querySelector("a"));
  const rows = lines.map((row) => Array.from(row.cells, (cell) => cell.querySelector("a")));
  const many = 10;

  map.setAttribute("role", "grid");
  map.setAttribute("aria-readonly", "true");
  map.setAttribute("aria-describedby", "map-keys");
  map.querySelectorAll("td").forEach((cell) => cell.setAttribute("role", "gridcell"));
  map.querySelectorAll("a").forEach((link) => { link.tabIndex = -1; });
  let here = map.querySelector("tbody a");
  here.tabIndex = 0;

  /** Make a link the one that Tab comes to. */
  function settle(link) {
    here.tabIndex = -1;
    here = link;
    here.tabIndex = 0;
  }

  /** Where a key leads from a place: its row and column; nothing for a key that is not ours. */
  function ahead(key, far, row, column) {
    const last = rows[0].length - 1;
    const end = rows.length - 1;
    switch (key) {
      case "ArrowUp": return [row - 1, column];
      case "ArrowDown": return [row + 1, column];
      case "ArrowLeft": return [row, column - 1];
      case "ArrowRight": return [row, column + 1];
      case "Home": return [far ? 1 : row, 0];
      case "End": return [far ? end : row, last];
      case "PageUp": return [Math.max(Math.min(row, 1), row - many), column];
      case "PageDown": return [Math.min(end, row + many), column];
      default: return null;
    }
  }

  map.addEventListener("focusin", (event) => settle(event.target.closest("a") || here));

  map.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.shiftKey) return;
    const cell = event.target.closest("td, th");
    const to = cell && ahead(event.key, event.ctrlKey, lines.indexOf(cell.parentElement), cell.cellIndex);
    if (!to) return;
    event.preventDefault();
    const row = rows[to[0]] || [];
    const link = row[to[1]] || (event.key === "Home" && row[1]);
    if (link) link.focus();
  });
}

document.addEventListener("DOMContentLoaded", makeGrid);
document.addEventListener("htmx:afterSwap", makeGrid);
