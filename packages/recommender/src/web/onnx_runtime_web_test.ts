import { MODEL_FILES } from "@kindred/core";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  basketProbability,
  ITEMS,
  neighboursOf,
  probabilityOf,
  withModelFolder,
} from "../folder/_model_folder_fixture.ts";
import { openModel } from "../open_model.ts";
import { memorySource } from "../sources/memory_source.ts";
import { type OnnxRuntimeWeb, onnxRuntimeWeb } from "./onnx_runtime_web.ts";

/** No literal: where it is not installed, these tests are skipped. */
const PACKAGE: string = "onnxruntime-web";
const loaded: OnnxRuntimeWeb | null = await import(PACKAGE)
  .catch(() => null);
const why = loaded === null ? ` (skipped: no ${PACKAGE} here)` : "";

/** A model folder as bytes in memory, as a browser holds it. */
async function memoryOf(model: string) {
  const { files } = JSON.parse(
    await readFile(join(model, "manifest.json"), "utf8"),
  );
  return memorySource(Object.fromEntries(
    await Promise.all(
      ["manifest.json", ...Object.keys(files)].map(async (name) => [
        name,
        new Uint8Array(await readFile(join(model, name))),
      ]),
    ),
  ));
}

Deno.test({
  name: `onnxRuntimeWeb() answers as plain arithmetic does${why}`,
  ignore: loaded === null,
  // The runtime keeps its WebAssembly.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: () =>
    withModelFolder(async (model) => {
      const recommender = await openModel(await memoryOf(model), {
        onnx: onnxRuntimeWeb(() => Promise.resolve(loaded!)),
      });
      assert.deepEqual(recommender.info.engines, ["onnxruntime-web"]);
      const rows = [0, 1, 2, 3, 4];
      // All at once: the runtime itself takes one call after the other.
      await Promise.all(rows.map(async (row) => {
        const { items, exact } = await recommender.similarItems(
          ITEMS[row]!.id,
          { k: 3 },
        );
        const expected = neighboursOf(row).slice(0, 3);
        assert.deepEqual(
          items.map(({ item }) => item.id),
          expected.map((other) => ITEMS[other]!.id),
        );
        assert.ok(exact);
        for (const [i, { score }] of items.entries()) {
          assert.ok(
            Math.abs(score! - probabilityOf(row, expected[i]!)) < 1e-6,
          );
        }
      }));
      const { items } = await recommender.similarItems(
        ["rice", { id: "hose/25 m", weight: 3 }],
        { exclude: ["ghee"], diversity: 0.1 },
      );
      assert.deepEqual(
        items.map(({ item }) => item.id).sort(),
        ["__proto__", "saffron"],
      );
      for (const { item, score } of items) {
        const other = ITEMS.findIndex(({ id }) => id === item.id);
        const expected = basketProbability(
          [{ row: 0, weight: 1 }, { row: 3, weight: 3 }],
          other,
        );
        assert.ok(Math.abs(score! - expected) < 1e-6);
      }
      await recommender.close();
    }),
});

Deno.test("openModel() answers from lists alone, without a file system or a runtime", () =>
  withModelFolder(async (model) => {
    const recommender = await openModel(await memoryOf(model));
    assert.deepEqual(recommender.info.engines, ["lists"]);
    assert.match(recommender.info.sha256!, /^[0-9a-f]{64}$/);
    const { items, engine } = await recommender.similarItems("rice", {
      filter: { price: { min: 5 } },
    });
    assert.equal(engine, "lists");
    assert.deepEqual(items.map(({ item }) => item.id), [
      "saffron",
      "hose/25 m",
    ]);
    const [found] = await recommender.searchItems("safron");
    assert.equal(found!.id, "saffron");
    await recommender.close();
  }, { lists: 5 }));

Deno.test("openModel() throws ArtifactError naming what is damaged", () =>
  withModelFolder(async (model) => {
    const source = await memoryOf(model);
    const names = Object.keys(
      JSON.parse(await readFile(join(model, "manifest.json"), "utf8")).files,
    );
    for (
      const [name, bytes] of [
        ["manifest.json", "{"],
        ["manifest.json", '{"kind":"run"}'],
        ["manifest.json", '{"kind":"model"}'],
        [MODEL_FILES.itemsIndex, "cut"],
        [MODEL_FILES.lists, "cut"],
        [MODEL_FILES.metrics, "{"],
      ] as const
    ) {
      const files: Record<string, Uint8Array> = {};
      for (const other of ["manifest.json", ...names]) {
        const size = await source.size(other);
        files[other] = await source.read(other, 0, size!);
      }
      files[name] = new TextEncoder().encode(bytes);
      await assert.rejects(openModel(memorySource(files)), {
        name: "ArtifactError",
        path: name,
      });
    }
  }, { lists: 5, metrics: {} }));
