/** The targets of one record, each once, with the relations that name it. */
export class LinkSet {
  /** How many targets there are. */
  count = 0;
  /** The code of each, uint32; shape `[count]` or longer. */
  targets: Uint32Array = new Uint32Array(256);
  /** The relations that name each, uint8 bits; shape `[count]` or longer. */
  relations: Uint8Array = new Uint8Array(256);
  /**
   * Where a code stands among the targets, plus 1, or 0: open addressing in as
   * many slots as the record needs, so that they stay in the processor's cache.
   */
  #slots = new Uint32Array(512);
  /** How far a hash is shifted to become a slot. */
  #shift = 23;

  /** Forgets all targets, and makes room for up to `most`. */
  clear(most: number): void {
    this.count = 0;
    if (most > this.targets.length) {
      this.targets = new Uint32Array(2 * most);
      this.relations = new Uint8Array(2 * most);
    }
    // At least twice as many slots as targets, a power of two.
    this.#shift = Math.clz32(most | 1) - 1;
    const slots = 2 ** (32 - this.#shift);
    if (slots > this.#slots.length) this.#slots = new Uint32Array(slots);
    else this.#slots.fill(0, 0, slots);
  }

  /** Adds a relation to a target. */
  add(code: number, relations: number): void {
    const slots = this.#slots;
    const last = 2 ** (32 - this.#shift) - 1;
    let slot = Math.imul(code, 0x9e3779b1) >>> this.#shift;
    for (let place; (place = slots[slot]!) !== 0; slot = (slot + 1) & last) {
      if (this.targets[place - 1] === code) {
        this.relations[place - 1]! |= relations;
        return;
      }
    }
    this.targets[this.count] = code;
    this.relations[this.count] = relations;
    this.count++;
    slots[slot] = this.count;
  }
}
