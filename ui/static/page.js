/* The reading room: markers, the side panel, copying, small forms. It decides nothing. */
"use strict";
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const report = (element, detail) => element.dispatchEvent(new CustomEvent("reported", { bubbles: true, detail }));

  /* Markers light the words they rest on. */
  const cardOf = (marker) => document.getElementById(marker.dataset.cites);
  const lightMarker = (marker, on) => {
    const card = cardOf(marker);
    const claim = marker.closest(".mark-group") && claimBefore(marker);
    if (card) card.classList.toggle("lit", on);
    if (claim) claim.classList.toggle("lit", on);
  };
  const claimBefore = (marker) => {
    let before = marker.closest(".mark-group").previousElementSibling;
    while (before && before.classList.contains("mark-group")) before = before.previousElementSibling;
    return before && before.classList.contains("claim") ? before : null;
  };
  for (const [kind, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(kind, (event) => {
      const marker = event.target.closest && event.target.closest(".marker");
      if (marker) lightMarker(marker, on);
    });
  }

  /* The box. */
  const box = () => one("#question textarea");
  const fill = (text) => {
    const field = box();
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  };
  const openTab = (name) => {
    const tab = all("#rooms [role=tab]").find((button) => button.textContent.trim() === name);
    if (tab) tab.click();
  };
  const ask = (text) => {
    openTab("Ask");
    closeReader();
    setTimeout(() => { fill(text); setTimeout(() => { const button = one("#ask-button"); if (button) button.click(); }, 60); }, 30);
  };

  /* The side panel with the whole article. */
  let opener = null;
  const reader = () => {
    let panel = document.getElementById("reader");
    if (panel) return panel;
    panel = document.createElement("div");
    panel.id = "reader";
    panel.hidden = true;
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-label", "Article");
    panel.innerHTML = '<div class="reader-bar"><a class="quiet" target="_blank" rel="noopener">Permanent link</a>' +
      '<button type="button" class="quiet" data-close-reader>Close</button></div><div class="reader-body" tabindex="-1"></div>';
    document.body.append(panel);
    return panel;
  };
  const closeReader = () => {
    const panel = document.getElementById("reader");
    if (!panel || panel.hidden) return;
    panel.hidden = true;
    document.body.classList.remove("reading");
    if (opener && opener.isConnected) opener.focus();
  };
  const openReader = async (link) => {
    const address = new URL(link.href, location.href);
    const words = /^#char=(\d+),(\d+)$/.exec(address.hash);
    const query = new URLSearchParams(address.search);
    if (words) { query.set("start", words[1]); query.set("end", words[2]); }
    const others = all(".open-source", link.closest(".turn") || document.createElement("div"))
      .filter((other) => other !== link && other.dataset.article === link.dataset.article)
      .map((other) => `${other.dataset.start}-${other.dataset.end}`);
    if (others.length) query.set("also", others.join(","));
    const panel = reader();
    if (!panel.contains(link)) opener = link;
    const body = one(".reader-body", panel);
    body.innerHTML = '<p class="stage busy">Opening the article…</p>';
    one("a", panel).href = address.href;
    panel.hidden = false;
    document.body.classList.add("reading");
    try {
      const answer = await fetch(`${address.pathname}/text?${query}`);
      body.innerHTML = await answer.text(); // made and escaped by our own server
    } catch {
      body.innerHTML = '<p class="failure">The article could not be fetched. Check that the program is running, then try again.</p>';
    }
    const target = one("#target", body);
    if (target) target.scrollIntoView({ block: "center" }); else body.scrollTop = 0;
    (target || one("#story-title", body) || body).focus({ preventScroll: true });
  };

  /* Copying. */
  const copy = async (button) => {
    const kind = button.dataset.copy;
    const text = (one(`[data-format="${kind}"]`, button.closest(".turn")) || {}).textContent || "";
    try {
      if (kind === "html" && window.ClipboardItem) {
        const plain = one('[data-format="plain"]', button.closest(".turn")).textContent;
        await navigator.clipboard.write([new ClipboardItem({
          "text/html": new Blob([text], { type: "text/html" }), "text/plain": new Blob([plain], { type: "text/plain" }),
        })]);
      } else {
        await navigator.clipboard.writeText(text);
      }
      say("Copied with its sources.");
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      say(document.execCommand("copy") ? "Copied with its sources." : "The browser did not allow copying; select the text and copy it.");
      area.remove();
    }
    button.closest("details").open = false;
  };

  /* A sentence at the foot of the page. */
  let hush = 0;
  const say = (text) => {
    let line = document.getElementById("sentence");
    if (!line) {
      line = document.createElement("p");
      line.id = "sentence";
      line.setAttribute("role", "status");
      document.body.append(line);
    }
    line.textContent = text;
    line.classList.add("shown");
    clearTimeout(hush);
    hush = setTimeout(() => line.classList.remove("shown"), 5000);
  };

  /* A dangerous button asks once more, in its own place. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-confirm]");
    if (!button || button.dataset.armed) return;
    event.preventDefault();
    event.stopPropagation();
    const label = button.textContent;
    button.dataset.armed = "yes";
    button.textContent = button.dataset.confirm;
    setTimeout(() => { if (button.isConnected) { delete button.dataset.armed; button.textContent = label; } }, 6000);
  }, true);

  const rename = (button) => {
    const row = button.closest(".conversation");
    const form = document.createElement("form");
    form.className = "rename";
    const field = document.createElement("input");
    field.value = button.dataset.title;
    field.maxLength = 200;
    field.setAttribute("aria-label", "New title");
    const save = document.createElement("button");
    save.className = "plain";
    save.textContent = "Save";
    form.append(field, save);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      report(row, { act: "rename", id: button.dataset.rename, title: field.value });
      form.remove();
    });
    field.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); form.remove(); } });
    row.append(form);
    button.closest("details").open = false;
    field.select();
  };

  const judge = (turn, verdict, reason) => report(turn, { act: "judge", number: turn.dataset.number, verdict, reason });

  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!target.closest) return;
    const menu = target.closest("details.menu");
    for (const open of all("details.menu[open]")) if (open !== menu) open.open = false;
    const marker = target.closest(".marker");
    if (marker && cardOf(marker)) {
      event.preventDefault();
      cardOf(marker).scrollIntoView({ block: "nearest" });
      cardOf(marker).focus({ preventScroll: true });
      return;
    }
    const source = target.closest("#reader a[href^='/article/'], a.open-source");
    const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button;
    if (source && !opensElsewhere && !source.closest(".reader-bar")) {
      event.preventDefault();
      openReader(source);
      return;
    }
    const pressed = (name) => target.closest(`[data-${name}]`);
    if (pressed("ask")) ask(pressed("ask").dataset.ask);
    else if (pressed("open-tab")) openTab(pressed("open-tab").dataset.openTab);
    else if (pressed("edit")) fill(pressed("edit").dataset.edit);
    else if (pressed("copy")) copy(pressed("copy"));
    else if (pressed("rename")) rename(pressed("rename"));
    else if (pressed("close-reader")) closeReader();
    else if (pressed("rail")) {
      const open = document.body.classList.toggle("rail-open");
      for (const button of all("[data-rail]")) button.setAttribute("aria-expanded", String(open));
    } else if (pressed("verdict")) {
      const button = pressed("verdict");
      const turn = button.closest(".turn");
      for (const other of all("[data-verdict]", turn)) other.setAttribute("aria-pressed", String(other === button));
      const form = one("form.reason", turn);
      form.hidden = false;
      one("input", form).focus();
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form.reason");
    if (event.target.closest(".facets")) event.preventDefault();
    if (!form) return;
    event.preventDefault();
    const turn = form.closest(".turn");
    const chosen = one('[data-verdict][aria-pressed="true"]', turn);
    judge(turn, chosen ? chosen.dataset.verdict : "up", one("input", form).value);
    form.hidden = true;
  });
  document.addEventListener("change", (event) => {
    const facets = event.target.closest(".facets");
    if (!facets) return;
    const checked = (name) => all(`input[name="${name}"]:checked`, facets).map((input) => input.value);
    const day = (name) => one(`input[name="${name}"]`, facets).value;
    report(facets, { act: "narrow", outlets: checked("outlets"), speakers: checked("speakers"), since: day("since"), until: day("until") });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const menu = one("details.menu[open]");
      if (menu) { menu.open = false; one("summary", menu).focus(); } else closeReader();
    }
    if (event.key === "/" && !event.target.closest("input, textarea, select") && box()) { event.preventDefault(); box().focus(); }
  });

  /* What was painted first goes when the page itself is there. */
  const ready = () => {
    const first = document.getElementById("first-paint");
    if (!first || !one("#ask-button")) return Boolean(first);
    first.remove();
    return false;
  };
  const waiting = new MutationObserver(() => { if (!ready()) waiting.disconnect(); });
  waiting.observe(document.documentElement, { childList: true, subtree: true });

  /* Called by the conversation when it changes: keeps the address and the view in step. */
  let shown = "";
  window.threadChanged = (element) => {
    const thread = one(".thread", element);
    if (!thread) return;
    const address = new URL(location.href);
    const id = thread.dataset.conversation;
    if (id) address.searchParams.set("conversation", id); else address.searchParams.delete("conversation");
    if (address.href !== location.href) history.replaceState(null, "", address);
    document.body.classList.toggle("has-turns", thread.dataset.turns !== "0");
    const turns = all(".turn", thread);
    const last = turns[turns.length - 1];
    const key = `${id}/${turns.length}`;
    if (last && key !== shown && turns.length) last.scrollIntoView({ block: "start" });
    shown = key;
  };
  window.facetsChanged = (element) => {
    for (const input of all("input", element)) {
      if (input.type === "checkbox") input.checked = input.hasAttribute("checked");
      else input.value = input.getAttribute("value") || "";
    }
  };
  window.sayNow = say;
  if (one("#thread")) window.threadChanged(one("#thread"));

  /* A lost connection says so, and the page recovers when the program is back. */
  let instance = "";
  let lost = false;
  const watch = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch("/alive", { cache: "no-store", signal: AbortSignal.timeout(4000) });
      const found = (await answer.json()).instance;
      if (instance && found !== instance) {
        try { sessionStorage.setItem("draft", box() ? box().value : ""); } catch { /* private mode */ }
        location.reload();
        return;
      }
      instance = found;
      if (lost) say("Connected again.");
      lost = false;
    } catch {
      lost = true;
    }
    document.body.classList.toggle("offline", lost);
    let banner = document.getElementById("offline");
    if (lost && !banner) {
      banner = document.createElement("p");
      banner.id = "offline";
      banner.setAttribute("role", "alert");
      banner.textContent = "The connection to the assistant is lost. Check that the program is running; this page tries again by itself.";
      document.body.prepend(banner);
    }
    if (!lost && banner) banner.remove();
  };
  watch();
  setInterval(watch, 3000);
  window.restoreDraft = () => {
    try {
      const draft = sessionStorage.getItem("draft");
      sessionStorage.removeItem("draft");
      if (draft) setTimeout(() => fill(draft), 300);
    } catch { /* private mode */ }
  };
})();
