"use strict";
// The live page. Everything that came from a feed goes into the page as text, never as markup.

const PAGE = 100; // rows that are drawn before one asks for more
const DAYS = 30; // days of the timeline
const MOST = 10000; // events that are kept

const TYPES = {
  "Battles": "#c0392b", "Explosions/Remote violence": "#e67e22", "Violence against civilians": "#8e2d6b",
  "Protests": "#2980b9", "Riots": "#16527a", "Strategic developments": "#0b8457", "Diplomacy": "#4f6bd8",
  "Arms and sanctions": "#7f5539", "Oil and infrastructure": "#8a7a00", "Migration": "#0097a7", "Security": "#6d4c9f",
  "Humanitarian": "#d81b60", "Politics": "#546e7a", "Statements": "#78716c",
};
const DASHED = new Set(["planned", "hypothetical", "demanded", "historical"]);
const CROSSED = new Set(["denied", "negated"]);

// Longitude and latitude along the coast from the Tunisian border, then around by land.
const OUTLINE = [
  [11.56, 33.17], [12.1, 32.92], [12.73, 32.79], [13.19, 32.9], [14.26, 32.65], [14.57, 32.48], [15.1, 32.4], [15.37, 31.95],
  [15.75, 31.4], [16.59, 31.22], [17.6, 30.93], [18.5, 30.52], [19.2, 30.27], [19.6, 30.42], [20.1, 30.95], [19.95, 31.6],
  [20.07, 32.13], [20.6, 32.56], [21.7, 32.94], [22.64, 32.78], [23.13, 32.35], [23.98, 32.08], [25.02, 31.57], [24.86, 31.38],
  [24.96, 30.68], [24.7, 30.1], [25, 29.25], [25, 22], [25, 20], [24, 20], [24, 19.5], [23.84, 19.58], [19.85, 21.5],
  [15.86, 23.41], [14.85, 22.86], [14.14, 22.49], [13.58, 23.04], [11.99, 23.52], [11.56, 24.1], [10.77, 24.56], [10.3, 24.38],
  [9.95, 24.94], [9.91, 25.37], [9.32, 26.09], [9.72, 26.51], [9.63, 27.14], [9.76, 27.69], [9.68, 28.14], [9.86, 28.96],
  [9.81, 29.42], [9.48, 30.31], [10.06, 30.96], [9.95, 31.38], [10.64, 31.76], [10.94, 32.08], [11.43, 32.37],
];
const CITIES = [
  ["Tripoli", 13.19, 32.89], ["Misrata", 15.09, 32.38], ["Sirte", 16.59, 31.21], ["Benghazi", 20.07, 32.12], ["Derna", 22.64, 32.77],
  ["Tobruk", 23.98, 32.08], ["Ajdabiya", 20.22, 30.76], ["Sabha", 14.43, 27.04], ["Kufra", 23.31, 24.18], ["Ghat", 10.18, 24.96],
  ["Ghadames", 9.5, 30.13], ["Murzuq", 13.92, 25.92],
];

// `replaced` names the records whose events a revision replaced before the first answer of /api/events, which may hold them.
const state = { events: [], shown: PAGE, open: new Map(), replaced: new Set() };
const $ = (id) => document.getElementById(id);
const form = $("filters");

