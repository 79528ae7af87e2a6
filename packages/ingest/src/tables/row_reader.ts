/** Longest row that is held, in bytes, line ends and quotation marks included. */
export const MAX_ROW_BYTES: number = 64 * 2 ** 20;

/** What separates values: one character, or any run of spaces and tabs. */
export type Delimiter = "," | "\t" | ";" | "|" | "blanks";

/** Why some lines are no row. */
export type RowFault = "blank" | "quote" | "line-too-long";

/** What takes rows. */
export interface RowVisitor {
  /** Takes a row; it is overwritten by the next one. */
  row(row: Row): void;
  /** Takes lines that are no row, by the number of the first, 1-based. */
  fault(reason: RowFault, line: number): void;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const TAB = 9;
const QUOTE = 34;
const HASH = 35;

/** Values of a row whose places are kept; a table with more columns is refused. */
export const MAX_COLUMNS = 4096;

/** One row, as places in the bytes that were read. */
export class Row {
  /** Where its values are. */
  bytes: Uint8Array = new Uint8Array(0);
  /** Its first line, 1-based. */
  line = 0;
  /** How many values it has; places are kept of the first `MAX_COLUMNS`. */
  count = 0;
  /** Where each value begins. */
  readonly starts: Int32Array = new Int32Array(MAX_COLUMNS);
  /** Where each value ends. */
  readonly ends: Int32Array = new Int32Array(MAX_COLUMNS);
  /** 1 where quotation marks within a value are doubled. */
  readonly doubled: Uint8Array = new Uint8Array(MAX_COLUMNS);
}

/** Outcomes of a scan beside the place where the next row begins. */
const INCOMPLETE = -1;
const MALFORMED = -2;
const TOO_LONG = -3;

/**
 * Splits the bytes of a table into rows and values, as RFC 4180 has it: values
 * may stand in quotation marks and then hold delimiters, line ends and doubled
 * quotation marks. Lines end with LF or CRLF. Where quotation marks are
 * malformed, the line is a fault and reading goes on with the next line; in a
 * table delimited by tabs, where they are often not meant as such, they are part
 * of the value. With the delimiter `blanks` there are no quotation marks, and
 * lines that begin with `#` are comments.
 *
 * Works on bytes in linear time and holds at most two rows of
 * {@linkcode MAX_ROW_BYTES}.
 */
export class RowReader {
  readonly #visitor: RowVisitor;
  readonly #delimiter: number;
  readonly #blanks: boolean;
  readonly #maxRowBytes: number;
  readonly #row = new Row();
  #buffer = new Uint8Array(1 << 16);
  #filled = 0;
  /** Bytes there must be before an incomplete row is looked at again. */
  #awaited = 0;
  #line = 1;
  #discarding = false;
  #atStart = true;

  /**
   * Begins before the first byte.
   *
   * @param delimiter What separates values.
   * @param visitor Takes what is found, in order.
   * @param maxRowBytes Longest row that is held. Default
   * {@linkcode MAX_ROW_BYTES}.
   */
  constructor(
    delimiter: Delimiter,
    visitor: RowVisitor,
    maxRowBytes: number = MAX_ROW_BYTES,
  ) {
    this.#maxRowBytes = maxRowBytes;
    this.#visitor = visitor;
    this.#blanks = delimiter === "blanks";
    this.#delimiter = this.#blanks ? SPACE : delimiter.charCodeAt(0);
  }

