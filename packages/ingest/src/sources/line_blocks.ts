import { findNewlines } from "./_find_newlines.ts";
import { takeStart } from "./_take_start.ts";

/** Whole lines of a text, as bytes. */
export interface LineBlock {
  /**
   * The lines with their ends, uint8; the last line of a text may have none. The
   * next block is written over them: what is kept must be copied.
   */
  bytes: Uint8Array;
  /** Number of the first line in its text, 1-based. */
  firstLine: number;
  /** How many lines there are, at least 1. */
  lineCount: number;
  /**
   * Where each line's `\n` stands in `bytes`, or its end if it has none, uint32,
   * shape `[lineCount]`. Written over as `bytes` is.
   */
  ends: Uint32Array;
}

/** A line that is in no block. */
export interface DroppedLine {
  /** Its number in its text, 1-based. */
  line: number;
  /** How long it is without its line end, in bytes. */
  bytes: number;
  /** `too-long`, or `cut` if its end is missing as the text was cut short. */
  reason: "too-long" | "cut";
}

/** Settings of {@linkcode lineBlocks}. */
export interface LineBlockOptions {
  /**
   * The longest line that is held in memory, in bytes.
   *
   * @default {MAX_LINE_BYTES}
   */
  maxLineBytes?: number;
  /**
   * Asked once, after the last chunk: whether the text was cut short, so that its
   * last line is none. Default: it was not.
   */
  isCut?: () => boolean;
  /** Receives each line that is in no block, in order. Default: nobody. */
  onDropped?: (line: DroppedLine) => void;
}

/** The longest line that is held in memory, in bytes: 64 MiB. */
export const MAX_LINE_BYTES: number = 64 * 2 ** 20;

/** Bytes that are looked at together: they stay in the processor's cache. */
const PART_BYTES = 1 << 18;

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;

/**
 * Cuts a text into blocks of whole lines, with nothing allocated for a line. A
 * byte-order mark at the beginning is dropped. A line that is too long is passed
 * over and reported; time is linear in the text's length, memory in the
 * longest line's.
 *
 * @param chunks The text in pieces of any size, uint8.
 * @param options See {@linkcode LineBlockOptions}.
 * @returns The blocks in order, of about 256 KiB or a chunk, each valid until
 * the next.
 *
 * @example
 * ```ts
 * import { forEachLine, lineBlocks } from "@kindred/ingest";
 * import assert from "node:assert/strict";
 *
 * const encoder = new TextEncoder();
 * const pieces = ["rice\r\nsaf", "fron\nghee"].map((text) => encoder.encode(text));
 * const chunks = (async function* () {
 *   yield* pieces;
 * })();
 *
 * const lines: string[] = [];
 * for await (const block of lineBlocks(chunks)) {
 *   forEachLine(block, (start, end, number) => {
 *     const text = new TextDecoder().decode(block.bytes.subarray(start, end));
 *     lines.push(`${number} ${text}`);
 *   });
 * }
 * assert.deepEqual(lines, ["1 rice", "2 saffron", "3 ghee"]);
 * ```
 */
export async function* lineBlocks(
  chunks: AsyncIterable<Uint8Array>,
  options: LineBlockOptions = {},
): AsyncGenerator<LineBlock> {
  const cutter = new LineCutter(options);
  for await (const chunk of withoutMark(chunks)) {
    for (let at = 0; at < chunk.length; at += PART_BYTES) {
      yield* cutter.add(chunk.subarray(at, at + PART_BYTES));
    }
  }
  yield* cutter.finish();
}

/**
 * Visits the lines of a block in order.
 *
 * @param block The block.
 * @param visit Receives where the line starts and ends in the block's bytes,
 * without its `\n` or `\r\n`, and its number in the text, 1-based.
 */
export function forEachLine(
  block: LineBlock,
  visit: (start: number, end: number, number: number) => void,
): void {
  const { bytes, ends, firstLine, lineCount } = block;
  for (let i = 0, start = 0; i < lineCount; i++) {
    const end = ends[i]!;
    const hasReturn = end > start && bytes[end - 1] === CARRIAGE_RETURN;
    visit(start, hasReturn ? end - 1 : end, firstLine + i);
    start = end + 1;
  }
}

async function* withoutMark(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const { start, all } = await takeStart(chunks, BYTE_ORDER_MARK.length);
  const isMarked = BYTE_ORDER_MARK.every((byte, i) => start[i] === byte);
  let dropped = isMarked ? BYTE_ORDER_MARK.length : 0;
  for await (const chunk of all) {
    yield chunk.subarray(dropped);
    dropped = 0;
  }
}