function make(name, attributes = {}, ...children) {
  const svg = ["svg", "path", "circle", "text", "rect", "line", "g", "title"].includes(name);
  const element = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const x = (longitude) => (longitude - 8.6) * Math.cos(27 * Math.PI / 180);
const y = (latitude) => 33.9 - latitude;

function wanted(event) {
  const choice = Object.fromEntries(new FormData(form));
  return (!choice.type || event.event_type === choice.type) && (!choice.status || event.status === choice.status)
    && (!choice.place || event.place === choice.place) && (!choice.lang || event.lang === choice.lang)
    && (!choice.feed || event.feed === choice.feed);
}

const day = (event) => event.date || (event.published || "").slice(0, 10);

function draw() {
  const events = state.events.filter(wanted);
  drawMap(events);
  drawTime(events);
  drawList(events);
  const places = new Set(events.map((event) => event.place).filter(Boolean)).size;
  $("count").textContent = `${events.length} of ${state.events.length}`;
  $("summary").textContent = state.events.length
    ? `${events.length} events at ${places} places, as the news tells them`
    : "No events yet. They appear here as soon as a feed brings one.";
}

function drawMap(events) {
  const map = $("map");
  map.setAttribute("viewBox", `0 0 ${x(25.6)} 15`);
  const outline = OUTLINE.map(([lon, lat], n) => `${n ? "L" : "M"}${x(lon).toFixed(2)} ${y(lat).toFixed(2)}`).join("") + "Z";
  const marks = make("g");
  for (const [key, group] of byPlace(events)) marks.append(...mark(key, group));
  const towns = CITIES.flatMap(([name, lon, lat]) => [
    make("circle", { class: "town", cx: x(lon), cy: y(lat), r: 0.06 }),
    make("text", { class: "city", x: x(lon) + 0.12, y: y(lat) - 0.12 }, name),
  ]);
  map.replaceChildren(make("path", { class: "land", d: outline }), ...towns, marks);
}

// One mark for each place, type and kind of status: a denied truce beside a declared one is two marks.
function byPlace(events) {
  const groups = new Map();
  for (const event of events) {
    if (event.latitude === null || event.longitude === null) continue;
    const kind = CROSSED.has(event.status) ? "denied" : DASHED.has(event.status) ? "hollow" : "full";
    const key = `${event.longitude},${event.latitude},${event.event_type},${kind}`;
    if (!groups.has(key)) groups.set(key, { event, kind, count: 0, toll: 0, rank: 0 });
    const group = groups.get(key);
    group.count += 1;
    group.toll += event.fatalities || 0;
  }
  const seen = new Map();
  for (const group of groups.values()) {
    const spot = `${group.event.longitude},${group.event.latitude}`;
    group.rank = seen.get(spot) || 0;
    seen.set(spot, group.rank + 1);
  }
  return groups;
}

function mark(key, { event, kind, count, toll, rank }) {
  const color = TYPES[event.event_type] || "#666";
  const angle = rank * 2.4, away = rank ? 0.22 + rank * 0.05 : 0;
  const [cx, cy] = [x(event.longitude) + Math.cos(angle) * away, y(event.latitude) + Math.sin(angle) * away];
  const r = Math.min(0.14 + Math.sqrt(toll) * 0.05 + Math.log2(count) * 0.03, 0.8);
  const words = `${event.place}: ${count} × ${event.event_type}, ${kind === "full" ? "reported" : event.status}${toll ? `, ${toll} dead` : ""}`;
  const dot = make("circle", { class: `dot ${kind}`, cx, cy, r, fill: color, stroke: color, tabindex: 0, role: "button", "aria-label": words },
    make("title", {}, words));
  const choose = () => { form.elements.place.value = event.place; redraw(); };
  dot.addEventListener("click", choose);
  dot.addEventListener("keydown", (pressed) => { if (pressed.key === "Enter" || pressed.key === " ") { pressed.preventDefault(); choose(); } });
  const cross = kind === "denied"
    ? make("line", { class: "cross", x1: cx - r, y1: cy + r, x2: cx + r, y2: cy - r, stroke: color }) : null;
  return cross ? [dot, cross] : [dot];
}

function drawTime(events) {
  const days = new Map();
  for (const event of events) {
    const key = day(event);
    if (!key) continue;
    if (!days.has(key)) days.set(key, new Map());
    days.get(key).set(event.event_type, (days.get(key).get(event.event_type) || 0) + 1);
  }
  const keys = [...days.keys()].sort().slice(-DAYS);
  const most = Math.max(1, ...keys.map((key) => [...days.get(key).values()].reduce((a, b) => a + b, 0)));
  const [width, height, foot] = [600, 144, 18];
  const step = width / Math.max(keys.length, 8);
  const bars = keys.flatMap((key, n) => {
    let top = height - foot;
    return Object.keys(TYPES).filter((type) => days.get(key).has(type)).map((type) => {
      const count = days.get(key).get(type), tall = count / most * (height - foot - 14);
      top -= tall;
      return make("rect", { x: n * step + 1, y: top, width: Math.max(step - 2, 2), height: tall, fill: TYPES[type] }, make("title", {}, `${key}: ${count} × ${type}`));
    });
  });
  const ends = keys.length ? [[keys[0], 0, "start"], ...(keys.length > 1 ? [[keys.at(-1), keys.length * step, "end"]] : [])] : [];
  const labels = ends.map(([text, at, anchor]) => make("text", { class: "axis", x: at, y: height - 4, "text-anchor": anchor }, text));
  const scale = keys.length ? make("text", { class: "axis", x: 0, y: 10 }, `highest day: ${most}`) : make("text", { class: "axis", x: 0, y: 20 }, "no dated events");
  const time = $("time");
  time.setAttribute("viewBox", `0 0 ${width} ${height}`);
  time.setAttribute("preserveAspectRatio", "none");
  time.replaceChildren(scale, ...bars, ...labels);
}

function drawList(events) {
  const rows = events.slice(0, state.shown).map(row);
  $("list").replaceChildren(...(rows.length ? rows : [make("li", { class: "empty" }, "Nothing fits these filters.")]));
  $("more").hidden = events.length <= state.shown;
}

function row(event) {
  const rtl = event.lang === "ar";
  const toll = [event.fatalities ? `${event.fatalities} dead` : "", event.injured ? `${event.injured} injured` : ""].filter(Boolean).join(", ");
  const who = event.actors.map((actor) => actor.name).join(", ");
  const color = make("span", { class: "swatch" });
  color.style.background = TYPES[event.event_type] || "#666";
  const head = make("span", { class: "head" }, color, make("span", { class: "what" }, event.sub_event_type),
    make("span", { class: `status ${event.status}` }, event.status), event.place ? make("span", {}, event.place) : null,
    make("span", { class: "meta" }, day(event)), toll ? make("span", { class: "toll" }, toll) : null);
  const title = make("span", { class: "title", dir: rtl ? "rtl" : "auto", lang: event.lang }, event.title);
  const details = make("details", {}, make("summary", {}, head, title, make("span", { class: "meta" }, [who, event.feed].filter(Boolean).join(" · "))));
  details.open = state.open.has(event.event);
  if (details.open) details.append(state.open.get(event.event));
  details.addEventListener("toggle", () => toggle(details, event));
  return make("li", { "data-event": event.event }, details);
}

async function toggle(details, event) {
  if (!details.open) { state.open.delete(event.event); details.querySelector("article")?.remove(); return; }
  if (state.open.has(event.event)) return;
  const article = make("article", {}, "Loading…");
  state.open.set(event.event, article);
  details.append(article);
  const answer = await fetch(`/api/records/${encodeURIComponent(event.record)}`);
  if (!answer.ok) { article.textContent = await answer.text(); return; }
  const record = await answer.json();
  const found = record.events.find((other) => other.id === event.event);
  const spans = (field) => (found ? found.evidence : []).filter((piece) => piece.field === field);
  const direction = record.lang === "ar" ? "rtl" : "ltr";
  const source = [record.feed.name || record.feed.id, record.published].filter(Boolean).join(", ");
  const told = found ? [found.attribution.map((said) => said.source).join(", "), found.condition ? `condition: ${found.condition}` : ""].filter(Boolean).join(" · ") : "";
  article.replaceChildren(make("p", { class: "meta" }, source, told ? ` · ${told}` : ""), make("p", { dir: direction, lang: record.lang }, ...highlighted(record.title, spans("title"))),
    make("p", { dir: direction, lang: record.lang }, ...highlighted(record.text || "", spans("text"))));
  if (record.url && /^https?:/.test(record.url)) {
    article.append(make("p", { class: "meta" }, make("a", { href: record.url, rel: "noreferrer noopener", target: "_blank" }, "at the outlet")));
  }
}

// Offsets are code points, so the text is cut as code points.
function highlighted(text, spans) {
  const points = Array.from(text), parts = [];
  let at = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (span.start < at) continue;
    parts.push(points.slice(at, span.start).join(""), make("mark", { "data-role": span.role, title: span.role }, points.slice(span.start, span.end).join("")));
    at = span.end;
  }
  parts.push(points.slice(at).join(""));
  return parts;
}

