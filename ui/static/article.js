/* An article: goes to the words that the address names, and ties voices to their statements. */
"use strict";
(() => {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const show = (element) => element && element.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });

  const light = (note, on) => {
    const story = note.closest(".story");
    const numbers = new Set((note.dataset.voice || "").split(" "));
    for (const words of story.querySelectorAll("[data-said]")) {
      if (words.dataset.said.split(" ").some((number) => numbers.has(number))) words.classList.toggle("lit", on);
    }
  };
  for (const [kind, on] of [["mouseover", true], ["mouseout", false]]) {
    document.addEventListener(kind, (event) => {
      const note = event.target.closest && event.target.closest("[data-voice]");
      if (note && note.getAttribute("aria-pressed") !== "true") light(note, on);
    });
  }

  document.addEventListener("click", (event) => {
    const note = event.target.closest("[data-voice]");
    if (!note) return;
    const pressed = note.getAttribute("aria-pressed") !== "true";
    note.setAttribute("aria-pressed", String(pressed));
    light(note, pressed);
  });

  const named = () => {
    const found = /^#char=(\d+),(\d+)$/.exec(location.hash);
    return found ? { start: found[1], end: found[2] } : null;
  };
  const mark = async () => {
    const main = document.getElementById("article");
    const story = main && main.querySelector(".story");
    const words = named();
    if (!story || !words) return;
    const query = new URLSearchParams({ ...words, version: story.dataset.version, heading: "h1" });
    const answer = await fetch(`/article/${encodeURIComponent(story.dataset.article)}/text?${query}`);
    if (!answer.ok) return;
    main.innerHTML = await answer.text(); // made and escaped by our own server
    show(document.getElementById("target"));
  };
  if (document.getElementById("article")) {
    mark();
    window.addEventListener("hashchange", mark);
  }
  window.showWords = show;
})();
