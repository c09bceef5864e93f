// A preview is the survey itself in a browser that keeps nothing, and that stops where people send their answers.
const form = document.querySelector("#survey");
const [checking, told] = ['[data-step="."]', "[data-offline]"].map((what) => form.querySelector(what));
Object.defineProperty(window, "localStorage", { value: null });
form.addEventListener("submit", (event) => {
  if (checking.hidden) return; // survey.js goes on
  event.preventDefault();
  event.stopImmediatePropagation();
  told.hidden = false;
  told.scrollIntoView({ block: "center" });
});