  /** Takes the next bytes; they are copied. */
  push(chunk: Uint8Array): void {
    this.#hold(chunk);
    // Looking again only when there is twice as much keeps long rows linear.
    if (this.#filled >= this.#awaited) this.#readRows(false);
  }

  /** Ends; the last row needs no line end. */
  end(): void {
    this.#readRows(true);
  }

  #hold(chunk: Uint8Array): void {
    const needed = this.#filled + chunk.length;
    if (needed > this.#buffer.length) {
      const grown = new Uint8Array(Math.max(needed, this.#buffer.length * 2));
      grown.set(this.#buffer.subarray(0, this.#filled));
      this.#buffer = grown;
    }
    this.#buffer.set(chunk, this.#filled);
    this.#filled = needed;
  }

  #readRows(final: boolean): void {
    const row = this.#row;
    row.bytes = this.#buffer;
    let from = 0;
    if (this.#atStart) {
      if (this.#filled < 3 && !final) return;
      from = startsWithMark(this.#buffer) ? 3 : 0;
      this.#atStart = false;
    }
    while (from < this.#filled) {
      if (this.#discarding) {
        const end = this.#lineEnd(from);
        if (end === INCOMPLETE) {
          from = this.#filled;
          break;
        }
        this.#line++;
        this.#discarding = false;
        from = end;
        continue;
      }
      row.line = this.#line;
      const next = this.#scan(from, final);
      if (next === INCOMPLETE) break;
      from = next < 0 ? this.#skipLine(from, next) : next;
    }
    this.#buffer.copyWithin(0, from, this.#filled);
    this.#filled -= from;
    this.#awaited = 2 * this.#filled;
  }

  /** Returns where the next row begins, or why there is none. */
  #scan(from: number, final: boolean): number {
    const isLiteral = this.#delimiter === TAB;
    let next = this.#blanks
      ? this.#scanBlanks(from, final)
      : this.#scanDelimited(from, final, true);
    if (next === MALFORMED && isLiteral) {
      next = this.#scanDelimited(from, final, false);
    }
    if (next !== INCOMPLETE || this.#filled - from <= this.#maxRowBytes) {
      return next;
    }
    if (this.#lineEnd(from) === INCOMPLETE) return TOO_LONG;
    // Line ends in an incomplete row are within quotation marks.
    return isLiteral ? this.#scanDelimited(from, final, false) : MALFORMED;
  }

  #scanDelimited(from: number, final: boolean, quotes: boolean): number {
    const { starts, ends, doubled } = this.#row;
    const bytes = this.#buffer;
    const filled = this.#filled;
    const delimiter = this.#delimiter;
    let at = from;
    let count = 0;
    let lines = 1;
    for (;;) {
      let start = at;
      let end: number;
      let isDoubled = 0;
      if (quotes && at < filled && bytes[at] === QUOTE) {
        start = ++at;
        for (;; at++) {
          if (at >= filled) return final ? MALFORMED : INCOMPLETE;
          const byte = bytes[at]!;
          if (byte === LINE_FEED) lines++;
          if (byte !== QUOTE) continue;
          if (at + 1 >= filled && !final) return INCOMPLETE;
          if (at + 1 >= filled || bytes[at + 1] !== QUOTE) break;
          isDoubled = 1;
          at++;
        }
        end = at++;
        if (at < filled && bytes[at] === CARRIAGE_RETURN) {
          if (at + 1 >= filled && !final) return INCOMPLETE;
          if (at + 1 >= filled || bytes[at + 1] === LINE_FEED) at++;
        }
        if (
          at < filled && bytes[at] !== delimiter && bytes[at] !== LINE_FEED
        ) {
          return MALFORMED;
        }
      } else {
        while (
          at < filled && bytes[at] !== delimiter && bytes[at] !== LINE_FEED
        ) at++;
        end = at;
      }
      if (at >= filled && !final) return INCOMPLETE;
      const last = at >= filled || bytes[at] === LINE_FEED;
      // Of CRLF the first half is no part of an unquoted value.
      if (
        last && end === at && end > start && bytes[end - 1] === CARRIAGE_RETURN
      ) end--;
      if (count < MAX_COLUMNS) {
        starts[count] = start;
        ends[count] = end;
        doubled[count] = isDoubled;
      }
      count++;
      at++;
      if (!last) continue;
      this.#line += lines;
      if (count === 1 && start === from && isBlank(bytes, start, end)) {
        this.#visitor.fault("blank", this.#row.line);
      } else {
        this.#row.count = count;
        this.#visitor.row(this.#row);
      }
      return Math.min(at, filled);
    }
  }

  #scanBlanks(from: number, final: boolean): number {
    const { starts, ends } = this.#row;
    const bytes = this.#buffer;
    let next = this.#lineEnd(from);
    if (next === INCOMPLETE) {
      if (!final) return INCOMPLETE;
      next = this.#filled;
    }
    this.#line++;
    if (bytes[from] === HASH) return next;
    let count = 0;
    for (let at = from; at < next;) {
      while (at < next && bytes[at]! <= SPACE) at++;
      if (at >= next) break;
      if (count < MAX_COLUMNS) starts[count] = at;
      while (at < next && bytes[at]! > SPACE) at++;
      if (count < MAX_COLUMNS) ends[count] = at;
      count++;
    }
    if (count === 0) this.#visitor.fault("blank", this.#row.line);
    else {
      this.#row.count = count;
      this.#visitor.row(this.#row);
    }
    return next;
  }

  /** Where the line after this one begins. */
  #lineEnd(from: number): number {
    const end = this.#buffer.subarray(from, this.#filled).indexOf(LINE_FEED);
    return end < 0 ? INCOMPLETE : from + end + 1;
  }

  #skipLine(from: number, outcome: number): number {
    this.#visitor.fault(
      outcome === TOO_LONG ? "line-too-long" : "quote",
      this.#line,
    );
    const next = this.#lineEnd(from);
    if (next !== INCOMPLETE) {
      this.#line++;
      return next;
    }
    this.#discarding = true;
    return this.#filled;
  }
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  while (start < end && bytes[start]! <= SPACE) start++;
  return start === end;
}

/** Whether UTF-8's byte-order mark stands first. */
function startsWithMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
