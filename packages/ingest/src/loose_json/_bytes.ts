// The bytes that mean something in a literal, by name, and tables over bytes.

/** Returns the byte of an ASCII character. */
const byteOf = (character: string): number => character.charCodeAt(0);

export const NUL = 0;
export const LINE_FEED: number = byteOf("\n");
export const CARRIAGE_RETURN: number = byteOf("\r");
export const SPACE: number = byteOf(" ");
export const DOUBLE_QUOTE: number = byteOf('"');
export const SINGLE_QUOTE: number = byteOf("'");
export const OPEN_PARENTHESIS: number = byteOf("(");
export const CLOSE_PARENTHESIS: number = byteOf(")");
export const PLUS: number = byteOf("+");
export const COMMA: number = byteOf(",");
export const MINUS: number = byteOf("-");
export const DOT: number = byteOf(".");
export const SLASH: number = byteOf("/");
export const COLON: number = byteOf(":");
export const OPEN_BRACKET: number = byteOf("[");
export const BACKSLASH: number = byteOf("\\");
export const CLOSE_BRACKET: number = byteOf("]");
export const UNDERSCORE: number = byteOf("_");
export const OPEN_BRACE: number = byteOf("{");
export const CLOSE_BRACE: number = byteOf("}");

/** Whether a byte is white space between tokens: blank, tab, form feed, line end. */
export function isSpace(byte: number): boolean {
  return byte === SPACE || byte === 0x0a || byte === 0x0d || byte === 0x09 ||
    byte === 0x0c;
}

/** Whether a byte is a letter, a digit, an underscore or part of a character beyond ASCII. */
export function isWordByte(byte: number): boolean {
  return digitOf(byte) < 36 || byte === UNDERSCORE || byte >= 0x80;
}

/** Returns what a digit or letter is worth, 0 to 35, or 36 for other bytes. */
export function digitOf(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a ? lower - 0x61 + 10 : 36;
}
