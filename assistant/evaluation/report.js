"use strict";
(() => {
  const table = document.getElementById("questions");
  const rows = [...table.tBodies];
  const form = document.getElementById("filters");
  const outcomes = [...form.querySelectorAll("[data-outcome]")];
  const state = { outcome: "", key: "", down: false };

  const toggle = (row, open) => {
    const button = row.querySelector(".toggle");
    button.setAttribute("aria-expanded", String(open));
    row.rows[1].hidden = !open;
  };

  const filter = () => {
    const tag = form.elements.tag.value;
    const set = form.elements.set ? form.elements.set.value : "";
    const text = form.elements.text.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      const data = row.dataset;
      const keep =
        (!state.outcome || data.outcome === state.outcome) &&
        (!tag || data.tags.split(" ").includes(tag)) &&
        (!set || data.set === set) &&
        (!text || row.textContent.toLowerCase().includes(text));
      row.hidden = !keep;
      shown += keep ? 1 : 0;
    }
    document.getElementById("count").textContent = `${shown} of ${rows.length} shown`;
  };

  const sort = (key) => {
    state.down = state.key === key ? !state.down : false;
    state.key = key;
    const numeric = ["f1", "cited", "ms"].includes(key);
    const order = rows.slice().sort((a, b) => {
      const [first, second] = [a.dataset[key], b.dataset[key]];
      return numeric ? first - second : first.localeCompare(second);
    });
    if (state.down) order.reverse();
    for (const row of order) table.append(row);
    for (const button of table.tHead.querySelectorAll("button")) {
      const active = button.dataset.key === key;
      const sorted = state.down ? "descending" : "ascending";
      button.parentElement.setAttribute("aria-sort", active ? sorted : "none");
      const title = button.textContent.replace(/ [▲▼]$/, "");
      button.textContent = active ? `${title} ${state.down ? "▼" : "▲"}` : title;
    }
  };

  for (const row of rows) {
    toggle(row, false);
    row.querySelector(".toggle").addEventListener("click", (event) => {
      toggle(row, event.currentTarget.getAttribute("aria-expanded") !== "true");
    });
  }
  for (const button of outcomes) {
    button.addEventListener("click", () => {
      state.outcome = state.outcome === button.dataset.outcome ? "" : button.dataset.outcome;
      for (const other of outcomes) {
        other.setAttribute("aria-pressed", String(other.dataset.outcome === state.outcome));
      }
      filter();
    });
  }
  for (const button of table.tHead.querySelectorAll("button")) {
    button.addEventListener("click", () => sort(button.dataset.key));
  }
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  const jump = () => {
    const row = rows.find((item) => item.id === decodeURIComponent(location.hash.slice(1)));
    if (row) toggle(row, true);
  };
  addEventListener("hashchange", jump);
  jump();
})();
