"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const pictures = JSON.parse(document.getElementById("pictures").textContent);
  const byId = (id) => document.getElementById(id);
  const PORTION = 200; // rows that are added at a time
  const CUT_WIDTH = 300, CUT_HEIGHT = 88, CUT_MARGIN = 18;

  // ------------------------------------------------------------------ what is known
  const records = new Map(); // id -> {file, id, row, boxes}
  for (const [file, rows] of Object.entries(data.records)) {
    for (const row of rows) {
      const id = row[data.keys[file]];
      records.set(id, { file, id, row, boxes: row.boxes || [], findings: [] });
    }
  }
  for (const finding of data.records.findings) {
    for (const id of finding.record_ids || []) {
      const record = records.get(data.aliases[id] || id);
      if (record) record.findings.push(records.get(finding.finding_id));
    }
  }
  const of = (...files) => files.flatMap((file) => (data.records[file] || []).map((row) => records.get(row[data.keys[file]])));
  const values = of("facts", "table_values", "indicators").sort(inPlace);
  const lists = { values, findings: of("findings"), tables: of("tables"), figures: of("figures"), outline: of("sections") };
  const pages = new Map(data.pages.map((page) => [page.page, page]));
  const onPage = new Map();
  for (const record of values) {
    for (const box of record.boxes) {
      if (!onPage.has(box[0])) onPage.set(box[0], []);
      onPage.get(box[0]).push([record, box]);
    }
  }

  let language = (navigator.language || "en").toLowerCase().startsWith("zh") ? "zh" : "en";
  let tab = "values", chosen = null, page = firstPage(), zoom = 1;
  let matching = [], shown = 0;
  const wanted = { kind: "", severity: "", rule: "", sort: "place" };

  // ------------------------------------------------------------------ words
  const word = (name) => data.words[language][name] || name;
  const filled = (name, parts) => Object.entries(parts).reduce((text, [key, value]) => text.replace("{" + key + "}", value), word(name));
  const title = (file, column) => ((data.columns[file] || {})[column] || [column, column])[language === "zh" ? 1 : 0];
  const message = (row) => (language === "zh" ? row.message_zh : row.message);
  const number = (value) => (typeof value === "number" ? value.toLocaleString("en", { maximumFractionDigits: 6 }) : "");
  const FILE_WORDS = {
    facts: "fact", table_values: "table_value", indicators: "indicator", findings: "finding", sections: "section",
    paragraphs: "paragraph", figures: "figure", tables: "table", references: "reference", abbreviations: "abbreviation",
    footnotes: "footnote", mentions: "mention", coverage: "coverage", observations: "observation",
  };
  const kindOf = (record) => word(FILE_WORDS[record.file] || "record");

  function valueText(row) {
    if (typeof row.value !== "number") return row.notation_key || row.text || row.quote || "";
    return number(row.value) + (typeof row.value_high === "number" ? " – " + number(row.value_high) : "");
  }
  function labels(row) {
    return [...(row.row_labels || []), ...(row.col_labels || [])].join(" · ");
  }
  function placeText(record) {
    const row = record.row;
    if (row.line_start) return word("line") + " " + row.line_start;
    if (!row.page) return "";
    return word("page") + " " + row.page + (row.page_label && row.page_label !== String(row.page) ? " (" + row.page_label + ")" : "");
  }
  function heading(record) {
    const row = record.row;
    if (record.file === "findings") return message(row);
    if (record.file === "sections") return [row.label, row.title].filter(Boolean).join(" ");
    if (record.file === "tables" || record.file === "figures") return [row.label, row.caption].filter(Boolean).join(" ") || record.id;
    if (values.includes(record)) return valueText(row);
    return row.text || row.short || record.id;
  }
  function subtitle(record) {
    const row = record.row;
    if (record.file === "facts") return [row.subject, row.period, row.context].filter(Boolean).join(" · ");
    if (record.file === "table_values") return [labels(row), tableName(row)].filter(Boolean).join(" — ");
    if (record.file === "indicators") return [row.indicator, row.dim_value, row.period].filter(Boolean).join(" · ");
    if (record.file === "findings") return row.rule + ", " + word(row.about);
    return [row.source, row.section_path].filter(Boolean).join(" · ");
  }
  function tableName(row) {
    const table = row.table_id && records.get(row.table_id);
    return table ? heading(table) : "";
  }
  function searchText(record) {
    const parts = Object.entries(record.row).filter(([name]) => name !== "boxes" && name !== "steps").map(([, value]) => value);
    return (JSON.stringify(parts) + " " + (typeof record.row.value === "number" ? number(record.row.value) : "")).toLowerCase();
  }
  function firstPage() {
    const first = values.find((record) => record.boxes.length);
    return first ? first.boxes[0][0] : data.pages.length ? data.pages[0].page : null;
  }
  function inPlace(a, b) {
    const [p, q] = [a.boxes[0] || [1e9], b.boxes[0] || [1e9]];
    return p[0] - q[0] || (a.row.line_start || 0) - (b.row.line_start || 0) || p[2] - q[2] || p[1] - q[1] || 0;
  }

  // ------------------------------------------------------------------ building blocks; text is only ever set as text
  function make(tag, className, ...children) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    for (const child of children) if (child !== null && child !== undefined) element.append(child);
    return element;
  }
  function place(element, box, scaleX, scaleY) {
    element.style.left = box[1] * scaleX + "px";
    element.style.top = box[2] * scaleY + "px";
    element.style.width = Math.max(2, (box[3] - box[1]) * scaleX) + "px";
    element.style.height = Math.max(2, (box[4] - box[2]) * scaleY) + "px";
    return element;
  }
  const source = (number) => "data:image/webp;base64," + pictures[number];

  for (const record of records.values()) record.text = searchText(record);

  // ------------------------------------------------------------------ the list
  function showTabs() {
    const tabs = byId("tabs");
    tabs.replaceChildren();
    for (const name of Object.keys(lists)) {
      if (!lists[name].length && name !== "values") continue;
      const button = make("button", "", word(name), make("small", "", lists[name].length.toLocaleString("en")));
      button.type = "button";
      button.setAttribute("role", "tab");
      button.setAttribute("aria-selected", String(name === tab));
      button.addEventListener("click", () => { tab = name; showTabs(); showFilters(); showList(); });
      tabs.append(button);
    }
  }
  function showFilters() {
    const filters = byId("filters");
    filters.replaceChildren();
    if (tab === "values") {
      const kinds = new Map();
      for (const record of values) {
        const kind = record.row.kind || record.file;
        kinds.set(kind, (kinds.get(kind) || 0) + 1);
      }
      const named = ([kind, n]) => [kind, word(FILE_WORDS[kind] || "kind_" + kind) + " " + n.toLocaleString("en")];
      filters.append(choice("kind", [...kinds].map(named)));
      filters.append(choice("sort", [["value", word("by_value")]], ["place", word("by_place")]));
    }
    if (tab === "findings") {
      filters.append(choice("severity", ["error", "warning", "info"].map((name) => [name, word(name)])));
      filters.append(choice("rule", [...new Set(lists.findings.map((f) => f.row.rule))].sort().map((rule) => [rule, rule])));
    }
  }
  function choice(name, options, first = ["", word("all")]) {
    const select = make("select");
    for (const [value, text] of [first, ...options]) {
      const option = make("option", "", text);
      option.value = value;
      option.selected = wanted[name] === value;
      select.append(option);
    }
    select.addEventListener("change", () => { wanted[name] = select.value; showList(); });
    return make("label", "", word(name) + " ", select);
  }
  function showList() {
    const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    matching = lists[tab].filter((record) => {
      const row = record.row;
      if (tab === "values" && wanted.kind && (row.kind || record.file) !== wanted.kind) return false;
      if (tab === "findings" && wanted.severity && row.severity !== wanted.severity) return false;
      if (tab === "findings" && wanted.rule && row.rule !== wanted.rule) return false;
      return words.every((one) => record.text.includes(one));
    });
    if (tab === "values" && wanted.sort === "value") matching = [...matching].sort((a, b) => (b.row.value ?? -Infinity) - (a.row.value ?? -Infinity));
    shown = 0;
    byId("list").replaceChildren();
    byId("list").scrollTop = 0;
    addRows();
    byId("count").textContent = matching.length ? filled("shown", { shown: matching.length.toLocaleString("en"), total: lists[tab].length.toLocaleString("en") }) : word("nothing");
  }
  function addRows() {
    const list = byId("list");
    for (const record of matching.slice(shown, shown + PORTION)) list.append(rowOf(record));
    shown = Math.min(shown + PORTION, matching.length);
  }
  function rowOf(record) {
    const row = record.row;
    const main = make("div", record.file === "findings" ? "main told" : "main");
    if (record.file === "findings") main.append(make("span", "badge " + row.severity, word(row.severity)));
    main.append(heading(record));
    if (values.includes(record) && row.unit) main.append(make("span", "unit", row.unit));
    if (record.file === "facts" && row.quote) main.append(make("span", "printed", row.quote));
    if (record.file !== "findings" && record.findings.length) main.append(" ", make("span", "badge " + worst(record), "!"));
    const element = make("div", "row" + (tab === "outline" ? " indent-" + Math.min(5, row.level - 1) : ""), main, make("div", "place", placeText(record)));
    const below = subtitle(record);
    if (below && tab !== "outline") element.append(make("div", "sub", below));
    element.setAttribute("role", "option");
    element.setAttribute("aria-selected", String(record === chosen));
    element.dataset.id = record.id;
    element.addEventListener("click", () => choose(record));
    return element;
  }
  function worst(record) {
    return ["error", "warning", "info"].find((name) => record.findings.some((finding) => finding.row.severity === name)) || "info";
  }

  // ------------------------------------------------------------------ choosing
  function choose(record, keepHash = false) {
    chosen = record;
    for (const row of byId("list").querySelectorAll(".row")) row.setAttribute("aria-selected", String(row.dataset.id === record.id));
    if (!keepHash) history.replaceState(null, "", "#" + encodeURIComponent(record.id));
    const first = boxesOf(record)[0];
    if (first) page = first[0];
    else if (record.row.page) page = record.row.page;
    showPage(true);
    showDetail();
  }
  const boxesOf = (record) => (record.boxes.length ? record.boxes : sidesOf(record).flatMap((side) => side.boxes));
  const sidesOf = (record) => (record.row.record_ids || []).map((id) => records.get(data.aliases[id] || id)).filter(Boolean);

  // ------------------------------------------------------------------ the page
  function showPage(scroll = false) {
    const sheet = byId("sheet"), known = pages.get(page);
    sheet.replaceChildren();
    byId("page-bar").hidden = !known;
    if (!known) {
      showText(sheet, scroll);
      return;
    }
    byId("page-name").textContent = word("page") + " " + known.page + " / " + data.pages.length + (known.page_label ? " · " + word("printed") + " " + known.page_label : "");
    const width = Math.max(280, byId("page-view").clientWidth - 40) * zoom;
    const scale = Math.min(width / known.width, 1.9 * zoom);
    sheet.style.width = known.width * scale + "px";
    sheet.style.height = known.height * scale + "px";
    if (pictures[page]) {
      const image = make("img");
      image.src = source(page);
      image.alt = byId("page-name").textContent;
      sheet.append(image);
    } else {
      sheet.append(make("p", "absent", Object.keys(pictures).length ? word("no_picture") : word("no_pictures")));
    }
    for (const [record, box] of onPage.get(page) || []) {
      if (record === chosen) continue;
      const element = place(make("div", "box other"), box, scale, scale);
      element.title = valueText(record.row) + " " + (record.row.unit || "");
      element.addEventListener("click", () => choose(record));
      sheet.append(element);
    }
    let mark = null;
    const marked = new Set();
    for (const box of chosen ? boxesOf(chosen) : []) {
      if (box[0] !== page || marked.has(String(box))) continue;
      marked.add(String(box));
      const element = place(make("div", "box chosen"), box, scale, scale);
      mark = mark || element;
      sheet.append(element);
    }
    if (scroll && mark) mark.scrollIntoView({ block: "center", inline: "center" });
  }
  function showText(sheet, scroll) {
    sheet.className = "text";
    sheet.append(make("p", "unit", word("text_source")));
    let mark = null;
    for (const [line, text, isHeading] of data.text) {
      const hit = chosen && (chosen.row.line_start === line || sidesOf(chosen).some((side) => side.row.line_start === line));
      const told = make(isHeading ? "h4" : "p", hit ? "hit" : "", make("small", "", String(line)));
      const at = hit && chosen.row.quote ? text.indexOf(chosen.row.quote) : -1;
      if (at < 0) told.append(text);
      else told.append(text.slice(0, at), make("mark", "", chosen.row.quote), text.slice(at + chosen.row.quote.length));
      if (hit) mark = mark || told;
      sheet.append(told);
    }
    if (scroll && mark) mark.scrollIntoView({ block: "center" });
  }
  function turn(step) {
    const at = data.pages.findIndex((one) => one.page === page) + step;
    if (at < 0 || at >= data.pages.length) return;
    page = data.pages[at].page;
    byId("page-view").scrollTop = 0;
    showPage();
  }
  function enlarge(factor) {
    zoom = Math.min(4, Math.max(0.4, zoom * factor));
    showPage(true);
  }

  // ------------------------------------------------------------------ the detail
  function showDetail() {
    const pane = byId("detail-pane");
    pane.replaceChildren();
    pane.scrollTop = 0;
    if (!chosen) {
      pane.append(make("p", "", word("choose")));
      return;
    }
    const row = chosen.row;
    const big = make("h2", "", heading(chosen));
    if (values.includes(chosen) && row.unit) big.append(make("span", "unit", row.unit));
    if (chosen.file === "findings") big.style.fontSize = "1.05rem";
    const copy = make("button", "", word("copy"));
    copy.type = "button";
    copy.addEventListener("click", () => navigator.clipboard && navigator.clipboard.writeText(location.href));
    const line = make("div", "idline");
    if (chosen.file === "findings") {
      line.append(make("span", "badge " + row.severity, word(row.severity)), make("span", "", word(row.about)), make("span", "", word(row.status || "open")));
    } else {
      line.append(make("span", "", kindOf(chosen)));
    }
    line.append(make("code", "", chosen.id), copy);
    if (row.corrected_from) line.append(make("span", "badge info", word("corrected")));
    pane.append(big, line);
    if (chosen.file === "findings") findingDetail(pane, row);
    else if (values.includes(chosen)) valueDetail(pane, row);
    if (chosen.file === "tables") tableDetail(pane);
    if (chosen.file !== "findings") namedBy(pane);
    whereDetail(pane, row);
    columnsDetail(pane, row);
  }
  const caption = (pane, name) => pane.append(make("h3", "", word(name)));
  function findingDetail(pane, row) {
    if (row.expected || row.found) {
      pane.append(make("dl", "", make("dt", "", word("expected")), make("dd", "", row.expected || "–"), make("dt", "", word("found")), make("dd", "", row.found || "–")));
    }
    const sides = sidesOf(chosen);
    if (sides.length) caption(pane, "sides");
    for (const side of sides) pane.append(sideOf(side));
  }
  function sideOf(side) {
    const button = make("button", "side", make("span", "badge kind", kindOf(side)), heading(side).slice(0, 160), " ", make("span", "unit", placeText(side)));
    button.type = "button";
    button.addEventListener("click", () => choose(side));
    const box = side.boxes[0];
    if (box && pictures[box[0]]) button.append(cutOf(box));
    return button;
  }
  function cutOf(box) {
    const known = pages.get(box[0]);
    const scale = Math.min(1.6, CUT_WIDTH / (box[3] - box[1] + 2 * CUT_MARGIN));
    const cut = make("div", "cut"), image = make("img");
    const tall = (box[4] - box[2]) * scale > CUT_HEIGHT;
    const left = Math.max(0, box[1] - CUT_MARGIN);
    const top = Math.max(0, tall ? box[2] - CUT_MARGIN / 2 : (box[2] + box[4]) / 2 - CUT_HEIGHT / 2 / scale);
    image.src = source(box[0]);
    image.alt = "";
    image.style.width = known.width * scale + "px";
    image.style.left = -left * scale + "px";
    image.style.top = -top * scale + "px";
    cut.append(image, place(make("div", "box chosen"), [0, box[1] - left, box[2] - top, box[3] - left, box[4] - top], scale, scale));
    return cut;
  }
  function valueDetail(pane, row) {
    if (row.context) {
      caption(pane, "context");
      const line = make("p"), at = nth(row.context, row.quote, row.occurrence || 1);
      if (at < 0) line.append(row.context);
      else line.append(row.context.slice(0, at), make("mark", "", row.quote), row.context.slice(at + row.quote.length));
      pane.append(line);
    }
    const table = row.table_id && records.get(row.table_id);
    if (table) {
      caption(pane, "of_table");
      pane.append(sideOf(table), make("p", "", labels(row)));
    }
    const from = row.record_id && records.get(row.record_id);
    if (from) pane.append(sideOf(from));
    caption(pane, "steps");
    const steps = row.steps && row.steps.length ? row.steps : plainSteps(row, table);
    const list = make("ol", "steps");
    for (const step of steps) {
      const told = make("li", "", make("b", "", stepName(step.step)));
      if (step.before && step.before !== step.after) told.append(make("code", "", step.before), " → ");
      told.append(make("code", "", step.after));
      list.append(told);
    }
    pane.append(list);
  }
  function stepName(name) {
    const at = name.indexOf(" (");
    const base = at < 0 ? name : name.slice(0, at);
    return (language === "zh" ? data.steps[base] || base : base) + (at < 0 ? "" : name.slice(at));
  }
  function plainSteps(row, table) {
    const note = table && table.row.unit_note ? [{ step: title("tables", "unit_note"), after: table.row.unit_note }] : [];
    const printed = { step: word("text_as_printed"), after: row.quote || row.text || "" };
    return [printed, ...note, { step: word("read_as"), after: (valueText(row) + " " + (row.unit || "")).trim() }];
  }
  function nth(text, part, count) {
    let at = -1;
    for (let n = 0; n < count; n += 1) {
      at = text.indexOf(part, at + 1);
      if (at < 0) return -1;
    }
    return at;
  }
  function tableDetail(pane) {
    const within = of("table_values").filter((value) => value.row.table_id === chosen.id);
    if (!within.length) return;
    caption(pane, "values_of_table");
    for (const value of within.slice(0, PORTION)) {
      const button = make("button", "side", make("b", "", valueText(value.row)), make("span", "unit", value.row.unit || ""), make("div", "unit", labels(value.row)));
      button.type = "button";
      button.addEventListener("click", () => choose(value));
      pane.append(button);
    }
  }
  function namedBy(pane) {
    if (!chosen.findings.length) return;
    caption(pane, "named_by");
    for (const finding of chosen.findings) {
      const button = make("button", "side", make("span", "badge " + finding.row.severity, word(finding.row.severity)), message(finding.row));
      button.type = "button";
      button.addEventListener("click", () => choose(finding));
      pane.append(button);
    }
  }
  function whereDetail(pane, row) {
    caption(pane, "where");
    const path = row.section_path || (chosen.file === "sections" ? row.path : null);
    const section = path ? lists.outline.find((one) => one.row.path === path) : null;
    if (section && section !== chosen) {
      const button = make("button", "side", heading(section));
      button.type = "button";
      button.addEventListener("click", () => choose(section));
      pane.append(button);
    }
    pane.append(make("p", "", placeText(chosen)));
    for (const box of chosen.boxes.slice(0, 12)) {
      pane.append(make("p", "unit", word("page") + " " + box[0] + ": " + box.slice(1).join(", ")));
    }
  }
  function columnsDetail(pane, row) {
    caption(pane, "details");
    const list = make("dl");
    for (const [name, value] of Object.entries(row)) {
      if (["boxes", "steps", "page", "page_label", "context", "record_ids", "message", "message_zh"].includes(name)) continue;
      list.append(make("dt", "", title(chosen.file, name)), make("dd", "", Array.isArray(value) ? value.join(" | ") : String(value)));
    }
    pane.append(list);
  }

  // ------------------------------------------------------------------ language, links, keys
  function showAll() {
    document.documentElement.lang = language === "zh" ? "zh-Hant" : "en";
    byId("language").textContent = word("language");
    byId("search").placeholder = word("search");
    byId("search").setAttribute("aria-label", word("search"));
    byId("list").setAttribute("aria-label", word(tab));
    byId("keys").textContent = word("keys");
    for (const [id, name] of [["previous", "previous"], ["next", "next"], ["smaller", "zoom"], ["larger", "zoom"]]) {
      byId(id).title = word(name);
      byId(id).setAttribute("aria-label", word(name));
    }
    const { numbers, shares } = data.coverage;
    byId("about").textContent = [data.document, data.about, numbers ? filled("accounted", { share: (100 * (1 - (shares.unclaimed || 0))).toFixed(1) + " %", total: numbers.toLocaleString("en") }) : ""].filter(Boolean).join(" · ");
    showTabs();
    showFilters();
    showList();
    showPage();
    showDetail();
  }
  function followLink() {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch { /* not an escape: the id as it stands */ }
    if (!id) return;
    const named = /^page-(\d+)$/.exec(id); // what a score misses has no record, only the page to look at
    if (named && data.pages.some((one) => one.page === Number(named[1]))) {
      page = Number(named[1]);
      showPage();
      return;
    }
    const record = records.get(id) || records.get(data.aliases[id]);
    if (!record) {
      byId("detail-pane").replaceChildren(make("p", "", filled("unknown", { id })));
      return;
    }
    const home = Object.keys(lists).find((name) => lists[name].includes(record));
    if (home && home !== tab) {
      tab = home;
      showTabs();
      showFilters();
      showList();
    }
    choose(record, true);
    reveal(record);
  }
  function reveal(record) {
    const at = matching.indexOf(record);
    while (at >= shown && shown < matching.length) addRows();
    const row = [...byId("list").children].find((one) => one.dataset.id === record.id);
    if (row) row.scrollIntoView({ block: "center" });
  }
  function step(by) {
    if (!matching.length) return;
    const at = matching.indexOf(chosen);
    const next = matching[Math.min(matching.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    choose(next);
    reveal(next);
  }
  const KEYS = {
    ArrowDown: () => step(1), j: () => step(1), ArrowUp: () => step(-1), k: () => step(-1),
    ArrowRight: () => turn(1), ArrowLeft: () => turn(-1), "+": () => enlarge(1.25), "=": () => enlarge(1.25), "-": () => enlarge(0.8),
    "/": () => byId("search").focus(), Escape: () => byId("list").focus(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, select");
    if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
    if (typing && !["Escape", ...(event.target.id === "search" ? ["ArrowDown", "ArrowUp"] : [])].includes(event.key)) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  byId("search").addEventListener("input", showList);
  byId("list").addEventListener("scroll", () => {
    const list = byId("list");
    if (shown < matching.length && list.scrollTop + list.clientHeight > list.scrollHeight - 400) addRows();
  });
  byId("language").addEventListener("click", () => { language = language === "en" ? "zh" : "en"; showAll(); });
  byId("previous").addEventListener("click", () => turn(-1));
  byId("next").addEventListener("click", () => turn(1));
  byId("larger").addEventListener("click", () => enlarge(1.25));
  byId("smaller").addEventListener("click", () => enlarge(0.8));
  addEventListener("hashchange", followLink);
  addEventListener("resize", () => showPage());
  showAll();
  followLink();
})();
