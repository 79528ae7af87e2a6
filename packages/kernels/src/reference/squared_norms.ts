import type { EmbeddingTable } from "@kindred/core";
import { checkSquaredNorms } from "../check_squared_norms.ts";
import { dotReference } from "./dot.ts";

/**
 * Writes the squared length of each vector: `out[i] = v[i] · v[i]`.
 *
 * @param table The vectors, float32, shape `[n, d]`.
 * @param out Receives them, float32, shape `[n]`.
 * @throws {RangeError} If `out` has another length.
 *
 * @example
 * ```ts
 * import { squaredNormsReference } from "@kindred/kernels";
 * import assert from "node:assert/strict";
 *
 * const table = {
 *   values: Float32Array.of(3, 4, 0, -2),
 *   itemCount: 2,
 *   dimensions: 2,
 * };
 * const out = new Float32Array(2);
 * squaredNormsReference(table, out);
 * assert.deepEqual([...out], [25, 4]);
 * ```
 */
export function squaredNormsReference(
  table: EmbeddingTable,
  out: Float32Array,
): void {
  checkSquaredNorms(table, out);
  const { values, itemCount, dimensions: d } = table;
  for (let i = 0; i < itemCount; i++) {
    out[i] = dotReference(values, i * d, values, i * d, d);
  }
}
