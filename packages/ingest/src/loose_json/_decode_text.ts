import {
  BACKSLASH,
  CARRIAGE_RETURN,
  DOUBLE_QUOTE,
  isSpace,
  LINE_FEED,
  SLASH,
} from "./_bytes.ts";
import { escapeLength, escapeMeaning } from "./_escape.ts";
import { isTripleQuote, textMarkAt } from "./_text_mark.ts";

/** Returns the text of UTF-8 bytes; what is not UTF-8 becomes U+FFFD. */
export type DecodeUtf8 = (start: number, end: number) => string;

/**
 * Returns the text that literals side by side mean, such as `'it\'s' "so"`.
 *
 * @param bytes uint8.
 * @param start Where the first begins, with its mark if it has one.
 * @param end Behind the closing quote of the last. They must be whole: the
 * scanner has been over them.
 * @param decode Gives what stands in `bytes`.
 */
export function decodeText(
  bytes: Uint8Array,
  start: number,
  end: number,
  decode: DecodeUtf8,
): string {
  let text = "";
  let at = start;
  while (at < end) {
    const literal = decodeLiteral(bytes, at, end, decode);
    text += literal.text;
    at = literal.end;
    while (at < end && isSpace(bytes[at]!)) at++;
  }
  return text;
}

function decodeLiteral(
  bytes: Uint8Array,
  start: number,
  end: number,
  decode: DecodeUtf8,
): { text: string; end: number } {
  const mark = textMarkAt(bytes, start, end)!;
  const open = start + mark.length;
  const quote = bytes[open]!;
  const quotes = isTripleQuote(bytes, open, end) ? 3 : 1;
  // Python keeps the backslash of \/, JSON does not. JSON has double quotes
  // only, and Python's repr doubles every backslash: it never writes \/.
  const mayBeJson = quote === DOUBLE_QUOTE && quotes === 1 && mark.length === 0;

  let text = "";
  let at = open + quotes;
  let pieceStart = at;
  const put = (meaning: string, length: number): void => {
    text += decode(pieceStart, at) + meaning;
    at += length;
    pieceStart = at;
  };
  for (;;) {
    const byte = bytes[at]!;
    const next = bytes[at + 1]!;
    if (byte === quote && (quotes === 1 || isTripleQuote(bytes, at, end))) {
      put("", quotes);
      return { text, end: at };
    } else if (byte === BACKSLASH && mark.isRaw) {
      at += next === quote || next === BACKSLASH ? 2 : 1;
    } else if (byte === BACKSLASH && next === SLASH && mayBeJson) {
      put("/", 2);
    } else if (byte === BACKSLASH) {
      const length = escapeLength(bytes, at, end, mark) as number;
      put(escapeMeaning(bytes, at, length, mark), length);
    } else if (byte === CARRIAGE_RETURN) {
      // Python reads every line end of a program as \n.
      put("\n", next === LINE_FEED ? 2 : 1);
    } else {
      at++;
    }
  }
}
