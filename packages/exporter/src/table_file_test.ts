import { MODEL_FILES } from "@kindred/core";
import assert from "node:assert/strict";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { randomModel, runGraph, withFolder } from "./_testing.ts";
import { embedGraph, scoreGraph } from "./onnx/graphs.ts";
import { encodeModel, externalTensor } from "./onnx/messages.ts";
import { vectorTable } from "./precision/vector_table.ts";
import { TableFile } from "./table_file.ts";

Deno.test("TableFile goes on at the next page only where one is full", () =>
  withFolder(async (folder) => {
    const file = await TableFile.create(join(folder, "weights.bin"));
    const places = [];
    for (const length of [2048, 1024, 3]) {
      places.push(await file.append(new Float32Array(length).fill(length)));
    }
    await file.close();
    assert.deepEqual(
      places.map(({ offset, length }) => [offset, length]),
      [[0, 8192], [8192, 4096], [12_288, 12]],
    );
    assert.equal((await stat(join(folder, "weights.bin"))).size, 12_300);
  }));

Deno.test("TableFile writes views of larger arrays", () =>
  withFolder(async (folder) => {
    const path = join(folder, "weights.bin");
    const file = await TableFile.create(path);
    await file.append(Float32Array.of(9, 9, 1, 2, 9).subarray(2, 4));
    await file.close();
    const bytes = new Uint8Array(await readFile(path));
    assert.deepEqual([...new Float32Array(bytes.buffer)], [1, 2]);
  }));

Deno.test("ONNX Runtime reads tables that are longer than 2 GiB, and what lies behind them", () =>
  withFolder(async (folder) => {
    // Only the last row is written: the file system keeps no zeros.
    const itemCount = 2 ** 22 + 3;
    const dimensions = 128;
    const length = 4 * itemCount * dimensions;
    assert.ok(length > 2 ** 31);
    const path = join(folder, MODEL_FILES.weights);
    const file = await TableFile.create(path);
    const place = file.reserve(length);
    const last = Float32Array.from({ length: dimensions }, (_, i) => i / 64);
    await file.write(last, length - last.byteLength);
    const biases = file.reserve(4 * itemCount);
    await file.write(Float32Array.of(0.5), biases.offset + biases.length - 4);
    await file.close();
    const model = randomModel(1, dimensions);
    const source = {
      model: {
        ...model,
        embeddings: { ...model.embeddings, itemCount },
        globalBias: -100,
      },
      table: vectorTable(model.embeddings, "f32"),
      weights: [
        externalTensor("vectors", "float32", [itemCount, dimensions], place),
        externalTensor("item_bias", "float32", [itemCount], biases),
      ],
    };
    for (
      const [name, build] of [["embed", embedGraph], [
        "score",
        scoreGraph,
      ]] as const
    ) {
      await writeFile(
        join(folder, MODEL_FILES[name]),
        encodeModel(build(source), { name: "test", version: "1" }, {}),
      );
    }
    const { vector } = await runGraph(folder, MODEL_FILES.embed, {
      item: [itemCount - 1, 0],
    });
    assert.deepEqual(vector!.values.slice(0, dimensions), [...last]);
    assert.ok(vector!.values.slice(dimensions).every((value) => value === 0));
    const { probability } = await runGraph(folder, MODEL_FILES.score, {
      left: [itemCount - 1],
      right: [itemCount - 1],
    });
    const logit = last.reduce((sum, x) => sum + x * x, 0) + 1 - 100;
    const expected = 1 / (1 + Math.exp(-logit));
    assert.ok(Math.abs(probability!.values[0]! - expected) < 1e-5);
  }));
