"use strict";
(() => {
  const tools = document.querySelector(".tools"), box = tools.querySelector("input"),
    months = tools.querySelector("select"), told = tools.querySelector("output");
  const plain = s => s.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const entries = [...document.querySelectorAll("article")].map(at => ({at, text: plain(at.textContent)}));
  for (const h of document.querySelectorAll("h3")) months.add(new Option(h.textContent, h.id));
  months.onchange = () => { if (months.value) location.hash = months.value; };
  months.hidden = document.querySelectorAll("h3").length < 2;
  tools.hidden = false;
  const mark = words => {
    if (!window.Highlight || !CSS.highlights) return;
    CSS.highlights.delete("found");
    if (!words.length) return;
    const ranges = [];
    for (const {at} of entries) {
      if (at.hidden) continue;
      const walk = document.createTreeWalker(at, NodeFilter.SHOW_TEXT);
      for (let n; (n = walk.nextNode());) {
        const chars = [], where = [];
        let i = 0;
        for (const c of n.data) { for (const p of plain(c)) { chars.push(p); where.push([i, i + c.length]); } i += c.length; }
        const text = chars.join("");
        if (text.length !== chars.length) continue;
        for (const w of words) for (let f = text.indexOf(w); f >= 0; f = text.indexOf(w, f + w.length)) {
          const r = new Range();
          r.setStart(n, where[f][0]);
          r.setEnd(n, where[f + w.length - 1][1]);
          ranges.push(r);
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };
  const search = () => {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const e of entries) {
      e.at.hidden = !words.every(w => e.text.includes(w));
      if (!e.at.hidden) found++;
    }
    for (const part of document.querySelectorAll(".month, .year")) part.hidden = words.length > 0 && !part.querySelector("article:not([hidden])");
    for (const f of document.querySelectorAll("figure")) f.hidden = words.length > 0;
    told.textContent = !words.length ? "" : found ? tools.dataset.found.replace("{n}", found).replace("{of}", entries.length) : tools.dataset.none;
    mark(words);
  };
  let soon;
  box.oninput = () => { clearTimeout(soon); soon = setTimeout(search, 120); };
  box.onkeydown = e => { if (e.key === "Escape") { box.value = ""; search(); } };
})();
