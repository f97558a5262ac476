/* Chooses light or dark before the first paint and keeps the person's choice. */
"use strict";
(() => {
  const root = document.documentElement;
  const preference = window.matchMedia("(prefers-color-scheme: dark)");
  const kept = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const wanted = () => kept() || (preference.matches ? "dark" : "light");
  const apply = () => {
    const theme = wanted();
    if (root.dataset.theme !== theme) root.dataset.theme = theme;
    if (document.body) document.body.classList.toggle("dark", theme === "dark");
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      const label = theme === "dark" ? "Light" : "Dark";
      if (button.textContent !== label) button.textContent = label;
      button.setAttribute("aria-label", `Use the ${label.toLowerCase()} theme`);
    }
  };
  apply();
  preference.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", () => {
    apply();
    // Gradio sets its own class when it mounts; ours is the one that holds.
    new MutationObserver(apply).observe(document.body, { attributes: true, attributeFilter: ["class"] });
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    try { localStorage.setItem("theme", root.dataset.theme === "dark" ? "light" : "dark"); } catch { /* private mode */ }
    apply();
  });
  window.applyTheme = apply;
})();
