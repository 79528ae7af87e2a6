import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { degreeGroups } from "./degree_groups.ts";

/** Oracle: lists the degree of every pair end, falling, and looks it up there. */
function groupsByListing(degrees: number[]): number[] {
  const ends = degrees.flatMap((degree) => new Array(degree).fill(degree))
    .sort((a, b) => b - a);
  return degrees.map((degree) => {
    if (degree === 0) return 2;
    const middle = (ends.indexOf(degree) + ends.lastIndexOf(degree) + 1) / 2;
    return Math.floor(3 * middle / ends.length);
  });
}

Deno.test("degreeGroups() matches listing every pair end", () => {
  const random = createRandom(1);
  for (let n = 0; n < 200; n++) {
    const degrees = Array.from(
      { length: n },
      () => Math.floor(20 * random.float() ** 4),
    );
    assert.deepEqual(
      [...degreeGroups(Uint32Array.from(degrees))],
      groupsByListing(degrees),
    );
  }
});

Deno.test("degreeGroups() gives each group about a third of the ends", () => {
  const degrees = Uint32Array.from(
    { length: 5000 },
    (_, rank) => Math.floor(3000 / (rank + 3)),
  );
  const ends = [0, 0, 0];
  for (const [item, group] of degreeGroups(degrees).entries()) {
    ends[group]! += degrees[item]!;
  }
  const all = ends.reduce((sum, count) => sum + count);
  for (const count of ends) assert.ok(Math.abs(count / all - 1 / 3) < 0.05);
});

Deno.test("degreeGroups() keeps equal degrees together, and unseen items in the tail", () => {
  assert.deepEqual([...degreeGroups(Uint32Array.of(3, 3, 3))], [1, 1, 1]);
  assert.deepEqual([...degreeGroups(Uint32Array.of(0, 0))], [2, 2]);
  assert.deepEqual([...degreeGroups(new Uint32Array())], []);
});
