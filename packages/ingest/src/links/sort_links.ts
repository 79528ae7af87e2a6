import type { LinkLog } from "./link_log.ts";

/** The row of a code that is no item. */
export const NO_ROW = 0xffffffff;

/** Pairs in the order of left, then right, each once. Overwritten by the next. */
export interface SortedPairs {
  /** Row of the smaller item, uint32, shape `[n]`. */
  left: Uint32Array;
  /** Row of the larger item, uint32, shape `[n]`. */
  right: Uint32Array;
  /** Bits 2k and 2k + 1 for relation k: left names right, right names left. */
  directions: Uint8Array;
}

/** Pairs that are handed out at a time. */
const PAIRS_A_CHUNK = 1 << 16;

/** Slices longer than this are sorted by the engine and not by insertion. */
const INSERTION_LIMIT = 24;

/**
 * For a set of relations (bit k for relation k) the directions with which the
 * smaller row names the larger one (bit 2k for relation k).
 */
const FORWARD = Uint8Array.from(
  { length: 16 },
  (_, relations) =>
    [0, 1, 2, 3].reduce((bits, k) => bits | (relations >> k & 1) << 2 * k, 0),
);

/**
 * Gives the pairs that links make, sorted and each once: a counting sort by the
 * smaller row, then each row's partners among themselves. Rows that do not fit
 * into the memory allowed are left for further passes over the log.
 *
 * @param log What records name.
 * @param rowOf Row of each code, or {@linkcode NO_ROW}; links to or from such a
 * code and links of a code to itself are passed over.
 * @param itemCount Rows are below it.
 * @param memoryBytes How much to hold at a time, 8 bytes a link.
 * @returns Chunks of pairs.
 */
export function* sortLinks(
  log: LinkLog,
  rowOf: Uint32Array,
  itemCount: number,
  memoryBytes: number,
): Generator<SortedPairs> {
  // ends[row]: links whose smaller row is `row` or below
  const ends = new Float64Array(itemCount);
  log.forEach((code, target) => {
    const a = rowOf[code]!;
    const b = rowOf[target]!;
    if (a !== NO_ROW && b !== NO_ROW && a !== b) ends[a < b ? a : b]!++;
  });
  for (let row = 1; row < itemCount; row++) ends[row]! += ends[row - 1]!;

  const out = new PairChunk();
  for (let first = 0; first < itemCount;) {
    const before = first === 0 ? 0 : ends[first - 1]!;
    let last = first;
    while (
      last + 1 < itemCount && (ends[last + 1]! - before) * 8 <= memoryBytes
    ) last++;

    // Each link as right * 256 + directions: below 2^40, so exact.
    const links = new Float64Array(ends[last]! - before);
    const next = Float64Array.from(
      { length: last - first + 1 },
      (_, r) => (first + r === 0 ? 0 : ends[first + r - 1]!) - before,
    );
    log.forEach((code, target, relations) => {
      const a = rowOf[code]!;
      const b = rowOf[target]!;
      if (a === NO_ROW || b === NO_ROW || a === b) return;
      const ascending = a < b;
      const left = ascending ? a : b;
      if (left < first || left > last) return;
      const right = ascending ? b : a;
      const directions = ascending
        ? FORWARD[relations]!
        : FORWARD[relations]! << 1;
      links[next[left - first]!++] = right * 256 + directions;
    });

    for (let row = first, start = 0; row <= last; row++) {
      const end = ends[row]! - before;
      sortRange(links, start, end);
      for (let at = start; at < end;) {
        const right = Math.floor(links[at]! / 256);
        let directions = 0;
        for (; at < end && Math.floor(links[at]! / 256) === right; at++) {
          directions |= links[at]! % 256;
        }
        out.add(row, right, directions);
        if (out.isFull) yield out.take();
      }
      start = end;
    }
    first = last + 1;
  }
  if (!out.isEmpty) yield out.take();
}

/** Sorts `values[start, end)`, ascending. */
function sortRange(values: Float64Array, start: number, end: number): void {
  if (end - start > INSERTION_LIMIT) {
    values.subarray(start, end).sort();
    return;
  }
  for (let i = start + 1; i < end; i++) {
    const value = values[i]!;
    let j = i - 1;
    for (; j >= start && values[j]! > value; j--) values[j + 1] = values[j]!;
    values[j + 1] = value;
  }
}

/** Columns that are filled and handed out again and again. */
class PairChunk {
  readonly #left = new Uint32Array(PAIRS_A_CHUNK);
  readonly #right = new Uint32Array(PAIRS_A_CHUNK);
  readonly #directions = new Uint8Array(PAIRS_A_CHUNK);
  #length = 0;

  get isFull(): boolean {
    return this.#length === PAIRS_A_CHUNK;
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  add(left: number, right: number, directions: number): void {
    this.#left[this.#length] = left;
    this.#right[this.#length] = right;
    this.#directions[this.#length++] = directions;
  }

  /** Returns what was added since the last time. */
  take(): SortedPairs {
    const length = this.#length;
    this.#length = 0;
    return {
      left: this.#left.subarray(0, length),
      right: this.#right.subarray(0, length),
      directions: this.#directions.subarray(0, length),
    };
  }
}
