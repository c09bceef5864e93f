// <details class="box"> with a <dialog>. Without script the box opens in place. With it: where it would cover what lies
// behind (narrow screens) it is modal, Escape closes it, and focus goes back to its button.
const narrow = matchMedia("(max-width: 61.9rem)");

for (const box of document.querySelectorAll("details.box")) {
  const dialog = box.querySelector("dialog");
  const cancel = dialog.querySelector("[data-close]");
  const follow = () => {
    if (!box.open) dialog.close();
    else if (!dialog.open) narrow.matches ? dialog.showModal() : dialog.show();
  };
  dialog.removeAttribute("open");
  box.after(dialog); // what lies in a details is not there before it is drawn, and the next key comes before that
  cancel.hidden = false;
  cancel.addEventListener("click", () => dialog.close());
  box.querySelector("summary").addEventListener("click", (event) => {
    event.preventDefault();
    document.querySelector("dialog[open]")?.close();
    box.open = !box.open;
    follow();
  });
  narrow.addEventListener("change", () => {
    if (!dialog.open) return;
    dialog.close();
    follow();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !dialog.open) return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("close", () => {
    if (dialog.open || !box.open) return;
    box.open = false;
    if (!document.querySelector("dialog[open]")) box.querySelector("summary").focus();
  });
  follow();
}
