import assert from "node:assert/strict";
import { plainLists, randomWorld, ranking } from "../_testing.ts";
import { listsEngine } from "./lists_engine.ts";

const WORLD = randomWorld(90, 21);
const TRAINED = [...WORLD.items.keys()]
  .filter((row) => WORLD.items[row]!.pairs > 0);

function ask(n: number, rows: number[], k: number, excluded: number[] = []) {
  return listsEngine(plainLists(WORLD, n)).neighbours({
    rows: Uint32Array.from(rows),
    weights: Float32Array.from(rows, () => 1 / rows.length),
    excluded: Uint32Array.from(excluded),
    k,
  });
}

Deno.test("listsEngine() gives an item's list, and says what follows it", async () => {
  const all = ranking(WORLD, [0], [1]).map(({ row }) => row);
  const some = await ask(20, [0], 5);
  assert.deepEqual([...some.rows], all.slice(0, 5));
  assert.deepEqual([some.exact, some.rest], [true, "more"]);
  const list = await ask(20, [0], 20);
  assert.deepEqual([...list.rows], all.slice(0, 20));
  assert.equal(list.rest, "unknown");
  const whole = await ask(100, [0], 90);
  assert.deepEqual([...whole.rows], all);
  assert.equal(whole.rest, "none");
});

Deno.test("listsEngine() leaves out what is excluded and still gives k", async () => {
  const all = ranking(WORLD, [0], [1]).map(({ row }) => row);
  const { rows, rest } = await ask(20, [0], 5, [all[0]!, all[3]!, all[70]!]);
  assert.deepEqual([...rows], [1, 2, 4, 5, 6].map((place) => all[place]!));
  assert.equal(rest, "more");
});

Deno.test("listsEngine() is exact for baskets wherever it says so", async () => {
  let exactCount = 0;
  for (let i = 0; i + 2 < TRAINED.length; i++) {
    const rows = TRAINED.slice(i, i + 3);
    const expected = ranking(WORLD, rows, rows.map(() => 1 / 3));
    for (const n of [10, 40, 100]) {
      const found = await ask(n, rows, 5);
      if (!found.exact) continue;
      exactCount++;
      for (const [place, probability] of found.probabilities.entries()) {
        assert.ok(
          Math.abs(probability - expected[place]!.probability) < 1e-5,
          `${rows}, n ${n}, place ${place}`,
        );
      }
    }
    // Lists that name every item leave nothing open.
    const whole = await ask(100, rows, 90);
    assert.deepEqual([whole.exact, whole.rest], [true, "none"]);
    assert.equal(whole.rows.length, expected.length);
  }
  assert.ok(exactCount > TRAINED.length, "not for whole lists only");
});

Deno.test("listsEngine() compares items by what their lists have in common", async () => {
  const engine = listsEngine(plainLists(WORLD, 15));
  const rows = TRAINED.slice(0, 6);
  const likeness = await engine.likeness!(Uint32Array.from(rows));
  assert.equal(likeness.by, "lists");
  const sets = rows.map((row) =>
    new Set([row, ...ranking(WORLD, [row], [1]).slice(0, 15).map((n) => n.row)])
  );
  for (let a = 0; a < 6; a++) {
    for (let b = 0; b < 6; b++) {
      const common = [...sets[a]!].filter((row) => sets[b]!.has(row)).length;
      const all = new Set([...sets[a]!, ...sets[b]!]).size;
      assert.equal(likeness.of(a, b), common / all);
    }
  }
});
