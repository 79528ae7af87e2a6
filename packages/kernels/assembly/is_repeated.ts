/**
 * Whether the row at place k of a list, uint32, is also at a place before it.
 *
 * @param list Address of the list.
 */
export function isRepeated(list: usize, k: u32): bool {
  const end = list + (k << 2);
  const row = load<u32>(end);
  const rows = i32x4.splat(row);
  for (const whole = list + ((k & ~3) << 2); list < whole; list += 16) {
    if (v128.any_true(i32x4.eq(v128.load(list), rows))) return true;
  }
  for (; list < end; list += 4) {
    if (load<u32>(list) == row) return true;
  }
  return false;
}
