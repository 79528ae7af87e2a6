/**
 * The best `k` of the items offered so far, best first, ties by row.
 *
 * Kept sorted by insertion: few of many items are better than the best of those
 * before them, k ln(n / k) of n in random order.
 */
export class BestItems {
  /** Rows, best first; those behind `count` mean nothing; uint32, shape `[k]`. */
  readonly items: Uint32Array;
  /** Their scores, float32, same shape. */
  readonly scores: Float32Array;
  /** How many there are. */
  count = 0;
  /** What a score must reach to get in; an equal one only with a lower row. */
  floor = -Infinity;

  constructor(k: number) {
    this.items = new Uint32Array(k);
    this.scores = new Float32Array(k);
  }

  /** Whether there are k. */
  get isFull(): boolean {
    return this.count === this.items.length;
  }

  /** Forgets all items. */
  clear(): void {
    this.count = 0;
    this.floor = -Infinity;
  }

  /** Takes the item if it is among the best; each may be offered once. */
  offer(item: number, score: number): void {
    if (score < this.floor) return;
    const { items, scores } = this;
    const isBehind = (at: number): boolean =>
      scores[at]! < score || (scores[at] === score && items[at]! > item);
    if (this.isFull) {
      if (!isBehind(this.count - 1)) return;
    } else {
      this.count++;
    }
    let at = this.count - 1;
    for (; at > 0 && isBehind(at - 1); at--) {
      items[at] = items[at - 1]!;
      scores[at] = scores[at - 1]!;
    }
    items[at] = item;
    scores[at] = score;
    if (this.isFull) this.floor = scores[this.count - 1]!;
  }
}
