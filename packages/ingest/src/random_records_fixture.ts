// Made-up records in the forms of 2014, 2018 and 2023, for tests of what comes of
// them: few ids, so that records repeat one another, themselves and their own.
import { type Random, RELATIONS } from "@kindred/core";

type Value = string | number | null | Value[] | { [field: string]: Value };

/** How a form of record writes a text, and what is no value. */
interface Notation {
  text(text: string, random: Random): string;
  none: string;
}

/** An id of each kind by turns: the same number gives the same id. */
function idOf(number: number): string {
  return [
    `B${String(number).padStart(9, "0")}`,
    `${number}`,
    `it's "${number}"\\`,
    `é${number}饭`,
    `🍚 ${number}`,
    `an id of more than twelve bytes ${number}`,
    `line\n${number}`,
  ][number % 7]!;
}

/** What stands where an id should, and is none. */
const NO_IDS: readonly Value[] = [7, null, "", " \t", "x".repeat(1025), ["a"]];

/** Lines that hold no product. */
const BROKEN_LINES = [
  "",
  "  ",
  "[1, 2]",
  `{"title": "no id"}`,
  `{'asin': 'cut`,
  `{"asin": "${"x".repeat(1025)}"}`,
];

/** A Python literal; one character in six is written as an escape. */
const PYTHON: Notation = {
  none: "None",
  text(text, random) {
    const quote = random.below(2) === 0 ? "'" : '"';
    const characters = [...text].map((character) => {
      const code = character.codePointAt(0)!;
      if (character === quote || character === "\\") return `\\${character}`;
      if (code >= 32 && random.below(6) > 0) return character;
      if (code < 2 ** 8) return `\\x${hex(code, 2)}`;
      return code < 2 ** 16 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
    });
    return quote + characters.join("") + quote;
  },
};

/** A JSON text; one character in six is written as an escape, or two. */
const JSON_TEXT: Notation = {
  none: "null",
  text(text, random) {
    const characters = [...text].map((character) =>
      random.below(6) > 0
        ? JSON.stringify(character).slice(1, -1)
        : character.split("").map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`)
          .join("")
    );
    return `"${characters.join("")}"`;
  },
};

/**
 * Returns lines with records, and a few that hold none.
 *
 * @param random Decides about them.
 * @param count How many lines.
 */
export function randomRecords(random: Random, count: number): string[] {
  // A third of the ids that are named have no record, and some have several.
  const ids = Math.ceil(1.4 * count);
  const named = Array.from({ length: ids }, (_, number) => idOf(number));
  return Array.from({ length: count }, () => {
    if (random.below(10) === 0) {
      return BROKEN_LINES[random.below(BROKEN_LINES.length)]!;
    }
    const form = FORMS[random.below(FORMS.length)]!;
    return write(form.record(random, named), form.notation, random);
  });
}

const FORMS: readonly {
  notation: Notation;
  record(random: Random, ids: readonly string[]): Value;
}[] = [
  {
    notation: PYTHON,
    record: (random, ids) => ({
      asin: pick(random, ids),
      ...sometimes(random, { title: 'Nonna\'s "best"' }),
      ...sometimes(random, { brand: " Brand\\ " }),
      ...sometimes(random, { price: random.below(10_000) / 100 }),
      ...sometimes(random, { categories: [["x", "饭"], [], ["z"]] }),
      related: Object.fromEntries(
        RELATIONS.flatMap((relation) =>
          Object.entries(
            sometimes(random, { [relation]: links(random, ids) }),
          )
        ),
      ),
    }),
  },
  {
    notation: JSON_TEXT,
    record: (random, ids) => ({
      asin: pick(random, ids),
      ...sometimes(random, { title: "" }),
      ...sometimes(random, { price: "$1,299.00" }),
      ...sometimes(random, { category: ["a", "b"] }),
      also_buy: links(random, ids),
      ...sometimes(random, { also_bought: links(random, ids) }),
      also_view: links(random, ids),
    }),
  },
  {
    notation: JSON_TEXT,
    record: (random, ids) => ({
      ...sometimes(random, { title: "A title" }),
      parent_asin: pick(random, ids),
      ...sometimes(random, { main_category: "Grocery" }),
      ...sometimes(random, { categories: [] }),
      ...sometimes(random, { store: "A store" }),
      price: random.below(2) === 0 ? null : 4.5,
      bought_together: random.below(2) === 0 ? null : links(random, ids),
    }),
  },
];

/** What one relation of a record names. */
function links(random: Random, ids: readonly string[]): Value[] {
  const list: Value[] = [];
  for (let left = random.below(6); left > 0; left--) {
    if (random.below(20) === 0) list.push(pick(random, NO_IDS));
    else if (list.length > 0 && random.below(6) === 0) list.push(list[0]!);
    else list.push(pick(random, ids));
  }
  return list;
}

function write(value: Value, notation: Notation, random: Random): string {
  if (value === null) return notation.none;
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return notation.text(value, random);
  const inner = (entry: Value) => write(entry, notation, random);
  return Array.isArray(value)
    ? `[${value.map(inner).join(", ")}]`
    : `{${
      Object.entries(value).map(([key, entry]) =>
        `${inner(key)}: ${inner(entry)}`
      ).join(", ")
    }}`;
}

function sometimes<T extends object>(random: Random, fields: T): T | object {
  return random.below(3) > 0 ? fields : {};
}

function pick<T>(random: Random, values: readonly T[]): T {
  return values[random.below(values.length)]!;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}
