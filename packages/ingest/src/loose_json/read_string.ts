import { LooseJsonSyntaxError } from "./loose_json_syntax_error.ts";

/** What each one-letter escape stands for; all that JSON has, Python has too. */
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\n": "",
};

/** Escapes with a number: the letter, and how many hexadecimal digits follow. */
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/**
 * Reads the quoted string that begins at `start`, in time linear in its length.
 *
 * Python and JSON differ in one escape: `\/` is `/` in JSON, and a backslash and
 * a slash in Python. The quotes tell which it is: JSON has double ones only, and
 * within those `\/` is `/`. Nothing is lost by that: Python's `repr` doubles
 * every backslash, so that it never writes `\/`.
 *
 * @param text Where it stands.
 * @param start Position of the opening quote, 0-based, in UTF-16 units.
 * @returns Its value, and the position behind its closing quote.
 * @throws {LooseJsonSyntaxError} If it does not end, or an escape is incomplete.
 */
export function readString(
  text: string,
  start: number,
): { value: string; end: number } {
  const quote = text[start]!;
  const triple = text.startsWith(quote.repeat(3), start);
  const close = triple ? quote.repeat(3) : quote;
  const bodyStart = start + close.length;

  let nextClose = text.indexOf(close, bodyStart);
  if (nextClose === -1) throw unterminated(text, start);
  // Most strings hold no escape: no search runs on behind the closing quote.
  const body = text.slice(bodyStart, nextClose);
  const offset = body.indexOf("\\");
  if (offset === -1) return { value: body, end: nextClose + close.length };

  let value = "";
  let at = bodyStart;
  let nextEscape = bodyStart + offset;
  while (nextEscape !== -1 && nextEscape < nextClose) {
    value += text.slice(at, nextEscape);
    const escape = readEscape(text, nextEscape, quote);
    value += escape.value;
    at = escape.end;
    nextEscape = text.indexOf("\\", at);
    // Found quotes stay found until an escape takes one of them in.
    if (nextClose < at) nextClose = text.indexOf(close, at);
    if (nextClose === -1) throw unterminated(text, start);
  }
  value += text.slice(at, nextClose);
  return { value, end: nextClose + close.length };
}

/** Reads the escape whose backslash stands at `start`, in a string in `quote`s. */
function readEscape(
  text: string,
  start: number,
  quote: string,
): { value: string; end: number } {
  const letter = text[start + 1];
  if (letter === undefined) {
    throw new LooseJsonSyntaxError(
      "a character after the backslash",
      "the end of the line",
      start + 2,
    );
  }
  if (letter === "/" && quote === '"') return { value: "/", end: start + 2 };
  const simple = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
  if (simple !== undefined) return { value: simple, end: start + 2 };

  if (Object.hasOwn(HEX_DIGITS, letter)) {
    const digits = text.slice(start + 2, start + 2 + HEX_DIGITS[letter]!);
    const code = /^[0-9A-Fa-f]+$/.test(digits) &&
        digits.length === HEX_DIGITS[letter]
      ? Number.parseInt(digits, 16)
      : NaN;
    if (!(code <= 0x10ffff)) {
      throw new LooseJsonSyntaxError(
        `${HEX_DIGITS[letter]} hexadecimal digits of a character`,
        JSON.stringify(digits),
        start + 3,
      );
    }
    // \u writes UTF-16 units: two of them may make one character.
    const value = letter === "u"
      ? String.fromCharCode(code)
      : String.fromCodePoint(code);
    return { value, end: start + 2 + digits.length };
  }

  const octal = /^[0-7]{1,3}/.exec(text.slice(start + 1, start + 4))?.[0];
  if (octal !== undefined) {
    return {
      value: String.fromCharCode(Number.parseInt(octal, 8)),
      end: start + 1 + octal.length,
    };
  }
  // As in Python, the backslash of an unknown escape stands for itself.
  return { value: "\\" + letter, end: start + 2 };
}

function unterminated(text: string, start: number): LooseJsonSyntaxError {
  return new LooseJsonSyntaxError(
    `a closing ${text[start]} for the string that begins at column ${
      start + 1
    }`,
    "the end of the line",
    text.length + 1,
  );
}
