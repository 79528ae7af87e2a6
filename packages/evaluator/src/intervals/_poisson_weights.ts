import { createRandom } from "@kindred/core";

/** Weights by 16 random bits: each is there as often as it is to be drawn. */
const WEIGHTS = poissonTable();

/**
 * Draws weights from the Poisson distribution with mean 1; probabilities are
 * right to within 2^-16.
 *
 * @returns Weights, uint8, at most 8, shape `[count]`.
 * @throws {RangeError} If the seed or the stream is out of range.
 */
export function poissonWeights(
  count: number,
  seed: number,
  stream: number,
): Uint8Array {
  const words = new Uint32Array(Math.ceil(count / 2));
  createRandom(seed, stream).fill(words);
  const weights = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const word = words[i >>> 1]!;
    // Halves by shifting, not by a view: that would depend on the byte order.
    weights[i] = WEIGHTS[(i & 1) === 0 ? word & 0xffff : word >>> 16]!;
  }
  return weights;
}

function poissonTable(): Uint8Array {
  const table = new Uint8Array(2 ** 16);
  let probability = Math.exp(-1);
  let below = 0;
  for (let weight = 0; weight <= 8; weight++) {
    const from = Math.round(below * table.length);
    below += probability;
    table.fill(weight, from, Math.round(below * table.length));
    probability /= weight + 1;
  }
  return table;
}
