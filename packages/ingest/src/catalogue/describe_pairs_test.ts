import { createRandom } from "@kindred/core";
import { NumberAppender } from "@kindred/core/parquet";
import type { DuckDBConnection } from "@duckdb/node-api";
import assert from "node:assert/strict";
import { createTable, withProducts } from "./_testing.ts";
import { describePairs } from "./describe_pairs.ts";
import { PairFigures } from "./pair_figures.ts";

const ITEMS = "code UINTEGER, id VARCHAR, row UINTEGER";
const ROWS = `"left" UINTEGER, "right" UINTEGER`;

/** Figures of pairs of rows. */
function figuresOf(
  itemCount: number,
  pairs: readonly (readonly [number, number])[],
): PairFigures {
  const figures = new PairFigures(itemCount);
  for (const [left, right] of pairs) figures.add(left, right);
  return figures;
}

Deno.test("describePairs() counts pairs by relation, and those of one way", () =>
  withProducts(async (connection) => {
    await createTable(connection, "items", ITEMS, [
      "0, 'a', 0",
      "1, 'b', 1",
      "2, 'c', 2",
    ]);
    await createTable(connection, "pairs", `${ROWS}, directions UTINYINT`, [
      `0, 1, ${0b00_11_00_01}`,
      `0, 2, ${0b00_00_00_10}`,
      `1, 2, ${0b10_00_00_11}`,
    ]);
    const { relations, weights, times } = await describePairs(
      connection,
      figuresOf(3, [[0, 1], [0, 2], [1, 2]]),
    );
    assert.deepEqual(relations, {
      also_bought: { pairs: 3, oneWay: 2 },
      also_viewed: { pairs: 0, oneWay: 0 },
      bought_together: { pairs: 1, oneWay: 0 },
      buy_after_viewing: { pairs: 1, oneWay: 1 },
    });
    assert.deepEqual([weights, times], [undefined, undefined]);
  }));

Deno.test("describePairs() names hubs by id, and by title where they have one", () =>
  withProducts(async (connection) => {
    await connection.run(
      `INSERT INTO products (code, id, title) VALUES
         (5, 'b', NULL), (6, 'a', 'The title'), (7, 'unpaired', 'No item')`,
    );
    // "c" is an item that nothing describes.
    await createTable(connection, "items", ITEMS, [
      "6, 'a', 0",
      "5, 'b', 1",
      "9, 'c', 2",
    ]);
    await createTable(connection, "pairs", `${ROWS}, weight FLOAT`, [
      "0, 2, 1",
      "1, 2, 1",
    ]);
    const { hubs } = await describePairs(
      connection,
      figuresOf(3, [[0, 2], [1, 2]]),
    );
    assert.deepEqual(hubs, [
      { id: "c", title: null, degree: 2, share: 1 },
      { id: "a", title: "The title", degree: 1, share: 0.5 },
      { id: "b", title: null, degree: 1, share: 0.5 },
    ]);
  }));

Deno.test("describePairs() tells the range of weights and times", () =>
  withProducts(async (connection) => {
    await createTable(connection, "items", ITEMS, [
      "0, 'a', 0",
      "1, 'b', 1",
      "2, 'c', 2",
    ]);
    await createTable(
      connection,
      "pairs",
      `${ROWS}, weight FLOAT, time DOUBLE`,
      ["0, 1, 0.5, 7", "0, 2, 4, -3.5", "1, 2, 1.5, 0"],
    );
    const { weights, times, relations } = await describePairs(
      connection,
      figuresOf(3, [[0, 1], [0, 2], [1, 2]]),
    );
    assert.deepEqual(weights, { min: 0.5, mean: 2, max: 4 });
    assert.deepEqual(times, { first: -3.5, last: 7 });
    assert.equal(relations, undefined);
  }));

Deno.test("describePairs() of no pair is 0 throughout", () =>
  withProducts(async (connection) => {
    await createTable(connection, "items", ITEMS, []);
    await createTable(connection, "pairs", `${ROWS}, weight FLOAT`, []);
    const quality = await describePairs(connection, figuresOf(0, []));
    assert.deepEqual(
      [quality.items, quality.pairs, quality.hubs, quality.weights],
      [0, 0, [], { min: 0, mean: 0, max: 0 }],
    );
  }));

/** Adds pairs whose weights differ by many powers of two. */
async function addUnevenPairs(connection: DuckDBConnection): Promise<void> {
  const random = createRandom(1);
  const columns = [Uint32Array, Uint32Array, Float32Array].map((Numbers) =>
    new Numbers(400_000)
  ) as [Uint32Array, Uint32Array, Float32Array];
  const weight = columns[2];
  for (let p = 0; p < weight.length; p++) {
    weight[p] = 2 ** (random.below(200) - 100) * (1 + random.float());
  }
  const appender = await NumberAppender.create(connection, "pairs", [
    "uint32",
    "uint32",
    "float32",
  ]);
  appender.append(columns);
  appender.close();
}

Deno.test("describePairs() gives the same mean weight whatever the threads", async () => {
  const means = new Set<number>();
  for (const threads of [1, 2, 3, 8]) {
    await withProducts(async (connection) => {
      await createTable(connection, "items", ITEMS, []);
      await createTable(connection, "pairs", `${ROWS}, weight FLOAT`, []);
      await addUnevenPairs(connection);
      const { weights } = await describePairs(connection, figuresOf(0, []));
      means.add(weights!.mean);
    }, threads);
  }
  assert.equal(means.size, 1);
});
