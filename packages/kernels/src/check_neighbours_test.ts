import assert from "node:assert/strict";
import { checkNeighbours } from "./check_neighbours.ts";
import type { Neighbours } from "./neighbours.ts";

const NEIGHBOURS: Neighbours = {
  start: Uint32Array.of(0, 1, 3),
  partner: Uint32Array.of(4, 0, 2),
  weight: Float32Array.of(1, 1, 1),
};

function check(neighbours: Partial<Neighbours>, from = 0, to = 2): void {
  checkNeighbours("test", { ...NEIGHBOURS, ...neighbours }, { from, to }, {
    rows: 2,
    partners: 5,
  });
}

Deno.test("checkNeighbours() takes what fits", () => check({}));

Deno.test("checkNeighbours() looks only at the rows asked for", () => {
  check({ partner: Uint32Array.of(4, 0, 9) }, 0, 1);
  check({ partner: Uint32Array.of(9, 0, 2) }, 1, 2);
});

Deno.test("checkNeighbours() throws RangeError if start has another length", () => {
  assert.throws(() => check({ start: Uint32Array.of(0, 3) }), {
    name: "RangeError",
    message: "Cannot test: start must have length 3, got 2",
  });
});

Deno.test("checkNeighbours() throws RangeError if a row's neighbours are not there", () => {
  const within = (range: string) => ({
    name: "RangeError",
    message: `Cannot test: neighbours of row 1 must lie within 3, got ${range}`,
  });
  assert.throws(
    () => check({ start: Uint32Array.of(0, 1, 4) }),
    within("[1, 4)"),
  );
  assert.throws(
    () => check({ start: Uint32Array.of(0, 3, 2) }),
    within("[3, 2)"),
  );
  assert.throws(() => check({ weight: Float32Array.of(1, 1) }), {
    name: "RangeError",
    message: "Cannot test: neighbours of row 1 must lie within 2, got [1, 3)",
  });
});

Deno.test("checkNeighbours() throws RangeError if a neighbour does not exist", () => {
  assert.throws(() => check({ partner: Uint32Array.of(4, 5, 2) }), {
    name: "RangeError",
    message: "Cannot test: neighbours must be below 5, got 5 for row 1",
  });
});
