"use strict";

// The page of the emulator: everything on it comes from /emulator, so that looking neither uses up faults nor shows among the requests.

const $ = id => document.getElementById(id);
const views = [...document.querySelectorAll("main > section")].map(section => section.id.replace("view-", ""));
const parts = [["u", "URL"], ["c", "curl"], ["a", "C#"], ["v", "Value"]];
let state, fields, instance, chosen, shown = 0, saidUntil, view = "metadata";

function make(name, options = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(options)) {
    if (key === "on") { for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener); }
    else if (value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

function draw(name, options, text) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(options)) element.setAttribute(key, value);
  if (text) element.textContent = text;
  return element;
}

function say(text) {
  $("said").textContent = text;
  clearTimeout(saidUntil);
  saidUntil = setTimeout(() => { $("said").textContent = ""; }, 4000);
}

async function call(path, method = "GET", body = undefined) {
  const reply = await fetch(`/emulator/${path}`, { method, body: body && JSON.stringify(body) });
  const text = await reply.text();
  if (!reply.ok) throw new Error(text ? JSON.parse(text).error : `Status ${reply.status}`);
  return text ? JSON.parse(text) : undefined;
}

// What a person asked for: told when done, and why not.
async function attempt(what, done) {
  try {
    await what();
    if (done) say(done);
  } catch (error) {
    say(error.message);
  }
}

async function copy(text, name) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
  } else { // Only a loopback address or https has a clipboard of its own.
    const area = make("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say(`Copied: ${name}`);
}

const version = () => $("version").value;
const range = path => fields.find(field => field.endpoint === "instance" && field.path === path);
const within = (field, at) => !field || (field.from <= at && (!field.until || at < field.until));

// Metadata

const pascal = name => name.charAt(0).toUpperCase() + name.slice(1);
const isContainer = value => value !== null && typeof value === "object";

function describe(node) {
  const format = isContainer(node.value) ? "" : "&format=text";
  const url = `${state.endpoint}/instance${node.route}?api-version=${version()}${format}`;
  return {
    "URL": url,
    "curl": `curl -H Metadata:true "${url}"`,
    "C#": `await imds.Instance${node.accessor}.GetAsync()`,
    "Value": isContainer(node.value) ? JSON.stringify(seen(node.value, node.path), null, 2) : String(node.value ?? ""),
  };
}

// A value with the fields of the version only.
function seen(value, path) {
  if (Array.isArray(value)) return value.map(item => seen(item, `${path}[]`));
  if (!isContainer(value)) return value;
  return Object.fromEntries(Object.entries(value)
    .filter(([name]) => within(range(join(path, name)), version()))
    .map(([name, inner]) => [name, seen(inner, join(path, name))]));
}

const join = (path, name) => path ? `${path}.${name}` : name;

function children(node) {
  if (Array.isArray(node.value)) {
    return node.value.map((value, index) => ({ name: `[${index}]`, value, path: `${node.path}[]`, route: `${node.route}/${index}`, accessor: `${node.accessor}[${index}]`, there: node.there }));
  }
  return Object.entries(node.value).map(([name, value]) => {
    const path = join(node.path, name);
    return { name, value, path, route: `${node.route}/${name}`, accessor: `${node.accessor}.${pascal(name)}`, there: node.there && within(range(path), version()) };
  });
}

function since(node) {
  const field = range(node.path);
  if (!field) return node.path ? "At every version that serves it" : "The whole document, from 2017-04-02";
  return `From ${field.from}${field.until ? ` until ${field.until}, which no longer has it` : ""}${node.there ? "" : `; not at ${version()}`}`;
}

function item(node, level, open) {
  const container = isContainer(node.value);
  const text = make("span", { class: node.there ? "" : "absent" }, make("span", { class: "key" }, node.name));
  if (!container) text.append(": ", make("span", { class: "value" }, String(node.value ?? "") || "“”"));
  if (!node.there) text.append(` (${range(node.path) ? `not at ${version()}` : "not here"})`);
  const element = make("li", { role: "treeitem", tabindex: "-1", "aria-level": level, "aria-selected": "false", "data-route": node.route }, text);
  element.node = node;
  if (container && children(node).length) {
    const group = make("ul", { role: "group" });
    group.append(...children(node).map(child => item(child, level + 1, open)));
    element.append(group);
    expand(element, open.size ? open.has(node.route) : level <= 2);
  }
  return element;
}

function expand(element, open) {
  element.setAttribute("aria-expanded", open);
  element.querySelector(":scope > [role=group]").hidden = !open;
}

function showTree() {
  const open = new Set([...document.querySelectorAll("#tree [aria-expanded=true]")].map(element => element.dataset.route));
  const route = chosen?.dataset.route ?? "";
  const there = version() >= "2017-04-02";
  $("tree").replaceChildren(item({ name: "instance", value: instance, path: "", route: "", accessor: "", there }, 1, open));
  const again = [...document.querySelectorAll("#tree [role=treeitem]")].find(element => element.dataset.route === route);
  choose(again ?? $("tree").firstElementChild);
}

function choose(element, focus = false) {
  chosen?.setAttribute("aria-selected", "false");
  chosen?.setAttribute("tabindex", "-1");
  chosen = element;
  element.setAttribute("aria-selected", "true");
  element.setAttribute("tabindex", "0");
  if (focus) element.focus();
  const { node } = element;
  $("node-name").textContent = node.path || "instance";
  $("node-availability").textContent = since(node);
  const values = describe(node);
  $("node-parts").replaceChildren(...(node.there ? parts : parts.slice(3)).flatMap(([key, name]) => [
    make("dt", {}, name, make("button", { type: "button", "aria-label": `Copy ${name}`, on: { click: () => attempt(() => copy(values[name], name)) } }, "Copy")),
    make("dd", {}, make("pre", {}, values[name] || "“”")),
  ]));
}

function treeKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const items = [...document.querySelectorAll("#tree [role=treeitem]")].filter(element => !element.parentElement.closest("[hidden]"));
  const at = items.indexOf(chosen);
  const open = chosen.getAttribute("aria-expanded");
  const part = parts.find(([key]) => key === event.key);
  const parent = chosen.parentElement.closest("[role=treeitem]");
  const moves = { ArrowDown: items[at + 1], ArrowUp: items[at - 1], Home: items[0], End: items.at(-1) };
  if (event.key in moves) { if (moves[event.key]) choose(moves[event.key], true); }
  else if (event.key === "ArrowRight" && open === "false") expand(chosen, true);
  else if (event.key === "ArrowRight" && open === "true") choose(items[at + 1], true);
  else if (event.key === "ArrowLeft" && open === "true") expand(chosen, false);
  else if (event.key === "ArrowLeft" && parent) choose(parent, true);
  else if ((event.key === "Enter" || event.key === " ") && open) expand(chosen, open === "false");
  else if (part && (chosen.node.there || part[1] === "Value")) attempt(() => copy(describe(chosen.node)[part[1]], part[1]));
  else return;
  event.preventDefault();
}

