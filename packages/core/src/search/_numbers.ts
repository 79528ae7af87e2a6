/** uint32 numbers that can be added to. */
export class Numbers {
  #values = new Uint32Array(1024);
  /** How many there are. */
  length = 0;

  /** Adds a number; returns its place. */
  push(value: number): number {
    if (this.length === this.#values.length) {
      const longer = new Uint32Array(2 * this.length);
      longer.set(this.#values);
      this.#values = longer;
    }
    this.#values[this.length] = value;
    return this.length++;
  }

  /** Returns the number at a place. */
  at(place: number): number {
    return this.#values[place]!;
  }

  /** Puts another number at a place. */
  set(place: number, value: number): void {
    this.#values[place] = value;
  }

  /** The numbers, uint32, shape `[length]`: a view, until one is added. */
  get values(): Uint32Array<ArrayBuffer> {
    return this.#values.subarray(0, this.length);
  }
}
