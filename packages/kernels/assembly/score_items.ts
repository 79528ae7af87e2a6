import { multiplyTile, packColumn, STRIP, stripBytes, TILE_ROWS } from "./tile";

/** Rows whose scores are taken one strip of queries after another. */
const BLOCK: u32 = 16;

/** Numbers of four bytes that {@link scoreItems} needs as scratch. */
export function scoreScratchLength(queryCount: u32, dimensions: u32): u32 {
  const padded = (queryCount + STRIP - 1) & ~(STRIP - 1);
  return TILE_ROWS * STRIP + (TILE_ROWS + padded) * dimensions;
}

/**
 * Writes the score of every item for some query items, as
 * `src/reference/score_items.ts` does in double.
 *
 * The queries' vectors are packed into strips of 8 first. A tile is then 4 items
 * by 8 queries; the table is gone through once.
 *
 * @param values Address of the vectors, float32 [itemCount, dimensions].
 * @param itemBias Address of the biases, float32 [itemCount].
 * @param queries Address of the rows asked for, uint32 [queryCount].
 * @param crossed Whether the halves of a query's vector change places.
 * @param out Address of the scores, float32 [queryCount, itemCount].
 * @param scratch Address of `scoreScratchLength(queryCount, dimensions)` numbers.
 */
export function scoreItems(
  values: usize,
  itemBias: usize,
  itemCount: u32,
  dimensions: u32,
  queries: usize,
  queryCount: u32,
  crossed: bool,
  out: usize,
  scratch: usize,
): void {
  const rowBytes = (<usize> dimensions) << 2;
  const outBytes = (<usize> itemCount) << 2;
  const tile = scratch;
  const lastRows = tile + ((TILE_ROWS * STRIP) << 2);
  const strips = lastRows + TILE_ROWS * rowBytes;
  packQueries(values, dimensions, queries, queryCount, crossed, strips);

  const whole = itemCount & ~(TILE_ROWS - 1);
  for (let block: u32 = 0; block < whole; block += BLOCK) {
    const blockEnd = min(block + BLOCK, whole);
    let strip = strips;
    for (let q: u32 = 0; q < queryCount; q += STRIP) {
      for (let i = block; i < blockEnd; i += TILE_ROWS) {
        const row = values + i * rowBytes;
        multiplyTile(row, rowBytes, strip, dimensions, tile, STRIP << 2);
        writeTile(
          tile,
          v128.load(itemBias + (i << 2)),
          out + q * outBytes + (i << 2),
          outBytes,
          min(queryCount - q, STRIP),
        );
      }
      strip += stripBytes(dimensions);
    }
  }

  // The last rows, fewer than a tile's: copied, so that nothing behind the table
  // is read.
  const left = itemCount - whole;
  if (left === 0) return;
  memory.copy(lastRows, values + whole * rowBytes, left * rowBytes);
  let strip = strips;
  for (let q: u32 = 0; q < queryCount; q += STRIP) {
    multiplyTile(lastRows, rowBytes, strip, dimensions, tile, STRIP << 2);
    for (let lane: u32 = 0; lane < min(queryCount - q, STRIP); lane++) {
      for (let i: u32 = 0; i < left; i++) {
        const score = load<f32>(tile + ((i * STRIP + lane) << 2)) +
          load<f32>(itemBias + ((whole + i) << 2));
        store<f32>(out + (q + lane) * outBytes + ((whole + i) << 2), score);
      }
    }
    strip += stripBytes(dimensions);
  }
}

/** Packs the queries' vectors into strips; columns of no query stay as they are. */
function packQueries(
  values: usize,
  dimensions: u32,
  queries: usize,
  queryCount: u32,
  crossed: bool,
  strips: usize,
): void {
  const rowBytes = (<usize> dimensions) << 2;
  const half = crossed ? dimensions >> 1 : 0;
  for (let q: u32 = 0; q < queryCount; q++) {
    const row = values + load<u32>(queries + (q << 2)) * rowBytes;
    const column = strips + (q / STRIP) * stripBytes(dimensions) +
      ((q % STRIP) << 2);
    packColumn(row + (half << 2), dimensions - half, 1, column);
    packColumn(row, half, 1, column + stripBytes(dimensions - half));
  }
}

/** Writes a tile of 4 items by 8 queries, turned, with the items' biases. */
function writeTile(
  tile: usize,
  bias: v128,
  out: usize,
  outBytes: usize,
  queryCount: u32,
): void {
  writeHalfTile(tile, bias, out, outBytes, min(queryCount, 4));
  if (queryCount <= 4) return;
  writeHalfTile(tile + 16, bias, out + 4 * outBytes, outBytes, queryCount - 4);
}

/** The same for the first 4 of the queries. */
function writeHalfTile(
  tile: usize,
  bias: v128,
  out: usize,
  outBytes: usize,
  queryCount: u32,
): void {
  // item[i] is (4 queries); the pairs are turned, then the pairs of pairs.
  const item0 = v128.load(tile), item1 = v128.load(tile, 32);
  const item2 = v128.load(tile, 64), item3 = v128.load(tile, 96);
  const low01 = v128.shuffle<f32>(item0, item1, 0, 4, 1, 5);
  const low23 = v128.shuffle<f32>(item2, item3, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(item0, item1, 2, 6, 3, 7);
  const high23 = v128.shuffle<f32>(item2, item3, 2, 6, 3, 7);
  v128.store(out, addLow(low01, low23, bias));
  if (queryCount === 1) return;
  v128.store(out + outBytes, addHigh(low01, low23, bias));
  if (queryCount === 2) return;
  v128.store(out + 2 * outBytes, addLow(high01, high23, bias));
  if (queryCount === 3) return;
  v128.store(out + 3 * outBytes, addHigh(high01, high23, bias));
}

function addLow(a: v128, b: v128, bias: v128): v128 {
  return f32x4.add(v128.shuffle<f64>(a, b, 0, 2), bias);
}

function addHigh(a: v128, b: v128, bias: v128): v128 {
  return f32x4.add(v128.shuffle<f64>(a, b, 1, 3), bias);
}