function treeClick(event) {
  const element = event.target.closest("[role=treeitem]");
  if (!element) return;
  if (element === chosen && element.hasAttribute("aria-expanded")) expand(element, element.getAttribute("aria-expanded") === "false");
  else if (element.getAttribute("aria-expanded") === "false") expand(element, true);
  choose(element, true);
}

// Availability

const label = field => field.endpoint === "instance" ? field.path : `${field.endpoint}: ${field.path}`;

function showMatrix() {
  const wanted = $("search").value.trim().toLowerCase();
  const found = fields.filter(field => label(field).toLowerCase().includes(wanted));
  const head = make("tr", {}, make("th", { scope: "col" }, "Field"),
    ...state.versions.map(at => make("th", { scope: "col", class: at === version() ? "chosen" : "" }, make("span", {}, at))));
  const rows = found.map(field => make("tr", {}, make("th", { scope: "row" }, label(field)),
    ...state.versions.map(at => within(field, at) ? make("td", { class: "yes" }, "✓") : make("td", {}, "–"))));
  $("matrix").replaceChildren(make("thead", {}, head), make("tbody", {}, ...rows));
  $("matrix-count").textContent = `${found.length} of ${fields.length} fields`;
  const [from, to] = [$("from").value, $("to").value];
  const list = (id, first, second) => {
    const changed = found.filter(field => !within(field, first) && within(field, second));
    $(id).replaceChildren(...(changed.length ? changed.map(field => make("li", {}, make("code", {}, label(field)))) : [make("li", {}, "nothing")]));
  };
  list("came", from, to);
  list("went", to, from);
}

// Scheduled events

const stages = ["Waiting", "Scheduled", "Started", "Ended"];

const left = (until, now) => Math.max(0, Math.round((until - now) / 1000));

