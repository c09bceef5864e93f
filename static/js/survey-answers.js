// The form as surveys/answering/reading.py reads it.
const every = (what, where) => [...where.querySelectorAll(what)];
const valued = (what, where) => every(what, where).filter((field) => field.value.trim() && !field.hasAttribute("disabled"));
const chosen = (section) => valued("input:checked", section);
const placed = (section) => valued("[data-ranking] select", section).sort((one, other) => one.value - other.value);
const typed = (section) => valued(".field, .kept", section);
const values = (fields) => fields.map((field) => field.value.trim());
const ranked = (section) => placed(section).map((field) => field.name.split(".").slice(2).join("."));
const READ = {
  ranking: ranked,
  several: (section) => values(chosen(section)),
  date(section) {
    const [day, month, year] = values(typed(section));
    return year && [year, month.padStart(2, "0"), day.padStart(2, "0")].join("-");
  },
};
const one = (section) => values([...chosen(section), ...typed(section)])[0];

export function answersOf(form) {
  const answers = {};
  for (const section of every("[data-kind]", form)) {
    const { step, kind } = section.dataset;
    const said = (READ[kind] ?? one)(section);
    const [own] = values(valued(".own", section));
    if (said?.length) answers[step] = said;
    if (own) answers[`${step}-Comment`] = own;
  }
  return answers;
}

// What was chosen, and nothing that was typed.
export function choicesOf(form) {
  const asked = every("[data-kind]:has(fieldset:enabled)", form);
  const choices = (section) => [...values([...chosen(section), ...valued("select.field", section)]), ...ranked(section)];
  return Object.fromEntries(asked.map((section) => [section.dataset.step, choices(section)]));
}

export function inWords(section) {
  const tiles = [...chosen(section), ...placed(section)].map((field) => field.parentElement.querySelector("span").firstChild.textContent);
  const words = typed(section).map((field) => field.dataset.words ?? field.selectedOptions?.[0].text ?? field.value.replace(/^.*\\/, ""));
  return [...tiles, ...words].join(section.dataset.kind === "date" ? "/" : ", ");
}

// Only what is asked now can be filled in; returns whether this section is.
export function opened(section, { hidden, options }) {
  const { step } = section.dataset;
  for (const tile of every(".choice label > input", section)) {
    tile.disabled = tile.parentElement.hidden = options[step]?.some((one) => String(one) === tile.value);
  }
  return !([...section.children].at(-1).disabled = hidden.has(step));
}

// Options that go with no other one, and what is typed with an option.
export function tiles(form) {
  const settle = ({ target }) => {
    for (const other of target.checked ? every("[type=checkbox]", target.closest(".choice")) : []) {
      if (other !== target && ("exclusive" in target.dataset || "exclusive" in other.dataset)) other.checked = false;
    }
    for (const field of every(".own", form)) field.disabled = !field.parentElement.previousElementSibling.querySelector(":checked");
  };
  form.addEventListener("input", settle);
  settle({ target: form });
}

// A line of a ranking takes the next number, or gives its own back. Nothing is dragged.
export function rankings(form) {
  for (const list of every("[data-ranking]", form)) {
    const [fields, buttons] = [every("select", list), every("button", list)];
    const draw = () => buttons.forEach((button, at) => {
      button.ariaPressed = fields[at].value > 0;
      button.firstChild.textContent = fields[at].value;
    });
    buttons.forEach((button, at) => button.addEventListener("click", () => {
      const place = fields[at].value;
      if (place) for (const one of fields) if (one.value - place > 0) one.value -= 1;
      fields[at].value = place ? "" : placed(list.parentElement).length + 1;
      draw();
      form.dispatchEvent(new Event("input"));
    }));
    draw();
  }
}
