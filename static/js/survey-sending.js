function tell(form) {
  const notSent = form.querySelector("[data-offline]");
  notSent.hidden = false;
  notSent.scrollIntoView({ block: "center" });
}

// Sends from the page, so that nothing is lost offline. What is no redirect the server has to show as a page.
export async function send(form, button) {
  if (form.method !== "post") return tell(form); // a preview
  try {
    const { redirected, url } = await fetch(form.action, { method: "POST", body: new FormData(form, button) });
    if (!redirected) {
      form.dataset.sent = "";
      return form.requestSubmit(button);
    }
    try {
      localStorage.removeItem(`survey-${form.dataset.survey}`);
    } catch {}
    location = url;
  } catch {
    tell(form);
  }
}