function fillFilters() {
  const fill = (name, values) => {
    const select = form.elements[name], had = new Set([...select.options].map((option) => option.value));
    for (const value of [...new Set(values)].filter(Boolean).sort()) {
      if (!had.has(value)) select.append(make("option", { value }, value));
    }
  };
  fill("type", state.events.map((event) => event.event_type));
  fill("status", state.events.map((event) => event.status));
  fill("place", state.events.map((event) => event.place));
  fill("lang", state.events.map((event) => event.lang));
  fill("feed", state.events.map((event) => event.feed));
}

function legend() {
  const entry = (kind, text, color) => {
    const swatch = make("span", { class: `swatch ${kind}` });
    if (color) swatch.style.background = color;
    return make("li", {}, swatch, text);
  };
  $("legend").replaceChildren(entry("hollow", "planned, demanded, supposed"), entry("denied", "denied or did not happen"), make("li", {}, "size: dead"),
    ...Object.entries(TYPES).map(([type, color]) => entry("", type, color)));
}

async function loadFeeds() {
  const answer = await fetch("/api/feeds");
  if (!answer.ok) return;
  const feeds = await answer.json();
  $("feeds").replaceChildren(...feeds.map((feed) => {
    const bad = ["failing", "parked", "gap", "silent"].includes(feed.state);
    const last = feed.last_success ? feed.last_success.slice(0, 16).replace("T", " ") : "never";
    const why = [feed.error && !(feed.why || "").includes(feed.error) ? feed.error : "", feed.why].filter(Boolean).join("; ") || "at once";
    return make("tr", {}, make("td", { dir: "auto" }, feed.name || feed.id), make("td", bad ? { class: "bad" } : {}, feed.state), make("td", {}, last),
      make("td", {}, String(feed.items_new)), make("td", {}, why));
  }));
}

