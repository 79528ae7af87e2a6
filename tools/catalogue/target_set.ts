/** Places for targets: several times as many as a list can name. */
const SLOTS = 512;

/** The targets of one list, some hundred at most: emptied without a sweep. */
export class TargetSet {
  readonly #targets = new Uint32Array(SLOTS);
  /** In which round each slot was taken; those of earlier rounds are free. */
  readonly #rounds = new Uint32Array(SLOTS);
  #round = 1;

  /** Empties the set. */
  clear(): void {
    this.#round++;
  }

  /** Adds a target, a uint32, and returns whether it is new. */
  add(target: number): boolean {
    let slot = Math.imul(target, 0x9e3779b1) >>> 23;
    while (this.#rounds[slot] === this.#round) {
      if (this.#targets[slot] === target) return false;
      slot = (slot + 1) % SLOTS;
    }
    this.#targets[slot] = target;
    this.#rounds[slot] = this.#round;
    return true;
  }
}
