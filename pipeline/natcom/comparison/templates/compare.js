"use strict";
const $ = (query, from = document) => from.querySelector(query);
const all = (query, from = document) => [...from.querySelectorAll(query)];

// ---- language
function setLanguage(code) {
  document.documentElement.lang = code;
  $("#language").textContent = code === "en" ? "中文" : "English";
  const search = $("#search");
  if (search) search.placeholder = search.dataset[code === "en" ? "en" : "zh"];
  try { localStorage.setItem("natcom-language", code); } catch { /* a file may have no storage */ }
}
let remembered = null;
try { remembered = localStorage.getItem("natcom-language"); } catch { /* as above */ }
setLanguage(remembered || ((navigator.language || "en").startsWith("zh") ? "zh-Hant" : "en"));
$("#language").addEventListener("click", () => setLanguage(document.documentElement.lang === "en" ? "zh-Hant" : "en"));

// ---- filters
const cards = all(".card").map((element) => ({ element, text: element.textContent.toLowerCase(), classes: element.dataset.class.split(" ") }));
const chosen = { what: "", classes: new Set(), words: [] };
const fits = (card) =>
  (!chosen.what || card.element.dataset.what === chosen.what) &&
  (!chosen.classes.size || card.classes.some((name) => chosen.classes.has(name))) &&
  chosen.words.every((word) => card.text.includes(word));
function filter() {
  let shown = 0;
  for (const card of cards) {
    const visible = fits(card);
    card.element.hidden = !visible;
    if (!visible) continue;
    const cells = all("[data-class]", card.element);
    for (const cell of cells) cell.classList.toggle("dim", chosen.classes.size > 0 && !chosen.classes.has(cell.dataset.class));
    shown += cells.length ? cells.filter((cell) => !cell.classList.contains("dim")).length : 1;
  }
  for (const group of all(".group")) group.hidden = !$(".card:not([hidden])", group);
  $("#count b").textContent = shown.toLocaleString("en");
  $("#nothing").hidden = shown > 0;
  $("#reset").hidden = !(chosen.what || chosen.classes.size || chosen.words.length);
  for (const tab of all("#tools [data-filter-what]")) tab.setAttribute("aria-pressed", String(tab.dataset.filterWhat === chosen.what));
  for (const chip of all("#tools [data-filter-class]")) chip.setAttribute("aria-pressed", String(chosen.classes.has(chip.dataset.filterClass)));
}
if ($("#tools")) {
  for (const tab of all("#tools [data-filter-what]")) tab.addEventListener("click", () => { chosen.what = tab.dataset.filterWhat; filter(); });
  for (const chip of all("#tools [data-filter-class]")) chip.addEventListener("click", () => {
    if (!chosen.classes.delete(chip.dataset.filterClass)) chosen.classes.add(chip.dataset.filterClass);
    filter();
  });
  for (const count of all("#summary [data-filter-class]")) count.addEventListener("click", () => {
    chosen.what = count.dataset.filterWhat || "";
    chosen.classes = new Set([count.dataset.filterClass]);
    filter();
    $("#changes").scrollIntoView();
  });
  let waiting = 0;
  $("#search").addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { chosen.words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean); filter(); }, 120);
  });
  $("#reset").addEventListener("click", () => { chosen.what = ""; chosen.classes.clear(); chosen.words = []; $("#search").value = ""; filter(); });
  filter();
}
const more = $("#more-charts");
if (more) more.addEventListener("click", () => { $(".charts").classList.add("open"); more.hidden = true; });

// ---- both pages side by side
const pictures = JSON.parse($("#pictures").textContent);
const viewer = $("#viewer");
const SVG = "http://www.w3.org/2000/svg";
let current = null;
function drawn(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
function paper(view) {
  const picture = view && pictures[`${view.document}/${view.page}`];
  if (!picture) {
    const note = $(view ? ".unseen" : ".absent", viewer).cloneNode(true);
    note.hidden = false;
    return note;
  }
  const svg = drawn("svg", { viewBox: `0 0 ${picture.width} ${picture.height}` });
  svg.append(drawn("image", { href: picture.src, width: picture.width, height: picture.height }));
  for (const [x0, top, x1, bottom] of view.boxes) svg.append(drawn("rect", { x: x0 - 1.5, y: top - 1.5, width: x1 - x0 + 3, height: bottom - top + 3, rx: 2 }));
  return svg;
}
function show(opener) {
  current = opener;
  const views = JSON.parse(opener.dataset.view);
  const card = opener.closest(".card");
  $("#viewer-title").textContent = opener.closest("tr")?.querySelector(".subject")?.textContent || (card ? ($("h3", card) || $(".place", card)).textContent.trim() : "");
  for (const sheet of all(".sheet", viewer)) {
    const view = views[Number(sheet.dataset.side)];
    $(".which .name", sheet).textContent = view ? `${view.document} · ${view.page}` : "";
    $(".paper", sheet).replaceChildren(paper(view));
  }
  if (!viewer.open) viewer.showModal();
  for (const sheet of all(".sheet", viewer)) {
    const box = $("rect", sheet);
    sheet.scrollTop = 0;
    if (box) sheet.scrollTop = box.getBoundingClientRect().top - sheet.getBoundingClientRect().top - sheet.clientHeight / 3;
  }
}
function step(by) {
  const openers = all("[data-view]").filter((opener) => opener.offsetParent !== null);
  const next = openers[openers.indexOf(current) + by];
  if (next) show(next);
}
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-view]");
  if (opener) show(opener);
});
document.addEventListener("keydown", (event) => {
  if (viewer.open && event.key === "ArrowLeft") step(-1);
  else if (viewer.open && event.key === "ArrowRight") step(1);
  else if (event.key === "Enter" && event.target.matches("td[data-view]")) show(event.target);
});
$("#before").addEventListener("click", () => step(-1));
$("#after").addEventListener("click", () => step(1));
$("#close").addEventListener("click", () => viewer.close());
viewer.addEventListener("click", (event) => { if (event.target === viewer) viewer.close(); });