function shortEvents(record) {
  return record.events.map((event) => ({
    seq: record.seq, record: record.id, event: event.id, feed: record.feed.id, lang: record.lang, title: record.title, published: record.published,
    event_type: event.event_type, sub_event_type: event.sub_event_type, status: event.status, date: event.date,
    place: event.place && event.place.name, latitude: event.place ? event.place.latitude : null, longitude: event.place ? event.place.longitude : null,
    actors: event.actors, fatalities: event.fatalities, injured: event.injured,
  }));
}

let pending = 0;
function redraw() {
  if (pending) return;
  pending = requestAnimationFrame(() => { pending = 0; fillFilters(); draw(); });
}

// A revision replaces what the version before it said; an article that is open there is read again.
function replace(previous) {
  if (!previous) return;
  state.replaced?.add(previous);
  for (const event of state.events) if (event.record === previous) state.open.delete(event.event);
  state.events = state.events.filter((event) => event.record !== previous);
}

function listen() {
  const stream = new EventSource("/api/stream");
  const live = $("live");
  stream.addEventListener("open", () => { live.className = "on"; live.textContent = "live"; });
  stream.addEventListener("error", () => { live.className = "off"; live.textContent = "connection lost, trying again"; });
  stream.addEventListener("record", (message) => {
    const record = JSON.parse(message.data);
    const known = new Set(state.events.map((event) => `${event.record} ${event.event}`));
    const fresh = shortEvents(record).filter((event) => !known.has(`${event.record} ${event.event}`));
    replace(record.previous);
    state.events = [...fresh.reverse(), ...state.events].slice(0, MOST);
    redraw();
  });
}

async function start() {
  legend();
  listen();
  const answer = await fetch(`/api/events?limit=${MOST}`);
  const loaded = answer.ok ? await answer.json() : [];
  const known = new Set(state.events.map((event) => `${event.record} ${event.event}`));
  state.events = [...state.events, ...loaded.filter((event) => !known.has(`${event.record} ${event.event}`) && !state.replaced.has(event.record))];
  state.replaced = null;
  redraw();
  await loadFeeds();
  setInterval(loadFeeds, 15000);
}

form.addEventListener("change", () => { state.shown = PAGE; redraw(); });
form.addEventListener("reset", () => setTimeout(redraw));
$("more").addEventListener("click", () => { state.shown += PAGE; redraw(); });
start();
