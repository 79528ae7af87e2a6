import {
  decodeVectorIndexFooter,
  type ProgressEvent,
  VECTOR_INDEX_FOOTER_BYTES,
  vectorIndexLayout,
} from "@kindred/core";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ignoreWithout, smallModel, withFolder } from "../_testing.ts";
import { randomModel } from "../lists/_random_model_fixture.ts";
import { indexVectors } from "./_index_vectors.ts";
import { loadUsearch } from "./_load_usearch.ts";
import { writeIndex } from "./write_index.ts";

const hasUsearch = await loadUsearch().then(() => true, () => false);
const ignore = ignoreWithout(
  hasUsearch,
  "writing an approximate index, as the package usearch is not installed",
);

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, j) => sum + value * b[j]!, 0);
}

Deno.test("indexVectors() turns scores into inner products, and lengths into one", () => {
  const model = smallModel();
  const candidates = Uint32Array.of(0, 1, 2, 3);
  for (const crossed of [false, true]) {
    for (const equalLengths of [false, true]) {
      const vectors = indexVectors(
        { ...model, crossed },
        candidates,
        equalLengths,
      );
      const table = vectors.of(candidates);
      const of = (at: number) => table.subarray(4 * at, 4 * at + 4);
      // Vectors (1, 0) and (2, 0.5), and the other's bias, 0.25.
      const score = crossed ? 1 * 0.5 + 0 * 2 : 1 * 2 + 0 * 0.5;
      assert.equal(dot(vectors.query(0), of(1)), score + 0.25);
      const lengths = [0, 1, 2, 3].map((at) => dot(of(at), of(at)));
      const longest = 1 + 4;
      assert.deepEqual(
        lengths.map((length) => Math.abs(length - longest) < 1e-5),
        equalLengths ? [true, true, true, true] : [false, false, false, true],
      );
    }
  }
});

Deno.test("indexVectors() throws RangeError for what half precision cannot say", () => {
  const model = smallModel();
  model.embeddings.values[0] = 1e5;
  assert.throws(() => indexVectors(model, Uint32Array.of(0), false), {
    name: "RangeError",
    message:
      /^Cannot make an approximate index: vectors must be at most 65504 long, got 1000/,
  });
});

Deno.test({
  name: "writeIndex() finds what was asked for and says how much that is",
  ignore,
  fn: async () => {
    for (const crossed of [false, true]) {
      await withFolder(async (folder) => {
        const path = join(folder, "index.usearch");
        const model = randomModel({ itemCount: 3000, dimensions: 32, crossed });
        const pairCounts = new Uint32Array(3000).fill(1);
        pairCounts[5] = 0;
        const events: ProgressEvent[] = [];
        const written = await writeIndex(path, model, {
          pairCounts,
          onProgress: (event) => events.push(event),
        });
        assert.equal(written.items, 2999);
        assert.equal(written.queries, 2000);
        assert.ok(written.recallAt10 >= 0.97);
        assert.deepEqual(events.at(-1), {
          task: "index",
          done: 2999,
          total: 2999,
          unit: "items",
        });
        const file = Uint8Array.from(await readFile(path));
        const shape = decodeVectorIndexFooter(
          file.subarray(-VECTOR_INDEX_FOOTER_BYTES),
          path,
          file.length,
        );
        assert.equal(shape.expansion, written.expansion);
        assert.equal(shape.recallAt10, Math.fround(written.recallAt10));
        assert.equal(shape.crossed, crossed);
        const { rows } = vectorIndexLayout(shape);
        const table = new Uint32Array(file.slice(rows, rows + 4 * 2999).buffer);
        assert.deepEqual([...table.subarray(3, 7)], [3, 4, 6, 7]);
      });
    }
  },
});

Deno.test({
  name: "writeIndex() gives the same bytes again",
  ignore,
  fn: async () => {
    await withFolder(async (folder) => {
      const model = randomModel({ itemCount: 1000, dimensions: 16 });
      const pairCounts = new Uint32Array(1000).fill(1);
      for (const name of ["a", "b"]) {
        await writeIndex(join(folder, name), model, { pairCounts });
      }
      assert.deepEqual(
        await readFile(join(folder, "a")),
        await readFile(join(folder, "b")),
      );
    });
  },
});

Deno.test({
  name: "writeIndex() takes one item, and items that are all the same",
  ignore,
  fn: async () => {
    await withFolder(async (folder) => {
      const one = await writeIndex(
        join(folder, "one"),
        randomModel({ itemCount: 1, dimensions: 2 }),
        { pairCounts: Uint32Array.of(1) },
      );
      assert.deepEqual(one, {
        items: 1,
        recallAt10: 1,
        queries: 1,
        expansion: 64,
      });
      const same = randomModel({ itemCount: 50, dimensions: 2 });
      same.embeddings.values.fill(1);
      same.itemBias.fill(0);
      const { recallAt10 } = await writeIndex(join(folder, "same"), same, {
        pairCounts: new Uint32Array(50).fill(1),
      });
      assert.equal(recallAt10, 1);
    });
  },
});

Deno.test("writeIndex() refuses a recall out of range, and a model of untrained items", async () => {
  await withFolder(async (folder) => {
    const path = join(folder, "index.usearch");
    const pairCounts = new Uint32Array(5);
    await assert.rejects(
      writeIndex(path, smallModel(), { pairCounts, recall: 0 }),
      new RangeError(
        "Cannot make an approximate index: recall must be a number in (0, 1], got 0",
      ),
    );
    await assert.rejects(writeIndex(path, smallModel(), { pairCounts }), {
      name: "KindredError",
      message:
        "Cannot make an approximate index: a training pair must hold some item, got none",
    });
  });
});

Deno.test({
  name: "writeIndex() ends with the signal's reason",
  ignore,
  fn: async () => {
    await withFolder(async (folder) => {
      const reason = new Error("enough");
      const abort = new AbortController();
      await assert.rejects(
        writeIndex(
          join(folder, "index.usearch"),
          randomModel({ itemCount: 20_000, dimensions: 64 }),
          {
            pairCounts: new Uint32Array(20_000).fill(1),
            signal: abort.signal,
            onProgress: () => abort.abort(reason),
          },
        ),
        reason,
      );
    });
  },
});
