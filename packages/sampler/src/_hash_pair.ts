/**
 * Returns a hash of two rows, an integer in [0, 2^32). All of its bits depend on
 * both rows; the order of the rows matters.
 */
export function hashPair(smaller: number, larger: number): number {
  let hash = Math.imul(larger ^ Math.imul(smaller, 0x85ebca6b), 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
  return (hash ^ (hash >>> 13)) >>> 0;
}
