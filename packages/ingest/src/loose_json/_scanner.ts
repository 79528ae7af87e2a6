import * as byte from "./_bytes.ts";
import { numberEnd } from "./_number_end.ts";
import { plainEnd } from "./_plain_end.ts";
import { shortDecimal } from "./_short_decimal.ts";
import { TextRanges } from "./_text_ranges.ts";
import { TextScanner } from "./_text_scanner.ts";
import { type Word, wordAt } from "./_words.ts";

/** Deepest nesting of brackets that is read; deeper text is refused. */
export const MAX_DEPTH = 64;

/**
 * Reads over the tokens of a Python literal or JSON text in UTF-8 and checks
 * them, allocating nothing. What builds values and what skips them both go
 * through here, so that they refuse the same records.
 */
export class LooseJsonScanner extends TextScanner {
  /** Whether the brackets just left had a comma before the closing one. */
  trailingComma = false;

  /** Where the last number or word stands, without its sign. */
  scalarStart = 0;
  /** Behind the last number or word. */
  scalarEnd = 0;
  /** Whether a minus stands before the last number or word. */
  negative = false;
  /** The last word, or undefined if the last scalar was a number. */
  word: Word | undefined = undefined;

  /** Brackets that are open. */
  #depth = 0;
  readonly #skipped = new TextRanges();

  /** Takes up `bytes[start, end)`. */
  override open(bytes: Uint8Array, start: number, end: number): void {
    super.open(bytes, start, end);
    this.#depth = 0;
  }

  /** Checks that nothing but white space is left. */
  finish(): void {
    this.peek();
    if (this.at < this.end) this.fail("the end of the record");
  }

  /** Steps into the brackets at `at`; says whether an item stands there. */
  enter(close: number): boolean {
    if (this.#depth === MAX_DEPTH) {
      this.fail(`at most ${MAX_DEPTH} nested brackets`);
    }
    this.#depth++;
    this.at++;
    this.trailingComma = false;
    return this.peek() !== close || this.#leave();
  }

  /** Steps behind an item; says whether another one stands there. */
  next(close: number): boolean {
    const found = this.peek();
    this.trailingComma = found === byte.COMMA;
    if (this.trailingComma) {
      this.at++;
      return this.peek() !== close || this.#leave();
    }
    if (found === close) return this.#leave();
    return this.fail(`"," or "${String.fromCharCode(close)}"`);
  }

  #leave(): false {
    this.#depth--;
    this.at++;
    return false;
  }

  /** Skips one value of any kind. */
  skipValue(): void {
    switch (this.peek()) {
      case byte.OPEN_BRACE: {
        const close = byte.CLOSE_BRACE;
        for (let more = this.enter(close); more; more = this.next(close)) {
          this.scanKey();
          this.skipValue();
        }
        break;
      }
      case byte.OPEN_BRACKET:
        this.#skipItems(byte.CLOSE_BRACKET);
        break;
      case byte.OPEN_PARENTHESIS:
        this.#skipItems(byte.CLOSE_PARENTHESIS);
        break;
      default:
        if (this.atText()) this.scanText();
        else this.scanScalar();
    }
  }

  #skipItems(close: number): void {
    let more = this.enter(close);
    while (more) {
      this.#skipped.count = 0;
      more = this.scanPlainTexts(close, this.#skipped);
      if (more) {
        this.skipValue();
        more = this.next(close);
      }
    }
  }

  /** Scans a dict's key, a text, and steps behind its colon. */
  scanKey(): void {
    if (!this.atText()) this.fail("a quoted key");
    this.scanText();
    if (this.peek() !== byte.COLON) this.fail('":"');
    this.at++;
  }

  /**
   * Adds the plain texts from `at` on that follow each other with `, ` or `,`
   * between them to `ranges`, for as long as there is room. Most of a record's
   * bytes are lists of ids: this loop is the reader's speed.
   *
   * @returns Whether the list goes on, at an item of another kind.
   */
  scanPlainTexts(close: number, ranges: TextRanges): boolean {
    const { bytes, end } = this;
    const view = this.view;
    const { starts, ends } = ranges;
    let count = ranges.count;
    let at = this.at;
    let leaves = false;
    while (count < starts.length && at < end) {
      const quote = bytes[at]!;
      if (quote !== byte.SINGLE_QUOTE && quote !== byte.DOUBLE_QUOTE) break;
      const textEnd = plainEnd(view, at + 1, end, quote * 0x01010101);
      if (textEnd + 1 >= end || bytes[textEnd] !== quote) break;
      const behind = bytes[textEnd + 1]!;
      leaves = behind === close;
      if (!leaves && behind !== byte.COMMA) break;
      starts[count] = at + 1;
      ends[count] = textEnd;
      count++;
      at = textEnd + 2;
      if (leaves) break;
      if (at < end && bytes[at] === byte.SPACE) at++;
    }
    const some = count > ranges.count;
    ranges.count = count;
    this.at = at;
    if (!some) return true;
    this.trailingComma = !leaves;
    if (leaves) {
      this.#depth--;
      return false;
    }
    return this.peek() !== close || this.#leave();
  }

  /** Scans a number or one of the words, with a sign or not. */
  scanScalar(): void {
    const { bytes, end } = this;
    const start = this.at;
    const sign = bytes[start];
    const isSigned = sign === byte.MINUS || sign === byte.PLUS;
    if (isSigned) {
      this.at++;
      this.peek();
    }
    this.scalarStart = this.at;
    this.negative = sign === byte.MINUS;
    this.scalarEnd = numberEnd(bytes, this.at, end);
    this.word = undefined;
    if (this.scalarEnd === this.at) {
      while (this.scalarEnd < end && byte.isWordByte(bytes[this.scalarEnd]!)) {
        this.scalarEnd++;
      }
      this.word = wordAt(bytes, this.at, this.scalarEnd);
      if (this.word === undefined) this.failAt(start, "a value");
      if (isSigned && typeof this.word.value !== "number") {
        this.failAt(start, "a value");
      }
    }
    this.at = this.scalarEnd;
  }

  /** Returns the value of the last number or word. */
  scalar(): number | boolean | null {
    const value = this.word === undefined ? this.#number() : this.word.value;
    return this.negative ? -(value as number) : value;
  }

  #number(): number {
    const { bytes, scalarStart, scalarEnd } = this;
    const short = shortDecimal(bytes, scalarStart, scalarEnd);
    if (!Number.isNaN(short)) return short;
    return Number(this.decode(scalarStart, scalarEnd).replaceAll("_", ""));
  }
}
