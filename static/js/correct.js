// "Was … wordt …" while typing, and how many corrections the button will send. Without script the next page shows it.
const facts = document.querySelector("#facts");

// The rule of municipalities/templatetags/page.py; tests/fixtures/words.json holds both to it.
const LETTER = String.raw`[\p{L}\p{N}_]`;
const WORDS = new RegExp(
  [
    String.raw`\s+`,
    String.raw`[\p{L}\p{N}_.+\-]{1,64}@[\p{L}\p{N}_\-]+(?:\.[\p{L}\p{N}_\-]+)+`,
    String.raw`[0-9]{4}-[0-9]{2}-[0-9]{2}(?!${LETTER})`,
    String.raw`\+?[0-9]+(?:[.,:\/][0-9]+)*(?: [0-9]+)*(?![.,:\/]?${LETTER})`,
    String.raw`${LETTER}+(?:[.\-]${LETTER}+)*`,
    String.raw`[^\s\p{L}\p{N}_]`,
  ].join("|"),
  "gu",
);

export function words(text) {
  return text.match(WORDS) ?? [];
}

// What two texts have in common at both ends; the middle is what changed.
export function difference(was, becomes) {
  const old = words(was);
  const fresh = words(becomes);
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  const cut = (list) => [list.slice(0, start), list.slice(start, list.length - end), list.slice(list.length - end)];
  return [cut(old), cut(fresh)].map((parts) => parts.map((part) => part.join("")));
}

export function marked(tag, [before, middle, after]) {
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
