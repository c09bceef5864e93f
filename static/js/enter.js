// A clerk types: only what is asked now is there, and a number key chooses. Without script the server judges it all.
import { answersOf, opened, tiles } from "./survey-answers.js";
import { shown } from "./survey-logic.js";

const STORED = "desk-keys"; // one switch for the desk and for this page (WCAG 2.1.4)
const form = document.querySelector("#invoer");
const toggle = document.querySelector("#keys");
const logic = JSON.parse(form.dataset.logic);
let on = localStorage.getItem(STORED) !== "off";

function show() {
  toggle.hidden = false;
  toggle.setAttribute("aria-pressed", on);
  document.documentElement.toggleAttribute("data-keys", on);
  document.documentElement.toggleAttribute("data-no-keys", !on);
}

function settle() {
  const found = shown(logic, answersOf(form), form.dataset.today);
  for (const section of form.querySelectorAll("[data-kind]")) section.hidden = !opened(section, found);
}

function writes(target) {
  return target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
}

// A step from 0 to 10 has its own key; else the first option has 1.
function option(section, key) {
  const inputs = [...section.querySelectorAll(".choice label > input:enabled")];
  return section.dataset.kind === "nps" ? inputs.find((one) => one.value === key) : inputs[key - 1];
}

toggle.addEventListener("click", () => {
  on = !on;
  localStorage.setItem(STORED, on ? "on" : "off");
  show();
});

form.addEventListener("keydown", (event) => {
  const { target, key, ctrlKey, metaKey, altKey, shiftKey, repeat } = event;
  const section = target.closest("[data-kind]");
  if (!on || !section || !/^\d$/.test(key) || ctrlKey || metaKey || altKey || shiftKey || repeat || writes(target)) return;
  const chosen = option(section, key);
  if (!chosen) return;
  event.preventDefault();
  chosen.focus();
  chosen.click();
});

form.addEventListener("input", settle);
tiles(form);
settle();
show();
