// <live-region src topics announce data-lost every paused>: its content is fetched again through its ordinary door when
// one of its topics moved, and every so many seconds. What comes along in <template data-for> goes where that id stands.
const JITTER = 250;
const MOST_WAIT = 30000;
const regions = () => [...document.querySelectorAll("live-region")];
let socket;
let wait = 500;
let since = {};
let first = true;

function ask() {
  const listen = [...new Set(regions().flatMap((region) => region.topics))];
  socket.send(JSON.stringify({ listen, since }));
}

function heard({ data }) {
  const frame = JSON.parse(data);
  if (frame.at) {
    since = { ...frame.at, ...since };
    wait = 500;
    for (const region of regions()) region.show("live");
    // The first time: whatever moved between the page and the socket. After a reset: too much was missed.
    if (first || frame.reset) {
      since = frame.at;
      for (const region of regions()) region.refresh();
    }
    first = false;
    return;
  }
  if (frame.s) since[frame.s] = frame.n;
  for (const region of regions()) if (region.topics.includes(frame.t)) region.refresh();
}

function connect() {
  const own = document.querySelector("meta[name=live-url]")?.content;
  socket = new WebSocket(`${own || location.origin.replace("http", "ws")}/live/`);
  socket.addEventListener("open", ask);
  socket.addEventListener("message", heard);
  socket.addEventListener("close", () => {
    for (const region of regions()) region.show("lost");
    setTimeout(connect, wait + Math.random() * JITTER);
    wait = Math.min(wait * 2, MOST_WAIT);
  });
}

// Makes the content of `old` that of `fresh`. An element whose id stays is kept, and focus and selection in it.
function fill(old, fresh) {
  const known = new Map([...old.children].filter((child) => child.id).map((child) => [child.id, child]));
  const nodes = [...fresh.childNodes].map((node) => (known.has(node.id) ? morph(known.get(node.id), node) : node));
  for (const node of [...old.childNodes]) if (!nodes.includes(node)) node.remove();
  nodes.forEach((node, at) => old.childNodes[at] === node || old.insertBefore(node, old.childNodes[at] ?? null));
}

function morph(old, fresh) {
  if (old.isEqualNode(fresh)) return old;
  const gone = [...old.attributes].filter(({ name }) => !fresh.hasAttribute(name) && name !== "open"); // by who reads
  for (const { name } of gone) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) old.setAttribute(name, value);
  fill(old, fresh);
  return old;
}

class LiveRegion extends HTMLElement {
  connectedCallback() {
    this.topics = this.getAttribute("topics").split(" ");
    this.told = this.figures;
    this.said = document.createElement("p");
    this.said.className = "sr";
    this.said.setAttribute("role", "status");
    this.after(this.said);
    if (this.hasAttribute("every")) setInterval(() => this.refresh(), this.getAttribute("every") * 1000);
    if (!socket) connect();
    else if (socket.readyState === WebSocket.OPEN) ask();
  }

  show(state) {
    this.setAttribute("state", state);
    document.dispatchEvent(new CustomEvent("live", { detail: state }));
  }

  refresh() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetch(), Math.random() * JITTER);
  }

  // The figures that are worth saying, where the content names them.
  get figures() {
    return this.querySelector("[data-announce]")?.dataset.announce;
  }

  async fetch() {
    // Somebody is typing in it, paused it, or does not look: later.
    if (document.hidden || this.hasAttribute("paused") || this.querySelector("input:focus, textarea:focus, select:focus")) {
      this.timer = setTimeout(() => this.fetch(), 1000);
      return;
    }
    const answer = await fetch(this.getAttribute("src"), { headers: { "X-Live": "1" } }).catch(() => ({}));
    if (!answer.ok || answer.redirected) return this.show("lost"); // no answer, or signed out meanwhile
    this.take(await answer.text());
  }

  take(html) {
    const parsed = document.createElement("template");
    parsed.innerHTML = html;
    for (const part of parsed.content.querySelectorAll("template[data-for]")) {
      fill(document.getElementById(part.dataset.for), part.content);
      part.remove();
    }
    const focused = this.contains(document.activeElement) ? document.activeElement : null;
    const after = focused?.closest("li")?.nextElementSibling?.querySelector("[id]");
    const before = this.innerHTML;
    fill(this, parsed.content);
    if (focused && !focused.isConnected) (document.getElementById(focused.id) ?? after)?.focus();
    if (this.innerHTML === before || (this.told && this.told === this.figures)) return;
    this.told = this.figures;
    this.said.textContent = this.told ?? this.getAttribute("announce") ?? "";
  }
}

customElements.define("live-region", LiveRegion);
