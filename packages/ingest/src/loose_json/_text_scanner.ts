import { Buffer } from "node:buffer";
import * as byte from "./_bytes.ts";
import { decodeText } from "./_decode_text.ts";
import { escapeLength } from "./_escape.ts";
import { plainEnd } from "./_plain_end.ts";
import { isTripleQuote, type TextMark, textMarkAt } from "./_text_mark.ts";
import { LooseJsonSyntaxError } from "./loose_json_syntax_error.ts";

/**
 * What unwinds the scanner at a fault. One object for all faults: a file may
 * have millions of broken lines, and a stack trace costs more than a line.
 */
export const SYNTAX_FAULT: Error = new Error("syntax fault");

const NO_BYTES = new Uint8Array(0);
const NO_VIEW = new DataView(NO_BYTES.buffer);

/**
 * Reads over the texts of a record, and over white space. Of a text it says
 * where it stands, and builds it only when asked to.
 */
export class TextScanner {
  /** The bytes that hold the record, uint8. */
  bytes: Uint8Array = NO_BYTES;
  /** The next byte to read, 0-based. */
  at = 0;
  /** Behind the last byte of the record. */
  end = 0;

  /** Where the last text begins: its body, or all of it if it is `written`. */
  textStart = 0;
  /** Behind the last text: its body, or all of it if it is `written`. */
  textEnd = 0;
  /** Whether the last text means something else than the bytes of its body. */
  written = false;
  /** Whether the last text is not written, and ASCII. */
  plain = false;

  /** The same bytes, for reading words of four. */
  protected view: DataView<ArrayBufferLike> = NO_VIEW;
  /** The same bytes, for decoding; made when first needed. */
  #buffer: Buffer | null = null;
  #start = 0;
  #expected = "";
  /** Where the text begins whose end is missing, or -1. */
  #opened = -1;

  /** Takes up `bytes[start, end)`. */
  open(bytes: Uint8Array, start: number, end: number): void {
    if (bytes !== this.bytes) {
      this.bytes = bytes;
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      this.#buffer = null;
    }
    this.at = start;
    this.end = end;
    this.#start = start;
    this.#opened = -1;
  }

  /** Lets go of the bytes. */
  close(): void {
    this.bytes = NO_BYTES;
    this.view = NO_VIEW;
    this.#buffer = null;
  }

  /** Skips white space; returns the byte behind it, or 0 at the end. */
  peek(): number {
    const { bytes, end } = this;
    let at = this.at;
    while (at < end && byte.isSpace(bytes[at]!)) at++;
    this.at = at;
    return at < end ? bytes[at]! : 0;
  }

  /** Whether a text begins at `at`. */
  atText(): boolean {
    return textMarkAt(this.bytes, this.at, this.end) !== null;
  }

  /** Scans the text at `at`: one literal, or several side by side. */
  scanText(): void {
    const { bytes, end } = this;
    const start = this.at;
    const quote = bytes[start]!;
    if (quote === byte.SINGLE_QUOTE || quote === byte.DOUBLE_QUOTE) {
      const close = plainEnd(this.view, start + 1, end, quote * 0x01010101);
      const behind = close + 1 < end ? bytes[close + 1]! : 0;
      // Behind a text stands one of these nearly always; only elsewhere can it
      // be that it goes on.
      if (
        close < end && bytes[close] === quote &&
        (behind === byte.COMMA || behind === byte.CLOSE_BRACKET ||
          behind === byte.COLON || behind === byte.CLOSE_BRACE)
      ) {
        this.textStart = start + 1;
        this.textEnd = close;
        this.written = false;
        this.plain = true;
        this.at = close + 1;
        return;
      }
    }
    this.#scanLiterals();
  }

