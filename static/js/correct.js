// "Was … wordt …" while typing, and how many corrections the button sends. Without script the next page shows both.
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

function typed(row) {
  return row.querySelector("input:checked, input:not([type=radio]), textarea").value;
}

// As the server compares them: spacing is no change.
function isChanged(row) {
  const plain = (text) => text.split(/\s+/).filter(Boolean).join(" ");
  return plain(row.dataset.was) !== plain(typed(row));
}

function show(row) {
  const line = row.querySelector(".was");
  if (!line) return;
  line.hidden = !isChanged(row);
  const said = (tag, text, parts) => (text.trim() ? marked(tag, parts) : [facts.dataset.empty]);
  const [old, fresh] = difference(row.dataset.was, typed(row));
  line.replaceChildren(
    ...[`${facts.dataset.was} `, ...said("del", row.dataset.was, old), "\n"],
    ...[`${facts.dataset.becomes} `, ...said("ins", typed(row), fresh)],
  );
}

function count(button, without) {
  const many = [...facts.querySelectorAll(".ed")].filter(isChanged).length;
  if (many < 2) button.textContent = many ? button.dataset.single : without;
  else button.textContent = button.dataset.many.replace("2", many);
}

if (facts) {
  const button = document.querySelector("#send");
  const without = button.textContent;
  facts.addEventListener("input", (event) => {
    show(event.target.closest(".ed"));
    count(button, without);
  });
  // Also what was typed before: after a mistake, or when the browser comes back to this page.
  addEventListener("pageshow", () => {
    facts.querySelectorAll(".ed").forEach(show);
    count(button, without);
  });
}

document.querySelector("#problemen")?.focus();
