// Generated records for the tests of the reader.
import type { Random } from "@kindred/core";

/** A value, and one of the many texts that mean it. */
export interface WrittenValue {
  /** What it means, dicts as plain objects. */
  value: unknown;
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
 * dicts, written as a Python program may write it: in all quotes, escapes,
 * spacings and number forms.
 */
export function generateRecord(random: Random): WrittenValue {
  return generateDict(random, 3);
}

function generateValue(random: Random, depth: number): WrittenValue {
  switch (random.below(depth > 0 ? 8 : 5)) {
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
  return {
    value: Object.fromEntries(
      entries.map(({ key, held }) => [key.value, held.value]),
    ),
    text: `{${text}}`,
  };
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
    () => `-${whole}`,
    () => `+${whole}`,
    () => `${whole}.${random.below(1000)}`,
    () => `-${whole}.`,
    () => `.${random.below(1000)}`,
    () => `${whole}e-${random.below(20)}`,
    () => `${random.float()}E+${random.below(20)}`,
    () => `${1 + random.below(999)}_000`,
    () => "9007199254740993",
    () => "0",
  ];
  const text = forms[random.below(forms.length)]!();
  return { text, value: Number(text.replace("_", "")) };
}

function generateText(random: Random): WrittenValue {
  const quote = ["'", '"', "'''", '"""'][random.below(4)]!;
  let value = "";
  let text = "";
  for (let length = random.below(12); length > 0; length--) {
    const character = CHARACTERS[random.below(CHARACTERS.length)]!;
    const [written, meant] = writeCharacter(random, character, quote);
    text += written;
    value += meant;
  }
  const prefix = random.below(16) === 0 ? "u" : "";
  return { value, text: prefix + quote + text + quote };
}

/** One way to write a character, and what that means. */
function writeCharacter(
  random: Random,
  character: string,
  quote: string,
): [written: string, meant: string] {
  const code = character.codePointAt(0)!;
  const hex = (digits: number): string =>
    code.toString(16).padStart(digits, "0");
  switch (random.below(8)) {
    case 0:
      return [`\\U${hex(8)}`, character];
    case 1:
      if (code <= 0xffff) return [`\\u${hex(4)}`, character];
      break;
    case 2:
      if (code <= 0xff) return [`\\x${hex(2)}`, character];
      break;
    case 3:
      if (code <= 0x1ff) {
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
      return ["\\\n", ""];
  }
  const name = NAMED[character];
  if (name !== undefined) return [`\\${name}`, character];
  if (character === "\\" || character === quote[0]) {
    return [`\\${character}`, character];
  }
  // Python takes no zero byte in a program.
  return character === "\0" ? ["\\x00", "\0"] : [character, character];
}

function space(random: Random): string {
  return ["", "", " ", "  ", "\t"][random.below(5)]!;
}
