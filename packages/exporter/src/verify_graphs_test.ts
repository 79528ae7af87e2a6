import { createRandom, type ItemModel } from "@kindred/core";
import assert from "node:assert/strict";
import { open } from "node:fs/promises";
import { join } from "node:path";
import {
  probabilityOf,
  SMALL_PAIR_COUNTS,
  smallModel,
  withFolder,
  writeGraphFiles,
} from "./_testing.ts";
import { ExportMismatchError } from "./export_mismatch_error.ts";
import type { WeightPlaces } from "./onnx/weights_file.ts";
import { TOLERANCE, verifyGraphs } from "./verify_graphs.ts";

/** Replaces one number of the weights file. */
async function alter(
  folder: string,
  offset: number,
  value: number,
): Promise<void> {
  const file = await open(join(folder, "weights.bin"), "r+");
  try {
    await file.write(
      new Uint8Array(Float32Array.of(value).buffer),
      0,
      4,
      offset,
    );
  } finally {
    await file.close();
  }
}

/** What is found after `place` of the written weights was made `value`. */
async function errorAfter(
  place: (places: WeightPlaces) => number,
  value: number,
  model: ItemModel = smallModel(),
  pairCounts: Uint32Array = SMALL_PAIR_COUNTS,
): Promise<ExportMismatchError> {
  let found: unknown;
  await withFolder(async (folder) => {
    const places = await writeGraphFiles(folder, model, pairCounts);
    await alter(folder, place(places), value);
    found = await verifyGraphs(folder, model, pairCounts).catch((error) =>
      error
    );
  });
  assert.ok(found instanceof ExportMismatchError);
  assert.equal(
    found.message,
    `Cannot export: ${found.graph} must give what the vectors give within 0.00001, got a difference of ${found.difference}`,
  );
  return found;
}

/** A model larger than what is compared of it, with some items untrained. */
function largeModel(itemCount: number): [ItemModel, Uint32Array] {
  const dimensions = 8;
  const random = createRandom(3);
  const draw = () => 2 * random.float() - 1;
  return [
    {
      embeddings: {
        values: Float32Array.from({ length: itemCount * dimensions }, draw),
        itemCount,
        dimensions,
      },
      itemBias: Float32Array.from({ length: itemCount }, draw),
      globalBias: 0.25,
    },
    Uint32Array.from({ length: itemCount }, (_, i) => i % 5),
  ];
}

Deno.test("verifyGraphs() finds next to no difference in graphs as they were written", async () => {
  const models: [ItemModel, Uint32Array][] = [
    [smallModel(), SMALL_PAIR_COUNTS],
    // Fewer candidates than neighbours asked for, and none at all.
    [smallModel(), Uint32Array.of(0, 1, 0, 0, 0)],
    [smallModel(), new Uint32Array(5)],
    largeModel(300),
  ];
  for (const [model, pairCounts] of models) {
    await withFolder(async (folder) => {
      await writeGraphFiles(folder, model, pairCounts);
      const found = await verifyGraphs(folder, model, pairCounts);
      assert.deepEqual(Object.keys(found), ["embed", "score", "neighbours"]);
      assert.equal(found.embed, 0);
      assert.ok(found.score <= 1e-6);
      assert.ok(found.neighbours <= 1e-6);
    });
  }
  assert.equal(TOLERANCE, 1e-5);
});

Deno.test("verifyGraphs() takes equal scores in either order", () =>
  withFolder(async (folder) => {
    const model = {
      embeddings: {
        values: new Float32Array(12 * 4).fill(0.5),
        itemCount: 12,
        dimensions: 4,
      },
      itemBias: new Float32Array(12),
      globalBias: 0,
    };
    const pairCounts = new Uint32Array(12).fill(1);
    await writeGraphFiles(folder, model, pairCounts);
    const { neighbours } = await verifyGraphs(folder, model, pairCounts);
    assert.ok(neighbours <= 1e-6);
  }));

Deno.test("verifyGraphs() throws ExportMismatchError if one number of a vector is altered", async () => {
  // The first number of item 0 is 1.
  const error = await errorAfter(({ embeddings }) => embeddings.offset, 1.5);
  assert.equal(error.graph, "embed.onnx");
  assert.equal(error.difference, 0.5);
});

Deno.test("verifyGraphs() throws ExportMismatchError if one bias is altered", async () => {
  // Item 1 is compared with item 3: a logit of -1.75.
  const error = await errorAfter(({ itemBias }) => itemBias.offset + 4, 1.25);
  assert.equal(error.graph, "score.onnx");
  const expected = probabilityOf(-0.75) - probabilityOf(-1.75);
  assert.ok(Math.abs(error.difference - expected) < 1e-6);
});

Deno.test("verifyGraphs() throws ExportMismatchError if one candidate's bias is altered", async () => {
  const error = await errorAfter(
    ({ candidateBias }) => candidateBias.offset + 4,
    0,
  );
  assert.equal(error.graph, "neighbours.onnx");
  assert.ok(error.difference > 0.01);
});

Deno.test("verifyGraphs() throws ExportMismatchError if an untrained item is recommended", async () => {
  const error = await errorAfter(
    ({ candidateBias }) => candidateBias.offset + 16,
    -3,
  );
  assert.equal(error.graph, "neighbours.onnx");
  assert.ok(Number.isNaN(error.difference));
});

Deno.test("verifyGraphs() throws ExportMismatchError for a vector that is no number", async () => {
  const error = await errorAfter(({ embeddings }) => embeddings.offset, NaN);
  assert.equal(error.graph, "embed.onnx");
  assert.ok(Number.isNaN(error.difference));
});

Deno.test("verifyGraphs() always looks at the first item and the last of a large model", async () => {
  const [model, pairCounts] = largeModel(1000);
  for (const at of [0, 1000 * 8 - 1]) {
    const error = await errorAfter(
      ({ embeddings }) => embeddings.offset + 4 * at,
      5,
      model,
      pairCounts,
    );
    assert.equal(error.graph, "embed.onnx");
    assert.equal(error.difference, 5 - model.embeddings.values[at]!);
  }
});
