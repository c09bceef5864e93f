// The results of a survey: one's own choices are marked, the movement can be paused, and the number of answers is said
// now and then. Own choices stay in this browser; the server never hears of them here.
const SAID_EVERY = 30000;
const page = document.querySelector("[data-survey]");
const region = page.querySelector("live-region");
const live = page.querySelector("[data-live]");
const count = live.querySelector("[id]");
const said = page.querySelector("[data-said]");
const button = page.querySelector("[data-pause]");

function own() {
  try {
    return JSON.parse(localStorage.getItem(`survey-own-${page.dataset.survey}`)) ?? {};
  } catch {
    return {};
  }
}

const chosen = own();

function mark() {
  for (const row of region.querySelectorAll("[data-value]")) {
    const mine = [chosen[row.dataset.question] ?? []].flat().map(String).includes(row.dataset.value);
    const tag = row.querySelector("[data-mine]");
    if (row.classList.contains("mine") !== mine) row.classList.toggle("mine", mine);
    if (tag.hidden === mine) tag.hidden = !mine;
  }
}

// What the dot says: the number of answers, that it stands still, or that it no longer follows.
function say(state, words) {
  live.toggleAttribute("data-state", Boolean(state));
  if (state) live.dataset.state = state;
  count.hidden = Boolean(words);
  live.querySelector("[data-words]")?.remove();
  if (!words) return;
  const text = Object.assign(document.createElement("span"), { textContent: words });
  text.dataset.words = "";
  live.append(text);
}

function pause() {
  const paused = button.getAttribute("aria-pressed") !== "true";
  const now = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  button.setAttribute("aria-pressed", paused);
  region.toggleAttribute("paused", paused);
  say(paused && "paused", paused && `${live.dataset.paused} ${now.replace(":", ".")}`);
  if (!paused) region.refresh();
}

mark();
new MutationObserver(mark).observe(region, { childList: true, subtree: true, attributeFilter: ["class", "hidden"] });
if (button) {
  button.hidden = false;
  button.addEventListener("click", pause);
  document.addEventListener("live", ({ detail }) => {
    if (region.hasAttribute("paused")) return;
    say(detail === "lost" && "lost", detail === "lost" && live.dataset.lost);
  });
  let last = count.textContent;
  setInterval(() => {
    if (count.textContent === last || region.hasAttribute("paused")) return;
    last = count.textContent;
    said.textContent = last;
  }, SAID_EVERY);
}
