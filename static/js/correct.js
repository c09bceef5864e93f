// "Was … wordt …" while typing, and how many corrections the button will send. Without script the next page shows it.
const facts = document.querySelector("#facts");

function words(text) {
  return text.match(/\s+|[^\s\w]|\w+/g) ?? [];
}

// What two texts have in common at both ends; the middle is what changed.
function difference(was, becomes) {
  const old = words(was);
  const fresh = words(becomes);
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  const cut = (list) => [list.slice(0, start), list.slice(start, list.length - end), list.slice(list.length - end)];
  return [cut(old), cut(fresh)].map((parts) => parts.map((part) => part.join("")));
}

function marked(tag, [before, middle, after]) {
  const element = document.createElement(tag);
  element.textContent = middle;
  return [before, ...(middle ? [element] : []), after];
}

function show(line, was, becomes) {
  line.hidden = was.trim() === becomes.trim();
  const [old, fresh] = difference(was, becomes);
  line.replaceChildren(...marked("del", old), " → ", ...marked("ins", fresh));
}

facts?.addEventListener("input", (event) => {
  const line = event.target.closest(".ed")?.querySelector(".was");
  if (line) show(line, line.dataset.was, event.target.value);
});

document.querySelector("#problemen")?.focus();
