// Conditions, with the meaning of surveys/logic/evaluating.py and values.py.
const NUMBER = /^-?(?:0|[1-9][0-9]{0,14})(?:[.,][0-9]{1,15})?$/;
const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const { isArray } = Array;
const { isFinite, isInteger } = Number;
const finite = (number) => (isFinite(number) ? number + 0 : null);

// What a value is compared by; null is empty. No text's key begins with white space, as that of a list does.
function keyOfText(text) {
  const bare = text.trim();
  return NUMBER.test(bare) ? Number(bare.replace(",", ".")) + 0 : bare.toLowerCase() || null;
}
function keyOfOne(value) {
  if (typeof value === "string") return keyOfText(value);
  if (typeof value === "number") return finite(value);
  return typeof value === "boolean" ? String(value) : null;
}
const keyOfList = (list) => ` ${list.map((one) => JSON.stringify(keyOfOne(one))).sort()}`;
const key = (value) => (isArray(value) ? (value.length ? keyOfList(value) : null) : keyOfOne(value));
const isEmpty = (value) => key(value) === null;
const truth = (value) => ![null, "false", 0].includes(key(value));
const figure = (value) => (typeof key(value) === "number" ? key(value) : null);
const term = (value) => (isEmpty(value) ? 0 : figure(value));
function words(value) {
  if (typeof value === "number" && !isFinite(value)) return "";
  return ["number", "string", "boolean"].includes(typeof value) ? String(value) : "";
}
// Without the dust of binary fractions.
const decimals = (digits) => (digits.includes("e") ? 101 : (digits.split(".")[1] ?? "").length);
const places = (number) => (isInteger(number) ? 0 : decimals(String(number)));
const neat = (number, kept) => (kept > 0 && kept <= 100 ? Number(number.toFixed(kept)) : number);
const plus = (one, other) => neat(one + other, Math.max(places(one), places(other)));
const times = (one, other) => neat(one * other, places(one) + places(other));
function power(base, exponent) {
  if (!isInteger(exponent) || Math.abs(exponent) > 1000) return null;
  let [result, square, left] = [1, base, Math.abs(exponent)];
  for (; left; left >>= 1, square *= square) if (left & 1) result *= square;
  return exponent < 0 ? 1 / result : result;
}
const arithmetic = (operation) => (left, right) => {
  const [one, other] = [term(left), term(right)];
  return one === null || other === null ? null : finite(operation(one, other));
};
const numbers = (values) => values.flat().map(figure).filter((one) => one !== null);
const sum = (...values) => finite(numbers(values).reduce(plus, 0));
const share = (total, many) => (many ? total && total / many : 0);
const ofNumber = (operation) => (value) => (figure(value) === null ? null : finite(operation(figure(value))));
function round(value, kept = null) {
  const [number, many] = [figure(value), term(kept)];
  if (number === null || !isInteger(many) || many < 0 || many > 15) return null;
  const scaled = number * power(10, many) * (1 + Number.EPSILON);
  const below = Math.floor(scaled);
  return finite((below + (scaled - below >= 0.5)) / power(10, many));
}
const isEqual = (left, right) => key(left) === key(right);
function isLess(left, right) {
  const [one, other] = [key(left), key(right)];
  return typeof one === typeof other && one !== null && !isArray(left) && !isArray(right) && one < other;
}
function contains(left, right) {
  const holds = (one) => left.some((each) => keyOfOne(each) === keyOfOne(one));
  const has = (one) => words(one) !== "" && words(left).toLowerCase().includes(words(one).toLowerCase());
  return !isEmpty(left) && [right].flat().every(isArray(left) ? holds : has);
}
function anyof(left, right) {
  if (isEmpty(left) || isEmpty(right)) return isEmpty(right);
  return isArray(left) ? [right].flat().some((one) => contains(left, one)) : contains(right, left);
}
function age(born, today) {
  if (![born, today].every((day) => typeof day === "string" && DAY.test(day)) || born > today) return null;
  return today.slice(0, 4) - born.slice(0, 4) - (today.slice(5) < born.slice(5));
}
const OPERATIONS = {
  "=": isEqual, "!=": (left, right) => !isEqual(left, right), "<": isLess, ">": (left, right) => isLess(right, left),
  "<=": (left, right) => isEqual(left, right) || isLess(left, right), not: (value) => !truth(value),
  ">=": (left, right) => isEqual(left, right) || isLess(right, left), notempty: (value) => !isEmpty(value),
  empty: isEmpty, contains, notcontains: (left, right) => !contains(left, right), list: (...values) => values,
  anyof, noneof: (left, right) => !anyof(left, right), "+": arithmetic(plus), "*": arithmetic(times),
  allof: (left, right) => [right].flat().every((one) => contains(left, one)), "^": arithmetic(power), round, age, sum,
  "-": arithmetic((one, other) => plus(one, -other)), "%": arithmetic((one, other) => one % other),
  "/": arithmetic((one, other) => (other ? one / other : null)), abs: ofNumber(Math.abs), ceil: ofNumber(Math.ceil),
  avg: (...values) => share(sum(...values), numbers(values).length), floor: ofNumber(Math.floor),
  min: (...values) => finite(Math.min(...numbers(values))), max: (...values) => finite(Math.max(...numbers(values))),
  count: (...values) => values.flat().filter((one) => !isEmpty(isArray(one) ? null : one)).length,
  length: (value) => (isArray(value) ? value.length : [...words(value)].length),
};
// A place is its code.
const named = (value) => (value && typeof value === "object" && !isArray(value) ? value.place : value) ?? null;

export function evaluate(tree, values) {
  if (!isArray(tree)) return tree;
  const [what, ...parts] = tree;
  if (what === "name") return Object.hasOwn(values, parts[0]) ? named(values[parts[0]]) : null;
  const valueOf = (part) => evaluate(part, values);
  const holds = (part) => truth(valueOf(part));
  if (what === "and") return parts.every(holds);
  if (what === "or") return parts.some(holds);
  if (what === "iif") return valueOf((holds(parts[0]) ? parts[1] : parts[2]) ?? null);
  return OPERATIONS[what](...parts.map(valueOf));
}

// As in compiled.py.
export function shown(logic, answers, today) {
  const [values, hidden, required] = [{ ...answers, "today()": today }, new Set(), new Set()];
  const options = Object.create(null);
  const forget = (name) => (delete values[name], delete values[`${name}-Comment`]);
  const hide = (name) => (hidden.add(name), forget(name));
  for (const [kind, name, tree, more] of logic.steps) {
    const value = evaluate(tree, values);
    if (kind === "value") values[name] = value;
    else if (!truth(value) && kind === "choice") {
      (options[name] ??= []).push(more);
      if (isArray(values[name])) values[name] = values[name].filter((one) => one !== more);
      else if (values[name] === more) forget(name);
    } else if (!truth(value)) [name, ...more].forEach(hide);
  }
  for (const [name, tree] of logic.required) if (!hidden.has(name) && truth(evaluate(tree, values))) required.add(name);
  return { hidden, options, required, values };
}