class LineCutter {
  readonly #maxLineBytes: number;
  readonly #isCut: () => boolean;
  readonly #onDropped: (line: DroppedLine) => void;
  /** Text that is in no block yet: its first `#length` bytes. */
  #text = new Uint8Array(1 << 16);
  #words = new Int32Array(this.#text.buffer);
  #length = 0;
  /** Where line ends were found, with room for as many as a part may hold. */
  #ends = new Uint32Array(1 << 10);
  /** Number of the line that the text begins with, 1-based. */
  #line = 1;
  /** Bytes of it that were passed over, if it is too long. */
  #passed = 0;

  constructor(options: LineBlockOptions) {
    this.#maxLineBytes = options.maxLineBytes ?? MAX_LINE_BYTES;
    this.#isCut = options.isCut ?? (() => false);
    this.#onDropped = options.onDropped ?? (() => {});
  }

  /** Takes at most `PART_BYTES` bytes. */
  *add(part: Uint8Array): Generator<LineBlock> {
    const rest = this.#passed > 0 ? this.#pass(part) : part;
    const known = this.#length;
    this.#append(rest);
    if (this.#ends.length < rest.length) {
      this.#ends = new Uint32Array(rest.length);
    }
    const count = findNewlines(
      this.#text,
      this.#words,
      known,
      this.#length,
      this.#ends,
    );
    if (count > 0) {
      const whole = this.#ends[count - 1]! + 1;
      yield* this.#lines(count);
      this.#text.copyWithin(0, whole, this.#length);
      this.#length -= whole;
    }
    if (this.#length > this.#maxLineBytes) {
      this.#passed = this.#length;
      this.#length = 0;
    }
  }

  *finish(): Generator<LineBlock> {
    if (this.#passed > 0) this.#drop("too-long", this.#passed);
    if (this.#length === 0) return;
    if (this.#isCut()) return this.#drop("cut", this.#length);
    this.#ends[0] = this.#length;
    yield this.#block(0, 0, 1);
  }

  /** Passes over the rest of a line that is too long, and returns what follows. */
  #pass(part: Uint8Array): Uint8Array {
    const newline = part.indexOf(NEWLINE);
    if (newline === -1) {
      this.#passed += part.length;
      return part.subarray(part.length);
    }
    this.#drop("too-long", this.#passed + newline);
    this.#passed = 0;
    return part.subarray(newline + 1);
  }

  #append(part: Uint8Array): void {
    const needed = this.#length + part.length;
    if (needed > this.#text.length) {
      // Doubling keeps a long line's time linear.
      const larger = new Uint8Array(
        Math.max(2 * this.#text.length, 4 * Math.ceil(needed / 4)),
      );
      larger.set(this.#text.subarray(0, this.#length));
      this.#text = larger;
      this.#words = new Int32Array(larger.buffer);
    }
    this.#text.set(part, this.#length);
    this.#length = needed;
  }

  /** Gives the text's first `count` lines, whose ends are known. */
  *#lines(count: number): Generator<LineBlock> {
    let start = 0;
    let first = 0;
    if (this.#length > this.#maxLineBytes) {
      for (let i = 0, lineStart = 0; i < count; i++) {
        const end = this.#ends[i]!;
        if (end - lineStart > this.#maxLineBytes) {
          if (first < i) yield this.#block(start, first, i);
          this.#drop("too-long", end - lineStart);
          start = end + 1;
          first = i + 1;
        }
        lineStart = end + 1;
      }
    }
    if (first < count) yield this.#block(start, first, count);
  }

  /** Gives lines `first` to `last` of the text, the first of which is at `start`. */
  #block(start: number, first: number, last: number): LineBlock {
    const ends = this.#ends.subarray(first, last);
    const end = Math.min(ends[ends.length - 1]! + 1, this.#length);
    if (start > 0) { for (let i = 0; i < ends.length; i++) ends[i]! -= start; }
    const firstLine = this.#line;
    this.#line += ends.length;
    return {
      bytes: this.#text.subarray(start, end),
      firstLine,
      lineCount: ends.length,
      ends,
    };
  }

  #drop(reason: DroppedLine["reason"], bytes: number): void {
    this.#onDropped({ line: this.#line++, bytes, reason });
  }
}
