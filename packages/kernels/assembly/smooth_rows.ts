import { addFourRows, addRow } from "./rows";

/** Divide by the row's neighbours. */
const MEAN: u32 = 0;

/**
 * Writes rows [from, to) mixed with their neighbours' vectors, as
 * `src/reference/smooth_rows.ts` does in double.
 *
 * @param out Address of the table to write, float32 [n, dimensions].
 * @param values Address of the vectors, of the same shape.
 * @param start Address of where each row's neighbours begin, uint32 [n + 1].
 * @param partner Address of the neighbours, uint32 [m].
 * @param dimensions A multiple of 4.
 * @param normalization 0 for the mean, 1 for the symmetric one.
 */
export function smoothRows(
  out: usize,
  values: usize,
  start: usize,
  partner: usize,
  from: u32,
  to: u32,
  dimensions: u32,
  keep: f32,
  strength: f32,
  normalization: u32,
): void {
  const rowBytes = (<usize> dimensions) << 2;
  for (let i = from; i < to; i++) {
    const sum = out + i * rowBytes;
    memory.fill(sum, 0, rowBytes);
    addRow(sum, values + i * rowBytes, keep, dimensions);

    const end = load<u32>(start + (i << 2), 4);
    let at = load<u32>(start + (i << 2));
    const degree = <f32> (end - at);
    for (; at + 4 <= end; at += 4) {
      const j0 = load<u32>(partner + (at << 2));
      const j1 = load<u32>(partner + (at << 2), 4);
      const j2 = load<u32>(partner + (at << 2), 8);
      const j3 = load<u32>(partner + (at << 2), 12);
      addFourRows(
        sum,
        values + j0 * rowBytes,
        values + j1 * rowBytes,
        values + j2 * rowBytes,
        values + j3 * rowBytes,
        strength / divisor(start, j0, degree, normalization),
        strength / divisor(start, j1, degree, normalization),
        strength / divisor(start, j2, degree, normalization),
        strength / divisor(start, j3, degree, normalization),
        dimensions,
      );
    }
    for (; at < end; at++) {
      const j = load<u32>(partner + (at << 2));
      addRow(
        sum,
        values + j * rowBytes,
        strength / divisor(start, j, degree, normalization),
        dimensions,
      );
    }
  }
}

/** What the vector of neighbour j of a row of that degree is divided by. */
function divisor(
  start: usize,
  j: u32,
  degree: f32,
  normalization: u32,
): f32 {
  if (normalization === MEAN) return degree;
  const begin = load<u32>(start + (j << 2));
  const end = load<u32>(start + (j << 2), 4);
  return sqrt<f32>(degree * <f32> (end - begin));
}
