/** Scores that are compared with the worst of the kept at a time. */
const BLOCK: u32 = 16;

/** Where the scores are. */
let scores: usize = 0;
/** Where the heap of the best so far is: positions, the worst at the root. */
let heap: usize = 0;
/** How many it holds. */
let size: u32 = 0;

/**
 * Writes the positions of the `k` largest scores, largest first, equal ones by
 * position, as `src/reference/top_k.ts` does; NaN and -Infinity are left out.
 *
 * Once the heap is full, most scores are below all that it holds: sixteen at a
 * time are passed over by one comparison.
 *
 * @param scoreArray Address of the scores, float32 [count].
 * @param best Address of room for the positions, uint32 [k].
 * @returns How many positions there are, at most `k`.
 */
export function topK(
  scoreArray: usize,
  count: u32,
  k: u32,
  best: usize,
): u32 {
  if (k === 0) return 0;
  scores = scoreArray;
  heap = best;
  size = 0;
  let i: u32 = 0;
  for (; i < count && size < k; i++) {
    if (!(scoreAt(i) > -Infinity)) continue;
    size++;
    siftUp(i);
  }
  for (; i + BLOCK <= count; i += BLOCK) {
    if (noneAbove(scores + (i << 2), scoreAt(at(0)))) continue;
    for (let j = i; j < i + BLOCK; j++) offer(j);
  }
  for (; i < count; i++) offer(i);
  sort();
  return size;
}

/** Whether none of 16 scores is above a limit; NaN never is. */
function noneAbove(address: usize, limit: f32): bool {
  const l = f32x4.splat(limit);
  const first = v128.or(
    f32x4.gt(v128.load(address), l),
    f32x4.gt(v128.load(address, 16), l),
  );
  const second = v128.or(
    f32x4.gt(v128.load(address, 32), l),
    f32x4.gt(v128.load(address, 48), l),
  );
  return !v128.any_true(v128.or(first, second));
}

/** Takes a position in place of the worst of the kept, if it is better. */
function offer(position: u32): void {
  // A tie is worse: what is kept came before.
  if (scoreAt(position) > scoreAt(at(0))) siftDown(position);
}

/** Turns the heap into the positions from the best to the worst. */
function sort(): void {
  const count = size;
  while (size > 1) {
    const worst = at(0);
    size--;
    siftDown(at(size));
    put(size, worst);
  }
  size = count;
}

/** Puts a position into the heap's last place and lets it rise. */
function siftUp(held: u32): void {
  let place = size - 1;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (!isWorse(held, at(parent))) break;
    put(place, at(parent));
    place = parent;
  }
  put(place, held);
}

/** Puts a position in the place of the root and lets it sink. */
function siftDown(held: u32): void {
  let place: u32 = 0;
  for (let child: u32 = 1; child < size; child = 2 * place + 1) {
    if (child + 1 < size && isWorse(at(child + 1), at(child))) child++;
    if (!isWorse(at(child), held)) break;
    put(place, at(child));
    place = child;
  }
  put(place, held);
}

function isWorse(a: u32, b: u32): bool {
  const scoreA = scoreAt(a), scoreB = scoreAt(b);
  return scoreA < scoreB || (scoreA === scoreB && a > b);
}

function scoreAt(position: u32): f32 {
  return load<f32>(scores + (position << 2));
}

function at(place: u32): u32 {
  return load<u32>(heap + (place << 2));
}

function put(place: u32, position: u32): void {
  store<u32>(heap + (place << 2), position);
}
