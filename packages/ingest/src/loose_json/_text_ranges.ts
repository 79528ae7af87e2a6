/** Where texts stand in bytes: text k is `[starts[k], ends[k])`. Grows. */
export class TextRanges {
  /** Where each begins, uint32, 0-based; shape `[room]`. */
  starts: Uint32Array;
  /** Behind the end of each, uint32; shape `[room]`. */
  ends: Uint32Array;
  /** How many there are. */
  count = 0;

  /** Creates an empty list with room for 256 texts. */
  constructor() {
    this.starts = new Uint32Array(256);
    this.ends = new Uint32Array(256);
  }

  /** Adds a range. */
  push(start: number, end: number): void {
    if (this.count === this.starts.length) this.#grow();
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.count++;
  }

  #grow(): void {
    const { starts, ends } = this;
    this.starts = new Uint32Array(2 * starts.length);
    this.starts.set(starts);
    this.ends = new Uint32Array(2 * ends.length);
    this.ends.set(ends);
  }
}
