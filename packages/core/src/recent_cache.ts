/** Settings of {@linkcode RecentCache}. */
export interface RecentCacheOptions<K, V> {
  /** How much it may hold, in the unit of `sizeOf`, >= 0; 0 keeps nothing. */
  most: number;
  /** What an entry takes. Default 1 each. */
  sizeOf?: (key: K, value: V) => number;
  /** Told of what was let go of. Default nobody. */
  onDrop?: (key: K, value: V) => void;
}

/**
 * Keeps values that were asked for not long ago, up to a size. It has two generations:
 * what is asked for moves to the younger one; when that holds half of what may be held,
 * it becomes the older one, and what was in that is let go of. So a value that is found
 * where it is costs one look, where a list in the order of use would be changed each
 * time.
 *
 * @example
 * ```ts
 * import { RecentCache } from "@kindred/core";
 * import assert from "node:assert/strict";
 *
 * const cache = new RecentCache<string, number>({ most: 4 });
 * for (const key of ["a", "b", "c", "d", "e"]) cache.set(key, 1);
 * assert.equal(cache.get("a"), undefined);
 * assert.equal(cache.get("e"), 1);
 * ```
 */
export class RecentCache<K, V> {
  readonly #half: number;
  readonly #sizeOf: (key: K, value: V) => number;
  readonly #onDrop: ((key: K, value: V) => void) | undefined;
  #young = new Map<K, V>();
  #old = new Map<K, V>();
  #youngSize = 0;
  #oldSize = 0;

  /** @param options See {@linkcode RecentCacheOptions}. */
  constructor({ most, sizeOf = () => 1, onDrop }: RecentCacheOptions<K, V>) {
    this.#half = most / 2;
    this.#sizeOf = sizeOf;
    this.#onDrop = onDrop;
  }

  /** How many values it holds. */
  get count(): number {
    return this.#young.size + this.#old.size;
  }

  /** How much it holds, in the unit of `sizeOf`. */
  get size(): number {
    return this.#youngSize + this.#oldSize;
  }

  /** Returns a value, or undefined where it is not held. */
  get(key: K): V | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old === undefined) return undefined;
    this.#old.delete(key);
    this.#oldSize -= this.#sizeOf(key, old);
    this.#add(key, old);
    return old;
  }

  /** Holds a value, unless it takes more than a generation may have. */
  set(key: K, value: V): void {
    this.delete(key);
    this.#add(key, value);
  }

  /** Lets go of a value; nobody is told. */
  delete(key: K): void {
    const young = this.#young.get(key);
    if (young !== undefined) this.#youngSize -= this.#sizeOf(key, young);
    this.#young.delete(key);
    const old = this.#old.get(key);
    if (old !== undefined) this.#oldSize -= this.#sizeOf(key, old);
    this.#old.delete(key);
  }

  /** Lets go of all; nobody is told. */
  clear(): void {
    this.#young.clear();
    this.#old.clear();
    this.#youngSize = 0;
    this.#oldSize = 0;
  }

  #add(key: K, value: V): void {
    const size = this.#sizeOf(key, value);
    if (size > this.#half) {
      this.#onDrop?.(key, value);
      return;
    }
    if (this.#youngSize + size > this.#half) this.#age();
    this.#young.set(key, value);
    this.#youngSize += size;
  }

  #age(): void {
    const dropped = this.#old;
    this.#old = this.#young;
    this.#oldSize = this.#youngSize;
    this.#young = new Map();
    this.#youngSize = 0;
    if (this.#onDrop === undefined) return;
    for (const [key, value] of dropped) this.#onDrop(key, value);
  }
}
