import { writeSafetensors } from "@kindred/core/artifact";
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withFolder } from "../_testing.ts";
import { TABLE, withFile } from "./_testing.ts";
import {
  readVectors,
  type ReadVectorsOptions,
  vectorFormatOf,
} from "./vector_formats.ts";

Deno.test("vectorFormatOf() tells the format by the name's end", () => {
  assert.deepEqual(
    ["a.vec", "b.TXT", "c.bin", "d.npy", "e.parquet", "f.safetensors", "g.gz"]
      .map(vectorFormatOf),
    [
      "word2vec",
      "word2vec",
      "word2vec-binary",
      "npy",
      "parquet",
      "safetensors",
      null,
    ],
  );
});

Deno.test("readVectors() reads a tensor and the ids beside it", () =>
  withFolder(async (folder) => {
    const path = join(folder, "v.safetensors");
    const ids = join(folder, "ids.txt");
    await writeFile(ids, "rice\r\n饭");
    await writeSafetensors(path, {
      vectors: { shape: [2, 3], values: TABLE.values },
      bias: { shape: [2], values: new Float32Array(2) },
    });
    const expected = { table: TABLE, ids: ["rice", "饭"] };
    assert.deepEqual(await readVectors(path, { ids }), expected);
    assert.deepEqual(
      await readVectors(path, { ids, tensor: "vectors" }),
      expected,
    );
    await assert.rejects(readVectors(path, { ids, tensor: "bias" }), {
      name: "KindredError",
      message:
        `Cannot read "${path}": it must hold a tensor "bias" with two axes, got vectors [2,3], bias [2]`,
    });
    await writeFile(ids, "rice\n");
    await assert.rejects(readVectors(path, { ids }), {
      name: "KindredError",
      message:
        `Cannot read "${ids}": it must have an id for each of 2 vectors, got 1`,
    });
    await writeFile(ids, Uint8Array.of(0xff));
    await assert.rejects(readVectors(path, { ids }), {
      name: "KindredError",
      message: `Cannot read "${ids}": it must be UTF-8, got other bytes`,
    });
  }));

Deno.test("readVectors() takes the format that is named before that of the file's name", () =>
  withFile("v.npy", "1 1\na 2\n", async (path) => {
    const { ids } = await readVectors(path, { from: "word2vec" });
    assert.deepEqual(ids, ["a"]);
  }));

Deno.test("readVectors() throws KindredError for options that do not fit, before it reads", async () => {
  const cases: [string, ReadVectorsOptions, string][] = [
    [
      "v.gz",
      {},
      'its name must end in .txt, .vec, .w2v, .bin, .npy, .parquet, .safetensors, or its format must be given, got ".gz"',
    ],
    ["v.npy", {}, "npy holds no ids, so a file of ids must be given"],
    [
      "v.parquet",
      { ids: "ids.txt" },
      "parquet holds ids, so no file of ids may be given",
    ],
    ["v.txt", { idColumn: "x" }, "columns may be named for parquet only"],
    ["v.vec", { tensor: "x" }, "a tensor may be named for safetensors only"],
  ];
  for (const [path, options, message] of cases) {
    await assert.rejects(readVectors(path, options), {
      name: "KindredError",
      message: `Cannot read "${path}": ${message}`,
    });
  }
});
