// <live-region src topics announce data-lost>: its content is fetched again through its ordinary door when the journal
// says that one of its topics moved. One socket per page. Without script it is plain content.
const JITTER = 250;
const MOST_WAIT = 30000;
const regions = new Set();
let socket;
let wait = 500;
let since = {};
let first = true;

function address() {
  const own = document.querySelector("meta[name=live-url]")?.content;
  const base = own || `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}`;
  return `${base}/live/`;
}

function topics() {
  return [...new Set([...regions].flatMap((region) => region.topics))];
}

function ask() {
  socket.send(JSON.stringify({ listen: topics(), since }));
}

function each(change) {
  for (const region of regions) change(region);
}

function heard({ data }) {
  const frame = JSON.parse(data);
  if (frame.at) {
    since = { ...frame.at, ...since };
    wait = 500;
    each((region) => region.show("live"));
    // The first time: whatever moved between the page and the socket. After a reset: too much was missed.
    if (first || frame.reset) {
      since = frame.at;
      each((region) => region.refresh());
    }
    first = false;
    return;
  }
  if (frame.s) since[frame.s] = frame.n;
  each((region) => region.topics.includes(frame.t) && region.refresh());
}

function connect() {
  socket = new WebSocket(address());
  socket.addEventListener("open", ask);
  socket.addEventListener("message", heard);
  socket.addEventListener("close", () => {
    each((region) => region.show("lost"));
    setTimeout(connect, wait + Math.random() * JITTER);
    wait = Math.min(wait * 2, MOST_WAIT);
  });
}

class LiveRegion extends HTMLElement {
  connectedCallback() {
    this.topics = this.getAttribute("topics").split(" ");
    this.last = this.innerHTML;
    this.said = document.createElement("p");
    this.said.className = "sr";
    this.said.setAttribute("role", "status");
    this.after(this.said);
    regions.add(this);
    if (!socket) connect();
    else if (socket.readyState === WebSocket.OPEN) ask();
  }

  disconnectedCallback() {
    regions.delete(this);
  }

  show(state) {
    this.setAttribute("state", state);
  }

  refresh() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetch(), Math.random() * JITTER);
  }

  // Somebody is typing in it, or does not look: later.
  get waits() {
    return document.hidden || this.querySelector("input:focus, textarea:focus, select:focus");
  }

  async fetch() {
    if (this.waits) {
      this.timer = setTimeout(() => this.fetch(), 1000);
      return;
    }
    const answer = await fetch(this.getAttribute("src"), { headers: { "X-Live": "1" } });
    if (!answer.ok) return;
    const parsed = document.createElement("template");
    parsed.innerHTML = await answer.text();
    if (parsed.innerHTML === this.last) return;
    this.last = parsed.innerHTML;
    const focused = this.contains(document.activeElement) ? document.activeElement.id : "";
    this.replaceChildren(parsed.content);
    if (focused) document.getElementById(focused)?.focus();
    this.said.textContent = this.getAttribute("announce") ?? "";
  }
}

customElements.define("live-region", LiveRegion);
