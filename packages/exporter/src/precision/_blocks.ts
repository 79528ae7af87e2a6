/** Numbers of a block: what is rounded at a time. */
const BLOCK = 1 << 23;

/** Returns how many rows are rounded and written at a time. */
export function rowsABlock(dimensions: number): number {
  return Math.max(1, Math.floor(BLOCK / dimensions));
}
