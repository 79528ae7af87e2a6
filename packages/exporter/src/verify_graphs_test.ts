import type { ItemModel } from "@kindred/core";
import assert from "node:assert/strict";
import { open } from "node:fs/promises";
import { join } from "node:path";
import {
  crossedModel,
  probabilityOf,
  randomModel,
  SMALL_PAIR_COUNTS,
  smallModel,
  withFolder,
} from "./_testing.ts";
import { ExportMismatchError } from "./export_mismatch_error.ts";
import { writeGraphs } from "./onnx/write_graphs.ts";
import { type Precision, PRECISIONS } from "./precision/precision.ts";
import { TOLERANCE, verifyGraphs } from "./verify_graphs.ts";

/** Where the tables of a model of less than a page each begin, in bytes. */
const PLACES = { vectors: 0, itemBias: 4096, candidateBias: 8192 };

/** Replaces some bytes of the weights file. */
async function alter(
  folder: string,
  offset: number,
  value: Uint8Array,
): Promise<void> {
  const file = await open(join(folder, "weights.bin"), "r+");
  try {
    await file.write(value, 0, value.length, offset);
  } finally {
    await file.close();
  }
}

function bytesOf(value: number): Uint8Array {
  return new Uint8Array(Float32Array.of(value).buffer);
}

/** What is found after the weights were made `value` at `offset`. */
async function errorAfter(
  offset: number,
  value: Uint8Array,
  model: ItemModel = smallModel(),
  pairCounts: Uint32Array = SMALL_PAIR_COUNTS,
  precision: Precision = "f32",
): Promise<ExportMismatchError> {
  let found: unknown;
  await withFolder(async (folder) => {
    await writeGraphs(folder, model, pairCounts, { precision });
    await alter(folder, offset, value);
    found = await verifyGraphs(folder, model, pairCounts, { precision })
      .catch((error) => error);
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
  return [
    randomModel(itemCount, 8),
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
    [crossedModel(), Uint32Array.of(1, 2, 0, 4, 5, 6, 7)],
    // A group of 4 bits that is not full, and one item.
    [randomModel(40, 37), new Uint32Array(40).fill(1)],
    [randomModel(1, 3), Uint32Array.of(1)],
  ];
  for (const [model, pairCounts] of models) {
    for (const precision of PRECISIONS) {
      await withFolder(async (folder) => {
        await writeGraphs(folder, model, pairCounts, { precision });
        const found = await verifyGraphs(folder, model, pairCounts, {
          precision,
        });
        assert.deepEqual(Object.keys(found), ["embed", "score", "neighbours"]);
        assert.equal(found.embed, 0);
        assert.ok(found.score <= 1e-6);
        // Of 4 bits the operator rounds the query too.
        assert.ok(found.neighbours <= (precision === "int4" ? 0.02 : 1e-6));
      });
    }
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
    await writeGraphs(folder, model, pairCounts);
    const { neighbours } = await verifyGraphs(folder, model, pairCounts);
    assert.ok(neighbours <= 1e-6);
  }));

Deno.test("verifyGraphs() throws ExportMismatchError if one number of a vector is altered", async () => {
  // The first number of item 0 is 1.
  const error = await errorAfter(PLACES.vectors, bytesOf(1.5));
  assert.equal(error.graph, "embed.onnx");
  assert.equal(error.difference, 0.5);
});

Deno.test("verifyGraphs() throws ExportMismatchError if one bias is altered", async () => {
  // Item 1 is compared with item 3: a logit of -1.75.
  const error = await errorAfter(PLACES.itemBias + 4, bytesOf(1.25));
  assert.equal(error.graph, "score.onnx");
  const expected = probabilityOf(-0.75) - probabilityOf(-1.75);
  assert.ok(Math.abs(error.difference - expected) < 1e-6);
});

Deno.test("verifyGraphs() throws ExportMismatchError if one candidate's bias is altered", async () => {
  const error = await errorAfter(PLACES.candidateBias + 4, bytesOf(0));
  assert.equal(error.graph, "neighbours.onnx");
  assert.ok(error.difference > 0.01);
});

Deno.test("verifyGraphs() throws ExportMismatchError if an untrained item is recommended", async () => {
  const error = await errorAfter(PLACES.candidateBias + 16, bytesOf(-3));
  assert.equal(error.graph, "neighbours.onnx");
  assert.ok(Number.isNaN(error.difference));
});

Deno.test("verifyGraphs() throws ExportMismatchError for a vector that is no number", async () => {
  const error = await errorAfter(PLACES.vectors, bytesOf(NaN));
  assert.equal(error.graph, "embed.onnx");
  assert.ok(Number.isNaN(error.difference));
});

Deno.test("verifyGraphs() always looks at the first item and the last of a large model", async () => {
  const [model, pairCounts] = largeModel(1000);
  for (const at of [0, 1000 * 8 - 1]) {
    const error = await errorAfter(
      4 * at,
      bytesOf(5),
      model,
      pairCounts,
    );
    assert.equal(error.graph, "embed.onnx");
    assert.equal(error.difference, 5 - model.embeddings.values[at]!);
  }
});

Deno.test("verifyGraphs() throws ExportMismatchError if one byte of a smaller table is altered", async () => {
  for (const precision of ["f16", "int8", "int4"] as const) {
    // The first number of item 0 becomes another one.
    const error = await errorAfter(
      precision === "f16" ? 1 : 0,
      Uint8Array.of(0x40),
      smallModel(),
      SMALL_PAIR_COUNTS,
      precision,
    );
    assert.equal(error.graph, "embed.onnx", precision);
  }
});

Deno.test("verifyGraphs() tells a table in one precision from that in another", () =>
  withFolder(async (folder) => {
    const model = randomModel(30, 16);
    const counts = new Uint32Array(30).fill(1);
    await writeGraphs(folder, model, counts, { precision: "int8" });
    await assert.rejects(
      verifyGraphs(folder, model, counts),
      ExportMismatchError,
    );
  }));

Deno.test("verifyGraphs() takes long vectors, whose products are large", () =>
  withFolder(async (folder) => {
    const model = randomModel(60, 300);
    model.embeddings.values.forEach((value, i, values) =>
      values[i] = 100 * value
    );
    const counts = new Uint32Array(60).fill(1);
    await writeGraphs(folder, model, counts);
    const { score } = await verifyGraphs(folder, model, counts);
    assert.ok(score <= 1e-3);
  }));
