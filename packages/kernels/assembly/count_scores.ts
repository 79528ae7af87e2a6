/**
 * Counts scores in one pass: those above `a`, those equal to `a`, those equal to
 * `b`, and those above -Infinity, which NaN is not.
 *
 * @param scores Address of the scores, float32 [count].
 * @param out Address of the four counts, uint32 [4].
 */
export function countScores(
  scores: usize,
  count: u32,
  a: f32,
  b: f32,
  out: usize,
): void {
  const end = scores + ((<usize> count) << 2);
  const lanesEnd = scores + ((<usize> count >> 2) << 4);
  const as = f32x4.splat(a), bs = f32x4.splat(b);
  const none = f32x4.splat(-Infinity);
  let above = i32x4.splat(0), atA = i32x4.splat(0);
  let atB = i32x4.splat(0), any = i32x4.splat(0);
  for (; scores < lanesEnd; scores += 16) {
    const score = v128.load(scores);
    // A comparison that holds is -1 in its lane.
    above = i32x4.sub(above, f32x4.gt(score, as));
    atA = i32x4.sub(atA, f32x4.eq(score, as));
    atB = i32x4.sub(atB, f32x4.eq(score, bs));
    any = i32x4.sub(any, f32x4.gt(score, none));
  }
  let aboveSum = countOf(above), atASum = countOf(atA);
  let atBSum = countOf(atB), anySum = countOf(any);
  for (; scores < end; scores += 4) {
    const score = load<f32>(scores);
    aboveSum += u32(score > a);
    atASum += u32(score == a);
    atBSum += u32(score == b);
    anySum += u32(score > -Infinity);
  }
  store<u32>(out, aboveSum);
  store<u32>(out, atASum, 4);
  store<u32>(out, atBSum, 8);
  store<u32>(out, anySum, 12);
}

/** Returns the sum of four counts. */
function countOf(lanes: v128): u32 {
  return i32x4.extract_lane(lanes, 0) + i32x4.extract_lane(lanes, 1) +
    i32x4.extract_lane(lanes, 2) + i32x4.extract_lane(lanes, 3);
}