  /** Scans a text of any kind: marked, tripled, with escapes, in several literals. */
  #scanLiterals(): void {
    const { bytes, end } = this;
    const start = this.at;
    const first = textMarkAt(bytes, start, end)!;
    this.#scanLiteral(first);
    let behind = this.at;
    this.peek();
    for (let mark; (mark = textMarkAt(bytes, this.at, end)) !== null;) {
      if (mark.isBytes !== first.isBytes) {
        this.fail(first.isBytes ? "bytes beside bytes" : "text beside text");
      }
      this.#scanLiteral(mark);
      this.written = true;
      behind = this.at;
      this.peek();
    }
    if (this.written) {
      this.textStart = start;
      this.textEnd = behind;
      this.plain = false;
    }
  }

  #scanLiteral(mark: TextMark): void {
    const { bytes, end } = this;
    const open = this.at + mark.length;
    const quote = bytes[open]!;
    const quotes = isTripleQuote(bytes, open, end) ? 3 : 1;
    let isAscii = true;
    let written = false;
    let at = open + quotes;
    for (;;) {
      at = plainEnd(this.view, at, end, quote * 0x01010101);
      const found = at < end ? bytes[at]! : byte.NUL;
      if (found === quote) {
        if (quotes === 1 || isTripleQuote(bytes, at, end)) break;
        at++;
      } else if (found === byte.BACKSLASH) {
        written ||= !mark.isRaw;
        at = this.#behindBackslash(at, quote, mark);
      } else if (found >= 0x80) {
        if (mark.isBytes) this.failAt(at, "an ASCII character");
        isAscii = false;
        at++;
      } else if (isLineEnd(found) && quotes === 3) {
        // Python reads every line end of a program as \n.
        written ||= found === byte.CARRIAGE_RETURN;
        at++;
      } else if (isLineEnd(found) || found === byte.NUL) {
        this.#opened = open;
        this.failAt(at, `a closing ${String.fromCharCode(quote)}`);
      } else {
        at++;
      }
    }
    this.textStart = open + quotes;
    this.textEnd = at;
    this.written = written;
    this.plain = isAscii && !written;
    this.at = at + quotes;
  }

  #behindBackslash(at: number, quote: number, mark: TextMark): number {
    if (mark.isRaw) {
      const next = at + 1 < this.end ? this.bytes[at + 1] : byte.NUL;
      return at + (next === quote || next === byte.BACKSLASH ? 2 : 1);
    }
    const length = escapeLength(this.bytes, at, this.end, mark);
    if (typeof length === "string") this.failAt(at, length);
    return at + length;
  }

  /** Returns the last text. */
  text(): string {
    if (!this.written) return this.decode(this.textStart, this.textEnd);
    return decodeText(
      this.bytes,
      this.textStart,
      this.textEnd,
      (start, end) => this.decode(start, end),
    );
  }

  /** Returns what stands at `[start, end)`; what is not UTF-8 becomes U+FFFD. */
  decode(start: number, end: number): string {
    const { buffer, byteOffset, length } = this.bytes;
    this.#buffer ??= Buffer.from(buffer, byteOffset, length);
    return this.#buffer.toString("utf8", start, end);
  }

  /** Returns what the last {@linkcode SYNTAX_FAULT} was about. */
  error(): LooseJsonSyntaxError {
    const { at, end } = this;
    const columnOf = (place: number): number =>
      this.decode(this.#start, place).length + 1;
    const found = at >= end
      ? "the end of the line"
      : JSON.stringify(this.decode(at, Math.min(end, at + 48)).slice(0, 12));
    const expected = this.#opened === -1
      ? this.#expected
      : `${this.#expected} for the string that begins at column ${
        columnOf(this.#opened)
      }`;
    return new LooseJsonSyntaxError(expected, found, columnOf(at));
  }

  /** Throws {@linkcode SYNTAX_FAULT}: `expected` must stand at `at`. */
  protected failAt(at: number, expected: string): never {
    this.at = at;
    return this.fail(expected);
  }

  /** The same where the scanner stands. */
  protected fail(expected: string): never {
    this.#expected = expected;
    throw SYNTAX_FAULT;
  }
}

function isLineEnd(found: number): boolean {
  return found === byte.LINE_FEED || found === byte.CARRIAGE_RETURN;
}
