import { MODEL_FILES } from "@kindred/core";
import assert from "node:assert/strict";
import { copyFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { folderSource } from "../sources/folder_source.ts";
import {
  basketProbability,
  ITEMS,
  neighboursOf,
  probabilityOf,
  VECTORS,
  withModelFolder,
} from "./_model_folder_fixture.ts";
import { onnxRuntimeNode } from "./onnx_runtime_node.ts";

async function openEngine(model: string) {
  const engine = await onnxRuntimeNode({ threads: 1 }).open({
    source: folderSource(model),
    itemCount: ITEMS.length,
    dimensions: 2,
  });
  return engine!;
}

/** A question about one row. */
function about(row: number, k: number, excluded: number[] = []) {
  return {
    rows: Uint32Array.of(row),
    weights: Float32Array.of(1),
    excluded: Uint32Array.from(excluded),
    k,
  };
}

/** Single precision, sums of two products: 1e-6 is some ten roundings. */
function assertClose(actual: Float32Array, expected: number[]): void {
  assert.equal(actual.length, expected.length);
  for (const [i, value] of expected.entries()) {
    assert.ok(
      Math.abs(actual[i]! - value) < 1e-6,
      `${i}: ${actual[i]}, ${value}`,
    );
  }
}

Deno.test("onnxRuntimeNode() answers as plain arithmetic does", async () => {
  await withModelFolder(async (model) => {
    const engine = await openEngine(model);
    for (const row of [0, 3, 4]) {
      const found = await engine.neighbours(about(row, 3));
      assert.deepEqual([...found.rows], neighboursOf(row).slice(0, 3));
      assertClose(
        found.probabilities,
        neighboursOf(row).slice(0, 3).map((other) => probabilityOf(row, other)),
      );
      assert.deepEqual([found.exact, found.rest], [true, "more"]);
    }
    assertClose(
      await engine.probabilities!(Uint32Array.of(0, 1), Uint32Array.of(3, 2)),
      [probabilityOf(0, 3), probabilityOf(1, 2)],
    );
    const likeness = await engine.likeness!(Uint32Array.of(1, 2, 3));
    const [a, b] = [VECTORS[1]!, VECTORS[2]!];
    const cosine = (a[0] * b[0] + a[1] * b[1]) /
      Math.hypot(...a) / Math.hypot(...b);
    assert.equal(likeness.by, "vectors");
    assertClose(Float32Array.of(likeness.of(0, 1)), [cosine]);
    assert.equal(likeness.of(0, 2), 0, "opposite ones are not alike");
    await engine.close();
  });
});

Deno.test("onnxRuntimeNode() weighs baskets and leaves out what is excluded", async () => {
  await withModelFolder(async (model) => {
    const engine = await openEngine(model);
    const basket = [{ row: 0, weight: 3 }, { row: 3, weight: 1 }];
    const found = await engine.neighbours({
      rows: Uint32Array.from(basket, ({ row }) => row),
      weights: Float32Array.from(basket, ({ weight }) => weight / 4),
      excluded: Uint32Array.of(1),
      k: ITEMS.length,
    });
    const expected = [2, 4].sort((a, b) =>
      basketProbability(basket, b) - basketProbability(basket, a)
    );
    // Neither the basket nor the excluded nor the untrained fill it up.
    assert.deepEqual([...found.rows], expected);
    assertClose(
      found.probabilities,
      expected.map((row) => basketProbability(basket, row)),
    );
    assert.equal(found.rest, "none");
    await engine.close();
  });
});

Deno.test("onnxRuntimeNode() gives overlapping calls their own answers", async () => {
  await withModelFolder(async (model) => {
    const engine = await openEngine(model);
    const answers = await Promise.all(
      Array.from({ length: 60 }, async (_, i) => {
        const [row, k] = [i % 5, i % 4 + 1];
        const { rows } = await engine.neighbours(about(row, k));
        return [...rows].join() === neighboursOf(row).slice(0, k).join();
      }),
    );
    assert.ok(answers.every(Boolean));
    await engine.close();
  });
});

Deno.test("close() lets the calls under way end and refuses later ones", async () => {
  await withModelFolder(async (model) => {
    const engine = await openEngine(model);
    const underWay = engine.probabilities!(
      Uint32Array.of(0),
      Uint32Array.of(1),
    );
    await engine.close();
    assertClose(await underWay, [probabilityOf(0, 1)]);
    await assert.rejects(engine.neighbours(about(0, 1)), {
      message: "Cannot run the model: it must be open, got a closed one",
    });
    await engine.close();
  });
});

Deno.test("onnxRuntimeNode() throws ArtifactError naming a graph that is no ONNX", async () => {
  await withModelFolder(async (model) => {
    const path = join(model, MODEL_FILES.neighbours);
    await writeFile(path, "no graph");
    await assert.rejects(openEngine(model), {
      name: "ArtifactError",
      path,
      message:
        /^Cannot read ".*neighbours\.onnx": it must be an ONNX model that ONNX Runtime can load, got /,
    });
  });
});

Deno.test("onnxRuntimeNode() throws ArtifactError if the external data is gone", async () => {
  await withModelFolder(async (model) => {
    await rm(join(model, MODEL_FILES.weights));
    await assert.rejects(openEngine(model), {
      name: "ArtifactError",
      path: join(model, MODEL_FILES.neighbours),
    });
  });
});

Deno.test("onnxRuntimeNode() throws ArtifactError if a graph has other tensors", async () => {
  await withModelFolder(async (model) => {
    const path = join(model, MODEL_FILES.score);
    await copyFile(join(model, MODEL_FILES.embed), path);
    const engine = await openEngine(model);
    await assert.rejects(
      engine.probabilities!(Uint32Array.of(0), Uint32Array.of(1)),
      {
        name: "ArtifactError",
        path,
        message:
          `Cannot read "${path}": it must turn left,right into probability, got item to vector`,
      },
    );
    await engine.close();
  });
});
