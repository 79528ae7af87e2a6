import { MODEL_FILES } from "@kindred/core";
import assert from "node:assert/strict";
import { copyFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  ITEMS,
  probabilityOf,
  VECTORS,
  withModelFolder,
} from "./_model_folder_fixture.ts";
import { createNodeRuntime } from "./create_node_runtime.ts";

/** Oracle: all other rows by falling probability. */
function neighboursOf(row: number): number[] {
  return ITEMS.map((_, other) => other).filter((other) => other !== row)
    .sort((a, b) => probabilityOf(row, b) - probabilityOf(row, a));
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

Deno.test("createNodeRuntime() answers as plain arithmetic does, in batches", async () => {
  await withModelFolder(async (model) => {
    const runtime = await createNodeRuntime(model);
    const asked = [4, 0, 3];
    const { rows, probabilities } = await runtime.neighbours(
      Uint32Array.from(asked),
      5,
    );
    assert.deepEqual([...rows], asked.flatMap(neighboursOf));
    assertClose(
      probabilities,
      asked.flatMap((row) =>
        neighboursOf(row).map((other) => probabilityOf(row, other))
      ),
    );
    assertClose(
      await runtime.score(Uint32Array.of(0, 1), Uint32Array.of(3, 2)),
      [probabilityOf(0, 3), probabilityOf(1, 2)],
    );
    assertClose(
      await runtime.embed(Uint32Array.of(5, 1)),
      [...VECTORS[5]!, ...VECTORS[1]!],
    );
    await runtime.release();
  });
});

Deno.test("createNodeRuntime() gives overlapping calls their own answers", async () => {
  await withModelFolder(async (model) => {
    const runtime = await createNodeRuntime(model);
    const answers = await Promise.all(
      Array.from({ length: 60 }, async (_, i) => {
        const k = i % 5 + 1;
        const { rows } = await runtime.neighbours(Uint32Array.of(i % 6), k);
        return [...rows].join() === neighboursOf(i % 6).slice(0, k).join();
      }),
    );
    assert.ok(answers.every(Boolean));
    await runtime.release();
  });
});

Deno.test("release() lets the calls under way end and refuses later ones", async () => {
  await withModelFolder(async (model) => {
    const runtime = await createNodeRuntime(model);
    const underWay = runtime.score(Uint32Array.of(0), Uint32Array.of(1));
    await runtime.release();
    assertClose(await underWay, [probabilityOf(0, 1)]);
    await assert.rejects(runtime.embed(Uint32Array.of(0)), {
      message: "Cannot run the model: it must be loaded, got released",
    });
    await runtime.release();
  });
});

Deno.test("createNodeRuntime() throws ArtifactError naming a graph that is no ONNX", async () => {
  await withModelFolder(async (model) => {
    const path = join(model, MODEL_FILES.neighbours);
    await writeFile(path, "no graph");
    await assert.rejects(createNodeRuntime(model), {
      name: "ArtifactError",
      path,
      message:
        /^Cannot read ".*neighbours\.onnx": it must be an ONNX model that ONNX Runtime can load, got /,
    });
  });
});

Deno.test("createNodeRuntime() throws ArtifactError if the external data is gone", async () => {
  await withModelFolder(async (model) => {
    await rm(join(model, MODEL_FILES.weights));
    await assert.rejects(createNodeRuntime(model), {
      name: "ArtifactError",
      path: join(model, MODEL_FILES.neighbours),
    });
  });
});

Deno.test("createNodeRuntime() throws ArtifactError if a graph has other tensors", async () => {
  await withModelFolder(async (model) => {
    const path = join(model, MODEL_FILES.score);
    await copyFile(join(model, MODEL_FILES.embed), path);
    const runtime = await createNodeRuntime(model);
    await assert.rejects(runtime.score(Uint32Array.of(0), Uint32Array.of(1)), {
      name: "ArtifactError",
      path,
      message:
        `Cannot read "${path}": it must turn left,right into probability, got item to vector`,
    });
    await runtime.release();
  });
});