function life(event, now) {
  const at = event.stage === "Cancelled" ? 1 : stages.indexOf(event.stage);
  const picture = draw("svg", { class: "life", viewBox: "0 0 400 54", role: "img", "aria-label": `${event.type}: ${event.stage}` });
  stages.forEach((stage, index) => {
    picture.append(draw("rect", { x: index * 100 + 1, y: 22, width: 98, height: 12, rx: 3, class: index === at ? "now" : index < at ? "past" : "" }));
    picture.append(draw("text", { x: index * 100 + 2, y: 14 }, event.stage === "Cancelled" && index > 1 ? "" : stage));
  });
  const ends = [event.appears, event.starts, event.ends].map(Date.parse);
  const [from, until] = [ends[at - 1], ends[at]];
  if (event.stage === "Cancelled") picture.append(draw("text", { x: 202, y: 14 }, "Cancelled"));
  else if (at === 0) picture.append(draw("text", { x: 2, y: 50 }, `${left(until, now)} s left`));
  else if (from < until) {
    const x = at * 100 + 98 * Math.min(1, Math.max(0, (now - from) / (until - from)));
    picture.append(draw("line", { x1: x, x2: x, y1: 18, y2: 38 }));
    picture.append(draw("text", { x: at * 100 + 2, y: 50 }, `${left(until, now)} s left`));
  }
  return picture;
}

// A list is changed only where it differs, so that the focus stays where it is.
function refresh(list, items, key, build) {
  const old = new Map([...list.children].map(element => [element.dataset.key, element]));
  items.forEach((entry, index) => {
    const name = String(key(entry));
    const element = old.get(name) ?? build(entry);
    element.dataset.key = name;
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
    old.delete(name);
  });
  old.forEach(element => element.remove());
}

async function showEvents() {
  const [events, { now }] = [await call("events"), await call("state")];
  refresh($("event-list"), events, event => event.id + event.stage, event => {
    const element = make("li", {}, make("strong", {}, event.type), ` by ${event.by}, ${event.stage}`, make("p", {}, event.description), make("p", { class: "soft mono" }, event.id), make("div", { class: "picture" }));
    if (event.stage === "Scheduled" || event.stage === "Waiting") {
      const path = `events/${encodeURIComponent(event.id)}`;
      const buttons = make("div", { class: "row" });
      if (event.stage === "Scheduled") {
        buttons.append(
          make("button", { type: "button", on: { click: () => attempt(async () => { await call(`${path}/approve`, "POST"); await showEvents(); }, "Approved") } }, "Approve"),
          make("button", { type: "button", on: { click: () => attempt(async () => { await call(path, "DELETE"); await showEvents(); }, "Cancelled") } }, "Cancel"));
      }
      element.append(buttons);
    }
    return element;
  });
  events.forEach((event, index) => $("event-list").children[index].querySelector(".picture").replaceChildren(life(event, Date.parse(now))));
}

function addEvent(type) {
  const event = { type, by: $("event-by").value };
  if ($("event-notice").value) event.notice = $("event-notice").value;
  if ($("event-lasts").value) event.lasts = $("event-lasts").value;
  return attempt(async () => { await call("events", "POST", event); await showEvents(); }, `Added: ${type}`);
}

// Identities, faults, requests, attested documents

function showIdentities() {
  $("tenant").textContent = state.tenant;
  $("identity-list").replaceChildren(...(state.identities.length ? state.identities : [null]).map(identity => {
    if (!identity) return make("li", {}, "This VM has none.");
    const choice = identity.resourceId ? `&client_id=${encodeURIComponent(identity.clientId)}` : "";
    const curl = `curl -H Metadata:true "${state.endpoint}/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fmanagement.azure.com${choice}"`;
    return make("li", {}, make("strong", {}, identity.resourceId ? "User-assigned" : "System-assigned"),
      ...[["client_id", identity.clientId], ["object_id", identity.objectId], ["msi_res_id", identity.resourceId]].filter(([, id]) => id)
        .map(([name, id]) => make("p", {}, `${name} `, make("code", {}, id))),
      make("div", { class: "row" }, make("button", { type: "button", on: { click: () => attempt(() => copy(curl, "curl for a token")) } }, "Copy curl for a token")));
  }));
}

async function showFaults() {
  const faults = await call("faults");
  refresh($("fault-list"), faults, fault => JSON.stringify(fault) + faults.indexOf(fault), fault =>
    make("li", {}, make("code", {}, fault.endpoint), " ", make("strong", {}, fault.fault), fault.count ? `, ${fault.count} more` : ", every request"));
}

