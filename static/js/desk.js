// The desk by keyboard. Every key stands on its button; one switch turns all of them off (WCAG 2.1.4).
const STORED = "desk-keys";
const toggle = document.querySelector("#keys");
const form = document.querySelector("#beslis");
const refuse = document.querySelector("#weiger");
const sentence = document.querySelector("#sentence");

let on = localStorage.getItem(STORED) !== "off";

function show() {
  toggle.hidden = false;
  toggle.setAttribute("aria-pressed", on);
  document.documentElement.toggleAttribute("data-no-keys", !on);
}

function writes(target) {
  return target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
}

function fill(radio) {
  sentence.value = radio.dataset.message;
}

function press(key) {
  const chosen = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!chosen) return false;
  if (chosen.matches("input[type=radio]")) {
    if (!refuse.open) return false;
    chosen.checked = true;
    fill(chosen);
    form.querySelector("button[value=refused]").focus();
  } else {
    chosen.click();
    chosen.parentElement.querySelector("input, textarea")?.focus();
  }
  return true;
}

toggle?.addEventListener("click", () => {
  on = !on;
  localStorage.setItem(STORED, on ? "on" : "off");
  show();
});

document.addEventListener("keydown", (event) => {
  if (!on || event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
  if (press(event.key.toLowerCase())) event.preventDefault();
});

form?.addEventListener("change", (event) => {
  if (event.target.matches("[name=reason]")) fill(event.target);
});

// After a decision the next case is read out from its heading.
if (toggle) show();
(document.querySelector("#problemen") ?? (location.search ? document.querySelector("#dt") : null))?.focus();
const toast = document.querySelector("#toast");
if (toast) setTimeout(() => toast.remove(), 10000);
