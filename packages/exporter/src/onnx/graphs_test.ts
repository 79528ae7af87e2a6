import { MODEL_FILES } from "@kindred/core";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import {
  ignoreWithout,
  probabilityOf,
  runGraph,
  SMALL_PAIR_COUNTS,
  smallModel,
  withFolder,
  writeGraphFiles,
} from "../_testing.ts";

/** Hands the folder of the small model's graphs to `use`. */
function withGraphs(use: (folder: string) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    await writeGraphFiles(folder, smallModel(), SMALL_PAIR_COUNTS);
    await use(folder);
  });
}

function assertProbabilities(actual: number[], logits: number[]): void {
  assert.equal(actual.length, logits.length);
  for (const [i, logit] of logits.entries()) {
    // The logits are exact in single precision; the sigmoid is not.
    const difference = Math.abs(actual[i]! - probabilityOf(logit));
    assert.ok(difference < 1e-6, `${i}: ${actual[i]} for a logit of ${logit}`);
  }
}

/** The best neighbours of each item with their logits, worked out by hand. */
const NEIGHBOURS: Record<number, [item: number, logit: number][]> = {
  0: [[1, 1.25], [2, 0], [3, -2]],
  1: [[2, 1.5], [0, 1.25], [3, -1.75]],
  2: [[1, 1.5], [0, 0], [3, -4]],
  3: [[1, -1.75], [0, -2], [2, -4]],
};

Deno.test("embedGraph() gives the vectors of one row and of three, in their order", () =>
  withGraphs(async (folder) => {
    assert.deepEqual(await runGraph(folder, MODEL_FILES.embed, { item: [3] }), {
      vector: { dims: [1, 2], values: [-1, 2] },
    });
    assert.deepEqual(
      await runGraph(folder, MODEL_FILES.embed, { item: [4, 0, 4] }),
      { vector: { dims: [3, 2], values: [9, 9, 1, 0, 9, 9] } },
    );
  }));

Deno.test("scoreGraph() gives the probability of one pair and of three", () =>
  withGraphs(async (folder) => {
    const one = await runGraph(folder, MODEL_FILES.score, {
      left: [0],
      right: [1],
    });
    assert.deepEqual(one.probability!.dims, [1]);
    assertProbabilities(one.probability!.values, [1.25]);
    const three = await runGraph(folder, MODEL_FILES.score, {
      left: [1, 3, 1],
      right: [0, 1, 4],
    });
    assert.deepEqual(three.probability!.dims, [3]);
    assertProbabilities(three.probability!.values, [1.25, -1.75, 24.75]);
  }));

Deno.test("neighboursGraph() gives the best of each item, for a batch of one and of three", () =>
  withGraphs(async (folder) => {
    for (const items of [[0], [1], [2], [3], [3, 0, 1], [2, 2, 0]]) {
      for (const k of [1, 2, 3]) {
        const { neighbour, neighbour_probability } = await runGraph(
          folder,
          MODEL_FILES.neighbours,
          { item: items, k: [k] },
        );
        const expected = items.flatMap((item) => NEIGHBOURS[item]!.slice(0, k));
        assert.deepEqual(neighbour!.dims, [items.length, k]);
        assert.deepEqual(neighbour!.values, expected.map(([row]) => row));
        assert.deepEqual(neighbour_probability!.dims, [items.length, k]);
        assertProbabilities(
          neighbour_probability!.values,
          expected.map(([, logit]) => logit),
        );
      }
    }
  }));

Deno.test("neighboursGraph() gives the item itself and untrained ones a probability of 0, k being items less one", () =>
  withGraphs(async (folder) => {
    const { neighbour, neighbour_probability } = await runGraph(
      folder,
      MODEL_FILES.neighbours,
      { item: [0, 3, 2], k: [4] },
    );
    for (const [b, item] of [0, 3, 2].entries()) {
      const rows = neighbour!.values.slice(4 * b, 4 * b + 4);
      const best = NEIGHBOURS[item]!;
      assert.deepEqual(rows.slice(0, 3), best.map(([row]) => row));
      // Three candidates for four places: what fills up is impossible.
      assert.ok([item, 4].includes(rows[3]!));
      assert.equal(neighbour_probability!.values[4 * b + 3], 0);
    }
  }));

Deno.test("neighboursGraph() gives an untrained item its neighbours, never itself", () =>
  withGraphs(async (folder) => {
    const { neighbour, neighbour_probability } = await runGraph(
      folder,
      MODEL_FILES.neighbours,
      { item: [4], k: [1] },
    );
    assert.deepEqual(neighbour!.values, [1]);
    assertProbabilities(neighbour_probability!.values, [24.75]);
  }));

const hasOnnx = spawnSync("python3", ["-c", "import onnx"]).status === 0;

Deno.test({
  name: "the graphs pass onnx.checker.check_model",
  ignore: ignoreWithout(hasOnnx, "no python3 with the onnx package here"),
  fn: () =>
    withGraphs((folder) => {
      const { status, stderr } = spawnSync("python3", [
        "-c",
        "import onnx, sys\n" +
        "for path in sys.argv[1:]: onnx.checker.check_model(path, full_check=True)",
        ...[MODEL_FILES.embed, MODEL_FILES.score, MODEL_FILES.neighbours]
          .map((file) => join(folder, file)),
      ], { encoding: "utf8" });
      assert.equal(status, 0, stderr);
      return Promise.resolve();
    }),
});
