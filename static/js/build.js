// In a <form data-part> a step that saves nothing, or moves something, changes the page in place and keeps the focus.
// Saving goes the ordinary way. Without script every step is an ordinary page.
const told = () => document.querySelector("[data-told]");
const isSaving = (button) => !button || button.value === "bewaar" || !button.form.matches("[data-part]");

function show(text) {
  const open = [...document.querySelectorAll("main details[open][id]")].map((one) => one.id);
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  document.querySelector("main").replaceChildren(...fresh.childNodes);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  hide();
}

// Buttons that only say "show me" are for who has no script.
function hide() {
  for (const button of document.querySelectorAll("[data-hide]")) button.hidden = true;
}

function focus(ids) {
  const found = ids.map((id) => id && document.getElementById(id)).find(Boolean);
  (found?.matches("a, button, input, select, textarea") ? found : found?.querySelector("a, button, select"))?.focus();
}

async function step(form, name, value, ids, said = "") {
  const body = new URLSearchParams(new FormData(form));
  body.set(name, value);
  const answer = await fetch(form.action || location.href, { method: "POST", body });
  if (!answer.ok && ![409, 422].includes(answer.status)) throw new Error(answer.status);
  show(await answer.text());
  focus(ids);
  if (said) told().textContent = said;
}

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (isSaving(button)) return;
  event.preventDefault();
  const own = button.form.querySelector("[name=naam]")?.value;
  const ids = [button.dataset.next, button.id, own && `v-${own}`, "keuze-meer", "nieuw-deel"];
  step(button.form, button.name, button.value, ids, button.dataset.tell).catch(() => button.form.submit());
});

document.addEventListener("change", (event) => {
  const select = event.target;
  if (!select.matches("select[data-refresh]")) return;
  step(select.form, "stap", "ververs", [select.id]).catch(() => {});
});

hide();
