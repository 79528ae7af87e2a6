import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SMALL_PAIR_COUNTS, smallModel, withFolder } from "../_testing.ts";
import { writeWeights } from "./weights_file.ts";

Deno.test("writeWeights() puts each table at the start of a page, where it says", () =>
  withFolder(async (folder) => {
    const model = smallModel();
    const places = await writeWeights(folder, model, SMALL_PAIR_COUNTS);
    assert.deepEqual(places, {
      embeddings: { file: "weights.bin", offset: 0, length: 40 },
      itemBias: { file: "weights.bin", offset: 4096, length: 20 },
      candidateBias: { file: "weights.bin", offset: 8192, length: 20 },
    });
    const bytes = new Uint8Array(await readFile(join(folder, "weights.bin")));
    assert.equal(bytes.length, 8192 + 20);
    const read = ({ offset, length }: { offset: number; length: number }) =>
      new Float32Array(bytes.slice(offset, offset + length).buffer);
    assert.deepEqual(read(places.embeddings), model.embeddings.values);
    assert.deepEqual(read(places.itemBias), model.itemBias);
    // The item in no pair can be no candidate.
    assert.deepEqual(
      [...read(places.candidateBias)],
      [0, 0.25, -0.5, 0, -Infinity],
    );
    assert.ok(bytes.slice(40, 4096).every((byte) => byte === 0));
  }));

Deno.test("writeWeights() goes on at the next page only where one is full", () =>
  withFolder(async (folder) => {
    const itemCount = 1024;
    const places = await writeWeights(folder, {
      embeddings: {
        values: new Float32Array(2 * itemCount),
        itemCount,
        dimensions: 2,
      },
      itemBias: new Float32Array(itemCount),
      globalBias: 0,
    }, new Uint32Array(itemCount));
    assert.deepEqual(
      [places.embeddings, places.itemBias, places.candidateBias]
        .map(({ offset, length }) => [offset, length]),
      [[0, 8192], [8192, 4096], [12_288, 4096]],
    );
  }));

Deno.test("writeWeights() writes views of larger arrays", () =>
  withFolder(async (folder) => {
    const held = Float32Array.of(9, 9, 1, 2, 9);
    await writeWeights(folder, {
      embeddings: {
        values: held.subarray(2, 4),
        itemCount: 1,
        dimensions: 2,
      },
      itemBias: held.subarray(4),
      globalBias: 0,
    }, Uint32Array.of(1));
    const bytes = new Uint8Array(await readFile(join(folder, "weights.bin")));
    assert.deepEqual([...new Float32Array(bytes.slice(0, 8).buffer)], [1, 2]);
    assert.deepEqual(
      [...new Float32Array(bytes.slice(4096, 4100).buffer)],
      [9],
    );
  }));

Deno.test("writeWeights() replaces no file", () =>
  withFolder(async (folder) => {
    await writeWeights(folder, smallModel(), SMALL_PAIR_COUNTS);
    await assert.rejects(
      writeWeights(folder, smallModel(), SMALL_PAIR_COUNTS),
      { code: "EEXIST" },
    );
  }));
