import { MODEL_FILES } from "@kindred/core";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import {
  crossedModel,
  ignoreWithout,
  neighboursOf,
  probabilityOf,
  randomModel,
  runGraph,
  SMALL_PAIR_COUNTS,
  smallModel,
  withFolder,
} from "../_testing.ts";
import { PRECISIONS } from "../precision/precision.ts";
import { writeGraphs } from "./write_graphs.ts";

/** Hands the folder of the small model's graphs to `use`. */
function withGraphs(use: (folder: string) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    await writeGraphs(folder, smallModel(), SMALL_PAIR_COUNTS);
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
        const { dims, rows, found } = await neighboursOf(
          folder,
          items.map((item) => [item]),
          k,
        );
        const expected = items.flatMap((item) => NEIGHBOURS[item]!.slice(0, k));
        assert.deepEqual(dims, [items.length, k]);
        assert.deepEqual(rows, expected.map(([row]) => row));
        assertProbabilities(found, expected.map(([, logit]) => logit));
      }
    }
  }));

Deno.test("neighboursGraph() takes a basket for the weighted mean of its items", () =>
  withGraphs(async (folder) => {
    // Of 0 and 1, counting 3 to 1: (3 · 0 + 1.5) / 4 with 2, (-3 · 2 - 1.75) / 4 with 3.
    const { rows, found } = await neighboursOf(folder, [[0, 1]], 2, {
      weights: [[3, 1]],
    });
    assert.deepEqual(rows, [2, 3]);
    assertProbabilities(found, [0.375, -1.9375]);
  }));

Deno.test("neighboursGraph() gives the same for a basket that is filled up, and for other weights of a single item", () =>
  withGraphs(async (folder) => {
    const filled = await neighboursOf(folder, [[0, 0, 0], [2, 1, 2]], 2, {
      weights: [[0.125, 0, 0], [2, 2, 0]],
    });
    const alone = await neighboursOf(folder, [[0]], 2);
    const both = await neighboursOf(folder, [[1, 2]], 2);
    assert.deepEqual(filled.rows, [...alone.rows, ...both.rows]);
    assert.deepEqual(filled.found, [...alone.found, ...both.found]);
    assert.deepEqual(both.rows, [0, 3]);
  }));

Deno.test("neighboursGraph() gives nothing that is excluded, however often it is named", () =>
  withGraphs(async (folder) => {
    const { rows, found } = await neighboursOf(folder, [[0], [1]], 2, {
      excluded: [[1, 1], [2, 0]],
    });
    assert.deepEqual(rows.slice(0, 3), [2, 3, 3]);
    assertProbabilities(found.slice(0, 3), [0, -2, -1.75]);
    assert.equal(found[3], 0);
  }));

Deno.test("neighboursGraph() gives the item itself and untrained ones a probability of 0, k being items less one", () =>
  withGraphs(async (folder) => {
    const items = [0, 3, 2];
    const { rows, found } = await neighboursOf(
      folder,
      items.map((item) => [item]),
      4,
    );
    for (const [b, item] of items.entries()) {
      const best = NEIGHBOURS[item]!;
      assert.deepEqual(
        rows.slice(4 * b, 4 * b + 3),
        best.map(([row]) => row),
      );
      // Three candidates for four places: what fills up is impossible.
      assert.ok([item, 4].includes(rows[4 * b + 3]!));
      assert.equal(found[4 * b + 3], 0);
    }
  }));

Deno.test("neighboursGraph() gives an untrained item its neighbours, never itself", () =>
  withGraphs(async (folder) => {
    const { rows, found } = await neighboursOf(folder, [[4]], 1);
    assert.deepEqual(rows, [1]);
    assertProbabilities(found, [24.75]);
  }));

Deno.test("neighboursGraph() gives an item the same answer alone and in a batch, in each precision", async () => {
  const model = randomModel(50, 40);
  for (const precision of PRECISIONS) {
    await withFolder(async (folder) => {
      const counts = new Uint32Array(50).fill(1);
      await writeGraphs(folder, model, counts, { precision });
      const batch = await neighboursOf(folder, [[3], [17], [40]], 5);
      const alone = await neighboursOf(folder, [[17]], 5);
      assert.deepEqual(batch.rows.slice(5, 10), alone.rows, precision);
      for (const [place, probability] of alone.found.entries()) {
        const other = batch.found[5 + place]!;
        assert.ok(Math.abs(probability - other) < 1e-6, precision);
      }
    });
  }
});

const hasOnnx = spawnSync("python3", ["-c", "import onnx"]).status === 0;

Deno.test({
  name: "the graphs of each precision pass onnx.checker.check_model",
  ignore: ignoreWithout(hasOnnx, "no python3 with the onnx package here"),
  async fn() {
    for (const precision of PRECISIONS) {
      for (const model of [smallModel(), crossedModel()]) {
        await withFolder(async (folder) => {
          const counts = new Uint32Array(model.embeddings.itemCount).fill(1);
          await writeGraphs(folder, model, counts, { precision });
          const { status, stderr } = spawnSync("python3", [
            "-c",
            "import onnx, sys\n" +
            "for path in sys.argv[1:]: onnx.checker.check_model(path, full_check=True)",
            ...[MODEL_FILES.embed, MODEL_FILES.score, MODEL_FILES.neighbours]
              .map((file) => join(folder, file)),
          ], { encoding: "utf8" });
          assert.equal(status, 0, `${precision}: ${stderr}`);
        });
      }
    }
  },
});
