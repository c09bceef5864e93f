// Where an address is proved: the answers are sent as from the survey itself.
import { send } from "./survey-sending.js";

const form = document.querySelector("#prove");
form.addEventListener("submit", (event) => {
  if (!("send" in event.submitter.dataset) || "sent" in form.dataset) return;
  event.preventDefault();
  send(form, event.submitter);
});
