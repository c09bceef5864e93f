// The desk by keyboard. Every key stands on its button; one switch turns all of them off (WCAG 2.1.4).
const STORED = "desk-keys";
const toggle = document.querySelector("#keys");
const sentence = document.querySelector("#sentence");
const toast = document.querySelector("#toast");
const said = document.querySelector("#gezegd");
let on = localStorage.getItem(STORED) !== "off";
let sent = false;

function show() {
  toggle.hidden = false;
  toggle.setAttribute("aria-pressed", on);
  document.documentElement.toggleAttribute("data-no-keys", !on);
}

function writes(target) {
  return target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
}

// The message of a reason takes the place of another reason's, never of somebody's own words.
function fill(radio) {
  const own = [...document.querySelectorAll("[data-message]")].every((one) => one.dataset.message !== sentence.value);
  if (!sentence.value.trim() || !own) sentence.value = radio.dataset.message;
}

// Only what is in view: while a box is open, only what is in the box.
function found(key) {
  const scope = document.querySelector("dialog[open]") ?? document;
  const chosen = scope.querySelector(`[data-key="${CSS.escape(key)}"]`);
  return chosen?.checkVisibility() ? chosen : null;
}

function press(chosen) {
  if (chosen.matches("input")) {
    chosen.checked = true;
    fill(chosen);
    chosen.form.querySelector("button[name=outcome]").focus();
  } else {
    chosen.click();
  }
}

toggle.addEventListener("click", () => {
  on = !on;
  localStorage.setItem(STORED, on ? "on" : "off");
  show();
});

document.addEventListener("keydown", (event) => {
  const { ctrlKey, metaKey, altKey, shiftKey, repeat } = event;
  if (!on || sent || ctrlKey || metaKey || altKey || shiftKey || repeat || writes(event.target)) return;
  const chosen = found(event.key.toLowerCase());
  if (!chosen) return;
  event.preventDefault();
  press(chosen);
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[name=reason]")) fill(event.target);
});

// One decision at a time, however often the button is pressed.
document.addEventListener("submit", (event) => {
  if (sent) event.preventDefault();
  sent = true;
});
addEventListener("pageshow", () => {
  sent = false;
});

function count(until) {
  const left = Math.ceil((until - performance.now()) / 1000);
  document.querySelector("#nog").textContent = left;
  if (left > 0) return setTimeout(count, 200, until);
  if (toast.contains(document.activeElement)) document.querySelector("#dt").focus();
  toast.remove();
}

// After a decision the next case is read out from its heading, and what was decided in one line.
show();
(document.querySelector("#problemen") ?? (location.search ? document.querySelector("#dt") : null))?.focus();
if (toast) count(performance.now() + toast.dataset.seconds * 1000);
setTimeout(() => {
  said.textContent = said.dataset.say;
}, 100);
