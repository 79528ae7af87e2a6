import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TensorProto } from "onnx-buf";
import { SMALL_PAIR_COUNTS, smallModel, withFolder } from "../_testing.ts";
import { vectorTable } from "../precision/vector_table.ts";
import { writeWeights } from "./write_weights.ts";

/** Where a tensor says that it lies. */
function placeOf(tensor: TensorProto | undefined): [string, number, number] {
  const entry = Object.fromEntries(
    tensor!.externalData.map(({ key, value }) => [key, value]),
  );
  return [entry.location!, Number(entry.offset), Number(entry.length)];
}

Deno.test("writeWeights() puts each table at the start of a page, where it says", () =>
  withFolder(async (folder) => {
    const model = smallModel();
    const table = vectorTable(model.embeddings, "f32");
    const tensors = await writeWeights(folder, table, model, SMALL_PAIR_COUNTS);
    const bytes = new Uint8Array(await readFile(join(folder, "weights.bin")));
    assert.equal(bytes.length, 8192 + 20);
    const read = (name: string, offset: number, length: number) => {
      const tensor = tensors.find((tensor) => tensor.name === name);
      assert.deepEqual(placeOf(tensor), ["weights.bin", offset, length]);
      return new Float32Array(bytes.slice(offset, offset + length).buffer);
    };
    assert.deepEqual(read("vectors", 0, 40), model.embeddings.values);
    assert.deepEqual(read("item_bias", 4096, 20), model.itemBias);
    // The item in no pair can be no candidate.
    assert.deepEqual(
      [...read("candidate_bias", 8192, 20)],
      [0, 0.25, -0.5, 0, -Infinity],
    );
    assert.ok(bytes.slice(40, 4096).every((byte) => byte === 0));
  }));

Deno.test("writeWeights() replaces no file, and stops where the signal says", () =>
  withFolder(async (folder) => {
    const model = smallModel();
    const table = vectorTable(model.embeddings, "int8");
    const stop = new Error("stopped");
    await assert.rejects(
      writeWeights(
        folder,
        table,
        model,
        SMALL_PAIR_COUNTS,
        AbortSignal.abort(stop),
      ),
      stop,
    );
    await assert.rejects(
      writeWeights(folder, table, model, SMALL_PAIR_COUNTS),
      { code: "EEXIST" },
    );
  }));
