// Generated records for the tests of the parser.
import type { Random } from "@kindred/core";
import type { LooseJsonValue } from "./parse_loose_json.ts";

/** A value, and one of the many texts that mean it. */
export interface WrittenValue {
  /** What it means. */
  value: LooseJsonValue;
  /** A Python literal. */
  text: string;
}

/** Characters that make trouble: quotes, escapes, controls, several widths. */
const CHARACTERS = Array.from(
  `aZ09 _-.,:/'"\\{}[]()#é饭🍚\t\n\r\0\x07\x1f\x7f\u2028`,
);

/** What a backslash and a letter mean in Python. */
const NAMED: Readonly<Record<string, string>> = {
  "\t": "t",
  "\n": "n",
  "\r": "r",
  "\x07": "a",
};

/**
 * Returns a random record, a dict of texts, numbers, words, lists, tuples and
 * dicts, written as a Python program may write it: in all quotes, marks, escapes,
 * spacings and number forms.
 */
export function generateRecord(random: Random): WrittenValue {
  return generateDict(random, 3);
}

/** Returns a value as JSON, with dicts told from lists and in their order. */
export function canonical(value: LooseJsonValue): string {
  if (value instanceof Map) {
    const entries = [...value].map(([key, held]) =>
      `${JSON.stringify(key)}:${canonical(held)}`
    );
    return `{${entries.join()}}`;
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  return typeof value === "number" ? `${value}` : JSON.stringify(value);
}

/** Returns a record after some small accidents, most of which break it. */
export function mutate(random: Random, record: string): string {
  const characters = Array.from(record);
  for (let accidents = 1 + random.below(3); accidents > 0; accidents--) {
    const at = random.below(characters.length + 1);
    const piece = random.below(3) === 0
      ? ""
      : ACCIDENTS[random.below(ACCIDENTS.length)]!;
    characters.splice(at, random.below(3), piece);
  }
  return characters.join("");
}

/** What accidents put into a record. */
const ACCIDENTS = [
  ...`'"\\{}[](),:xuUNTbr019.-+eE_ \n\0`,
  ...["'''", '"""', "\\u", "\\x", "None", "inf", "0x", "__import__('os')"],
];

function generateValue(random: Random, depth: number): WrittenValue {
  switch (random.below(depth > 0 ? 9 : 5)) {
    case 0:
    case 1:
    case 2:
      return generateText(random);
    case 3:
      return generateNumber(random);
    case 4: {
      const words = [["None", null], ["True", true], ["False", false]] as const;
      const [text, value] = words[random.below(3)]!;
      return { text, value };
    }
    case 5:
      return generateDict(random, depth - 1);
    case 6: {
      // Round brackets alone make no tuple.
      const { value, text } = generateValue(random, depth - 1);
      return { value, text: `(${space(random)}${text}${space(random)})` };
    }
    default:
      return generateList(random, depth - 1);
  }
}

function generateDict(random: Random, depth: number): WrittenValue {
  const entries = Array.from({ length: random.below(5) }, () => ({
    key: generateText(random),
    held: generateValue(random, depth),
  }));
  const text = joinItems(
    random,
    entries.map(({ key, held }) =>
      `${key.text}${space(random)}:${space(random)}${held.text}`
    ),
  );
  const value = new Map(
    entries.map(({ key, held }) => [key.value as string, held.value]),
  );
  return { value, text: `{${text}}` };
}

function generateList(random: Random, depth: number): WrittenValue {
  const items = Array.from(
    { length: random.below(4) },
    () => generateValue(random, depth),
  );
  const value = items.map((item) => item.value);
  const text = joinItems(random, items.map((item) => item.text));
  if (random.below(2) === 0) return { value, text: `[${text}]` };
  // A tuple of one needs its comma.
  const comma = items.length === 1 && !text.trimEnd().endsWith(",") ? "," : "";
  return { value, text: `(${text}${comma})` };
}

function joinItems(random: Random, items: string[]): string {
  const last = items.length > 0 && random.below(4) === 0 ? "," : "";
  return space(random) +
    items.join(`${space(random)},${space(random)}`) + last + space(random);
}

function generateNumber(random: Random): WrittenValue {
  const whole = random.below(2 ** 31);
  const forms: (() => string)[] = [
    () => `${whole}`,
    () => `${whole}.${random.below(1000)}`,
    () => `${whole}.`,
    () => `.${random.below(1000)}`,
    () => `${whole}e-${random.below(20)}`,
    () => `${random.float()}E+${random.below(20)}`,
    () => `${1 + random.below(999)}_000`,
    () => `0x${whole.toString(16)}`,
    () => `0B1_0${random.below(64).toString(2)}`,
    () => `0o${whole.toString(8)}`,
    () => "9007199254740993",
    () => ["0", "00", "0.0", "0e0", "1e400", "007.50"][random.below(6)]!,
  ];
  const digits = forms[random.below(forms.length)]!();
  const sign = ["", "", "-", "+", "- "][random.below(5)]!;
  const value = Number(digits.replaceAll("_", ""));
  return {
    text: sign + digits,
    value: sign.startsWith("-") ? -value : value,
  };
}

/** Marks of a literal: of text, and of bytes. */
const TEXT_MARKS = ["", "", "", "", "", "u", "U", "r", "R"];
const BYTES_MARKS = ["b", "B", "rb", "bR"];

function generateText(random: Random): WrittenValue {
  const marks = random.below(12) === 0 ? BYTES_MARKS : TEXT_MARKS;
  let { text, value } = generateLiteral(random, marks);
  while (random.below(10) === 0) {
    const next = generateLiteral(random, marks);
    text += ` ${space(random)}${next.text}`;
    value += next.value;
  }
  return { text, value };
}

function generateLiteral(
  random: Random,
  marks: readonly string[],
): { text: string; value: string } {
  const mark = marks[random.below(marks.length)]!;
  const quote = ["'", '"', "'''", '"""'][random.below(4)]!;
  let value = "";
  let text = "";
  for (let length = random.below(12); length > 0; length--) {
    const character = CHARACTERS[random.below(CHARACTERS.length)]!;
    const [written, meant] = writeCharacter(random, character, quote, mark);
    text += written;
    value += meant;
  }
  return { value, text: mark + quote + text + quote };
}

/** One way to write a character, and what that means. */
function writeCharacter(
  random: Random,
  character: string,
  quote: string,
  mark: string,
): [written: string, meant: string] {
  const isBytes = BYTES_MARKS.includes(mark);
  const isLineEnd = character === "\n" || character === "\r";
  if (isLineEnd && quote.length === 3 && random.below(2) === 0) {
    return [["\n", "\r\n"][random.below(2)]!, "\n"];
  }
  if (mark.toLowerCase().includes("r")) {
    // What a raw text cannot hold, and a pair that elsewhere is an escape.
    const isOut = `'"\\\n\r\0`.includes(character) ||
      isBytes && character > "\x7f";
    return isOut ? ["\\n", "\\n"] : [character, character];
  }
  const code = character.codePointAt(0)!;
  const hex = (digits: number): string =>
    code.toString(16).padStart(digits, "0");
  switch (random.below(8)) {
    case 0:
      // In bytes, \u and \U are no escapes.
      return isBytes ? ["\\u0041", "\\u0041"] : [`\\U${hex(8)}`, character];
    case 1:
      if (code <= 0xffff && !isBytes) return [`\\u${hex(4)}`, character];
      break;
    case 2:
      if (code <= 0xff) return [`\\x${hex(2)}`, character];
      break;
    case 3:
      if (code <= 0xff) {
        return [`\\${code.toString(8).padStart(3, "0")}`, character];
      }
      break;
    case 4:
      // The backslash of an escape that there is not stands for itself.
      return quote[0] === "'" && random.below(2) === 0
        ? ["\\/", "\\/"]
        : ["\\q", "\\q"];
    case 5:
      // An escaped line end is nothing.
      return [["\\\n", "\\\r\n"][random.below(2)]!, ""];
  }
  const name = NAMED[character];
  if (name !== undefined) return [`\\${name}`, character];
  if (character === "\\" || character === quote[0]) {
    return [`\\${character}`, character];
  }
  if (character === "\0") return ["\\x00", "\0"];
  return isBytes && code > 0x7f ? ["\\xe9", "\xe9"] : [character, character];
}

function space(random: Random): string {
  return ["", "", " ", "  ", "\t"][random.below(5)]!;
}
