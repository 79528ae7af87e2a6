import type { Split } from "@kindred/core/artifact";

/** Least items of a bucket: so many are not soon all taken. */
const BUCKET_ITEMS = 64;

/**
 * The items of a split that occur in a known pair, in buckets of about equal
 * training degree.
 */
export class DegreeBuckets {
  readonly #degrees: Uint32Array;
  /** All buckets; each item is there as often as its degree says, at least once. */
  readonly #ends: Uint32Array;
  /** Where the bucket of items of a degree begins and ends, shape `[largest + 1]`. */
  readonly #from: Uint32Array;
  readonly #to: Uint32Array;

  constructor(split: Split) {
    const degrees = trainingDegrees(split);
    const largest = degrees.reduce((most, degree) => Math.max(most, degree), 0);
    const known = knownItems(split, degrees);
    const items = new Uint32Array(largest + 1);
    for (const item of known) items[degrees[item]!]!++;

    const from = new Uint32Array(largest + 1);
    const to = new Uint32Array(largest + 1);
    const next = new Uint32Array(largest + 1);
    let end = 0;
    for (const [first, last] of bucketRanges(items)) {
      const start = end;
      for (let degree = first; degree <= last; degree++) {
        next[degree] = end;
        end += items[degree]! * Math.max(1, degree);
      }
      from.fill(start, first, last + 1);
      to.fill(end, first, last + 1);
    }
    const ends = new Uint32Array(end);
    for (const item of known) {
      const degree = degrees[item]!;
      const at = next[degree]!;
      next[degree] = at + Math.max(1, degree);
      ends.fill(item, at, next[degree]);
    }
    this.#degrees = degrees;
    this.#ends = ends;
    this.#from = from;
    this.#to = to;
  }

  /**
   * Returns the bucket of an item that occurs in a known pair, to draw from:
   * items of about its degree, each as often as its own degree; a view.
   */
  of(item: number): Uint32Array {
    const degree = this.#degrees[item]!;
    return this.#ends.subarray(this.#from[degree], this.#to[degree]);
  }
}

/** Ranges of degrees, ascending, both ends included, that make a bucket each. */
function bucketRanges(items: Uint32Array): [first: number, last: number][] {
  const ranges: [number, number][] = [[0, 0]];
  const largest = items.length - 1;
  let first = 1;
  let count = 0;
  for (let degree = 1; degree <= largest; degree++) {
    count += items[degree]!;
    if (count < BUCKET_ITEMS) continue;
    ranges.push([first, degree]);
    first = degree + 1;
    count = 0;
  }
  if (count === 0) return ranges;
  // The most popular items are too few: they go with those before them.
  const before = ranges.length > 1 ? ranges.pop()! : [first, first];
  ranges.push([before[0]!, largest]);
  return ranges;
}

function trainingDegrees({ itemCount, train }: Split): Uint32Array {
  const degrees = new Uint32Array(itemCount);
  for (const row of train.left) degrees[row]!++;
  for (const row of train.right) degrees[row]!++;
  return degrees;
}

/** Rows that occur in a training pair or a held-out one, ascending. */
function knownItems(
  { itemCount, validation: { left, right, label } }: Split,
  degrees: Uint32Array,
): Uint32Array {
  const isKnown = Uint8Array.from(degrees, (degree) => degree > 0 ? 1 : 0);
  for (let p = 0; p < left.length; p++) {
    if (label[p] !== 1) continue;
    isKnown[left[p]!] = 1;
    isKnown[right[p]!] = 1;
  }
  const items = new Uint32Array(itemCount);
  let count = 0;
  for (let i = 0; i < itemCount; i++) if (isKnown[i] === 1) items[count++] = i;
  return items.slice(0, count);
}
