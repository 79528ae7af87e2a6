import { madd, sumOf } from "./lanes";

/**
 * Writes each row's product with itself, as `src/reference/squared_norms.ts`
 * does in double.
 *
 * @param values Address of the table, float32 [itemCount, dimensions].
 * @param out Address of the norms, float32 [itemCount].
 */
export function squaredNorms(
  values: usize,
  itemCount: u32,
  dimensions: u32,
  out: usize,
): void {
  const end = out + ((<usize> itemCount) << 2);
  while (out < end) {
    const rowEnd = values + ((<usize> dimensions) << 2);
    const lanesEnd = values + ((<usize> dimensions >> 2) << 4);
    let lanes = f32x4.splat(0);
    for (; values < lanesEnd; values += 16) {
      const value = v128.load(values);
      lanes = madd(value, value, lanes);
    }
    let sum = sumOf(lanes);
    for (; values < rowEnd; values += 4) {
      const value = load<f32>(values);
      sum += value * value;
    }
    store<f32>(out, sum);
    out += 4;
  }
}
