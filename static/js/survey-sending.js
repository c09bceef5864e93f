// Sends from the page, so that nothing is lost offline.
export async function send(form, button, taken) {
  try {
    const { redirected, url } = await fetch(form.action, { method: "POST", body: new FormData(form, button) });
    if (!redirected) {
      form.dataset.sent = "";
      return form.requestSubmit(button);
    }
    try {
      localStorage.removeItem(`survey-${form.dataset.survey}`);
      taken?.();
    } catch {}
    location = url;
  } catch {
    form.querySelector("[data-offline]").hidden = false;
  }
}
