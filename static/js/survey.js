// Shows one question at a time, and keeps the answers on this device. Without script the page is one long form.
import { answersOf, choicesOf, inWords, opened, rankings, tiles } from "./survey-answers.js";
import { shown } from "./survey-logic.js";
import { send } from "./survey-sending.js";

const find = (what, where = document) => where.querySelector(what);
const form = find("#survey");
const { dataset } = form;
const logic = JSON.parse(dataset.logic);
const sections = [...form.querySelectorAll("[data-step]")];
const [start, checking] = [sections[0], sections.at(-1)];
const [next, saved, receipt] = [find("[data-next]"), find("[data-saved]"), form.elements.receipt];
const key = `survey-${dataset.survey}`;
let [at, isChanging] = [start, false]; // an answer, from the check

function store(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

function keep() {
  for (const error of at.querySelectorAll(".error")) error.hidden = true;
  const answers = [...new FormData(form)].filter(([name, value]) => name.startsWith("a.") && value.trim?.());
  saved.hidden = !store(key, { receipt: receipt.value, answers });
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

function restore() {
  const { receipt: made = crypto.randomUUID?.() ?? "", answers = [] } = kept();
  receipt.value ||= made; // or the server's
  for (const [name, value] of "filled" in dataset ? [] : answers) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (/radio|checkbox/.test(field.type)) field.checked ||= field.value === value;
      else field.value = value;
    }
  }
}

// What is asked now: the rest is not sent.
function path() {
  const found = shown(logic, answersOf(form), dataset.today);
  const asked = sections.filter((one) => one.dataset.kind && opened(one, found));
  return { asked, all: [start, ...asked, checking], required: found.required };
}

function show(section, isMoved = true) {
  const { asked } = path();
  const place = asked.indexOf(section);
  at = section;
  for (const one of sections) one.hidden = one !== section;
  document.body.dataset.at = section === start ? "start" : "on";
  find("[data-steps]").innerHTML = asked.map((_, index) => `<i class="${index < place || place < 0 ? "on" : index > place ? "" : "now"}"></i>`).join("");
  const questions = asked.filter((one) => one.dataset.kind !== "statement");
  const number = questions.indexOf(section) + 1;
  if (number) find("[data-count]", section).textContent = dataset.count.replace("{n}", number).replace("{total}", questions.length);
  for (const row of checking.querySelectorAll("[data-row]")) {
    const one = asked.find(({ dataset: { step } }) => step === row.dataset.row);
    row.hidden = !one;
    if (one) find("[data-said]", row).textContent = inWords(one) || next.dataset.open;
  }
  next.textContent = next.dataset[section === start ? "start" : section === checking ? "send" : "on"];
  if (isMoved) find(".problem, [tabindex]", section).focus();
  scrollTo(0, 0);
}

function goOn() {
  const [{ all }, answers] = [path(), answersOf(form)];
  show(all[all.findLastIndex((one) => one.dataset.step in answers) + 1 || 1]);
}

form.addEventListener("submit", (event) => {
  if (event.submitter.value === "later" || "sent" in dataset) return;
  event.preventDefault();
  const [{ asked, all, required }, answers] = [path(), answersOf(form)];
  const lacks = ({ dataset: own }) => ("required" in own || required.has(own.step)) && !(own.step in answers);
  const open = (at === checking ? asked : [at]).find(lacks);
  if (open) {
    show(open);
    const error = find(".error", open);
    error.textContent = next.dataset.required;
    error.hidden = false;
  } else if (at === checking) {
    next.value = "verstuur";
    store(`survey-own-${dataset.survey}`, choicesOf(form)); // survey-results.js marks them
    send(form, next);
  } else if (at === start) goOn();
  else show(isChanging ? checking : all[all.indexOf(at) + 1]);
  isChanging = at !== checking && isChanging && open;
});
addEventListener("click", ({ target }) => {
  const to = target.closest("[data-to]")?.dataset.to;
  if (!to) return;
  const { all } = path();
  isChanging = to > "."; // "." is the check, "-" is back
  show(to === "-" ? all[all.indexOf(at) - 1] : sections.find((one) => one.dataset.step === to));
});
addEventListener("pageshow", () => delete dataset.sent);
restore();
tiles(form);
rankings(form);
form.addEventListener("input", keep);
if ("filled" in dataset && !find(".problem")) goOn();
else show(start, find(".problem"));