async function showRequests() {
  for (const request of await call(`requests?after=${shown}`)) {
    if (!request.outcome) break; // Not answered yet: it comes with the next look, and those behind it.
    shown = request.number;
    $("request-list").prepend(make("tr", {},
      make("td", { class: "mono" }, new Date(request.received).toLocaleTimeString()),
      make("td", { class: "mono" }, `${request.method} ${request.target}`),
      make("td", {}, request.fault && request.fault !== request.outcome ? `${request.outcome} (${request.fault})` : request.outcome),
      make("td", {}, String(request.milliseconds))));
  }
}

async function showAttested() {
  const query = new URLSearchParams({ "api-version": version() < "2018-10-01" ? "2018-10-01" : version(), nonce: $("nonce").value, defect: $("defect").value });
  const reply = await call(`attested?${query}`);
  const good = reply.checks.every(check => check.good);
  $("verdict").className = good ? "good" : "bad";
  $("verdict").textContent = good ? "✓ To be believed" : "✗ Not to be believed";
  $("checks").replaceChildren(...reply.checks.map(check =>
    make("li", {}, make("span", { class: check.good ? "good" : "bad" }, check.good ? "✓ " : "✗ "), make("strong", {}, check.name), make("p", {}, check.detail))));
  $("attested-document").textContent = JSON.stringify(reply.document, null, 2);
  $("attested-signer").textContent = JSON.stringify(reply.signer, null, 2);
}

// The page

const show = { metadata: showTree, availability: showMatrix, events: showEvents, identities: showIdentities, faults: showFaults, requests: showRequests, attested: showAttested };
// The view that the address names; one that names something else, as that of the skip link, changes nothing.
async function turn() {
  const named = location.hash.slice(1);
  if (views.includes(named)) view = named;
  for (const name of views) $(`view-${name}`).hidden = name !== view;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.hash === `#${view}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  await attempt(show[view]);
}

async function look() {
  if (!document.hidden && ["events", "faults", "requests"].includes(view)) await attempt(show[view]);
  setTimeout(look, 1000);
}

function fill(id, values, value) {
  $(id).replaceChildren(...values.map(text => make("option", {}, text)));
  if (value) $(id).value = value;
}

async function begin() {
  [state, fields, instance] = await Promise.all([call("state"), call("fields"), call("document")]);
  $("endpoint").textContent = state.endpoint;
  $("others").append(...state.endpoints.filter(other => other !== state.endpoint)
    .map(other => make("a", { href: new URL("/", other).href }, new URL(other).host)));
  const newestFirst = state.versions.toReversed();
  fill("version", newestFirst);
  fill("from", newestFirst, newestFirst[Math.min(10, newestFirst.length - 1)]);
  fill("to", newestFirst);
  fill("fault-endpoint", ["all", ...state.paths]);
  $("fault-names").replaceChildren(...state.faults.map(value => make("option", { value })));
  $("defect").append(...state.defects.map(name => make("option", {}, name)));
  $("event-types").append(...state.eventTypes.map(type => make("button", { type: "button", on: { click: () => addEvent(type) } }, type)));
  $("tree").addEventListener("keydown", treeKey);
  $("tree").addEventListener("click", treeClick);
  $("version").addEventListener("change", turn);
  $("search").addEventListener("input", showMatrix);
  $("from").addEventListener("change", showMatrix);
  $("to").addEventListener("change", showMatrix);
  for (const form of document.forms) form.addEventListener("submit", event => event.preventDefault());
  $("fault-form").addEventListener("submit", () => attempt(async () => {
    const fault = { endpoint: $("fault-endpoint").value, fault: $("fault-name").value };
    if ($("fault-count").value) fault.count = Number($("fault-count").value);
    await call("faults", "POST", fault);
    await showFaults();
  }, "Added"));
  $("attested-form").addEventListener("submit", () => attempt(showAttested));
  $("events-clear").addEventListener("click", () => attempt(async () => { await call("events", "DELETE"); await showEvents(); }, "None left"));
  $("faults-clear").addEventListener("click", () => attempt(async () => { await call("faults", "DELETE"); await showFaults(); }, "None left"));
  $("requests-clear").addEventListener("click", () => attempt(async () => { await call("requests", "DELETE"); $("request-list").replaceChildren(); }, "Forgotten"));
  $("reset").addEventListener("click", () => attempt(async () => {
    await call("reset", "POST");
    $("request-list").replaceChildren();
    instance = await call("document");
  }, "As at the start"));
  window.addEventListener("hashchange", turn);
  await turn();
  document.body.dataset.ready = "true";
  setTimeout(look, 1000);
}

attempt(begin);
