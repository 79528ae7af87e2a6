import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { principalPlane } from "./principal_plane.ts";

Deno.test("principalPlane() finds the two directions of most variance", () => {
  // Along the axes of a turned and moved frame: 9, 3 and 0.1 long.
  const random = createRandom(2);
  const frame = [[2 / 3, 2 / 3, 1 / 3], [-2 / 3, 1 / 3, 2 / 3], [
    1 / 3,
    -2 / 3,
    2 / 3,
  ]];
  const along = Array.from({ length: 500 }, () => [
    9 * (random.float() - 0.5),
    3 * (random.float() - 0.5),
    0.1 * (random.float() - 0.5),
  ]);
  const rows = Float32Array.from(
    along.flatMap((lengths) =>
      [0, 1, 2].map((d) =>
        5 + lengths.reduce((sum, l, axis) => sum + l * frame[axis]![d]!, 0)
      )
    ),
  );
  const places = principalPlane(rows, 3);
  for (const axis of [0, 1]) {
    const found = along.map((_, row) => places[2 * row + axis]!);
    const truth = along.map((lengths) => lengths[axis]!);
    assert.ok(Math.abs(correlation(found, truth)) > 0.999, `axis ${axis}`);
    const mean = found.reduce((sum, value) => sum + value, 0) / found.length;
    assert.ok(Math.abs(mean) < 1e-6);
  }
});

Deno.test("principalPlane() gives zeros where there is nothing to see", () => {
  assert.deepEqual([...principalPlane(Float32Array.of(1, 2, 1, 2), 2)], [
    0,
    0,
    0,
    0,
  ]);
  const line = principalPlane(Float32Array.of(-1, 0, 1), 1);
  assert.deepEqual(Array.from(line, Math.abs), [1, 0, 0, 0, 1, 0]);
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const product = (
    x: readonly number[],
    mx: number,
    y: readonly number[],
    my: number,
  ) => x.reduce((sum, value, i) => sum + (value - mx) * (y[i]! - my), 0);
  return product(a, meanA, b, meanB) /
    Math.sqrt(product(a, meanA, a, meanA) * product(b, meanB, b, meanB));
}
