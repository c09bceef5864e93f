// Sends from the page, so that nothing is lost offline. What is no redirect the server has to show as a page.
export async function send(form, button) {
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
    form.querySelector("[data-offline]").hidden = false;
  }
}
