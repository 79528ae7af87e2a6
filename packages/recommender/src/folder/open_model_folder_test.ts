import { MODEL_FILES } from "@kindred/core";
import { writeArtifact } from "@kindred/core/artifact";
import assert from "node:assert/strict";
import { readFile, rename, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  ITEMS,
  probabilityOf,
  withModelFolder,
} from "./_model_folder_fixture.ts";
import { openModelFolder } from "./open_model_folder.ts";

Deno.test("openModelFolder() recommends the items that were built to fit", async () => {
  await withModelFolder(async (model) => {
    const recommender = await openModelFolder(model, { verify: true });
    const found = await recommender.similarItems("rice", { k: 3 });
    // The twine has the best score, but no pair ever trained it.
    assert.deepEqual(
      found.map(({ item }) => item.id),
      ["saffron", "ghee", "__proto__"],
    );
    assert.deepEqual(found[0]!.item, ITEMS[1]);
    assert.ok(Math.abs(found[0]!.score - probabilityOf(0, 1)) < 1e-6);
    assert.equal(recommender.info.itemCount, 6);
    assert.equal(recommender.info.dimensions, 2);
    assert.match(recommender.info.sha256!, /^[0-9a-f]{64}$/);
    assert.deepEqual(recommender.metrics, { rocAuc: 0.9 });
    await recommender.close();
    await recommender.close();
  }, { metrics: { rocAuc: 0.9 } });
});

Deno.test("openModelFolder() gives null where there are no metrics", async () => {
  await withModelFolder(async (model) => {
    const recommender = await openModelFolder(model);
    assert.equal(recommender.metrics, null);
    await recommender.close();
  });
});

Deno.test("openModelFolder() follows a file named latest", async () => {
  await withModelFolder(async (model, parent) => {
    await rename(model, join(parent, "v2"));
    await writeFile(join(parent, "latest"), "v2\n");
    const recommender = await openModelFolder(parent);
    assert.equal(recommender.itemCount, 6);
    await recommender.close();
  });
});

Deno.test("openModelFolder() refuses a latest that leads elsewhere", async () => {
  await withModelFolder(async (_, parent) => {
    const path = join(parent, "latest");
    for (const name of ["../model", "..", "", "/etc", "a\nb"]) {
      await writeFile(path, name);
      await assert.rejects(openModelFolder(parent), {
        name: "ArtifactError",
        path,
        message:
          `Cannot read "${path}": it must hold the name of a folder beside it, got ${
            JSON.stringify(name)
          }`,
      });
    }
    await writeFile(path, "v9");
    await assert.rejects(openModelFolder(parent), {
      path: join(parent, "v9", "manifest.json"),
    });
  });
});

Deno.test("openModelFolder() throws ArtifactError naming a file cut short or missing", async () => {
  for (const name of ["weights.bin", "items.ndjson", "score.onnx"]) {
    await withModelFolder(async (model) => {
      const path = join(model, name);
      await truncate(path, 40);
      const refusal = { name: "ArtifactError", path };
      await assert.rejects(openModelFolder(model), refusal);
      await rm(path);
      await assert.rejects(openModelFolder(model), refusal);
    });
  }
});

Deno.test("openModelFolder() finds a flipped byte if verify is true", async () => {
  await withModelFolder(async (model) => {
    const path = join(model, MODEL_FILES.weights);
    const bytes = await readFile(path);
    bytes[7]! ^= 1;
    await writeFile(path, bytes);
    await assert.rejects(openModelFolder(model, { verify: true }), {
      name: "ArtifactError",
      path,
    });
  });
});

Deno.test("openModelFolder() throws ArtifactError if the manifest lists no graph", async () => {
  await withModelFolder(async (model) => {
    await assert.rejects(openModelFolder(model), {
      name: "ArtifactError",
      message: `Cannot read "${
        join(model, "embed.onnx")
      }": a model's manifest must list it, got README.md, items.ndjson, neighbours.onnx, score.onnx, weights.bin`,
    });
  }, { spoil: (directory) => rm(join(directory, MODEL_FILES.embed)) });
});

Deno.test("openModelFolder() throws ArtifactError if the manifest has no counts", async () => {
  await withModelFolder(async (model) => {
    await assert.rejects(openModelFolder(model), {
      name: "ArtifactError",
      message:
        `Cannot read "${model}": a model's manifest must count its dimensions, a whole number >= 1, got undefined`,
    });
  }, { counts: { items: 6 } });
});

Deno.test("openModelFolder() throws ArtifactError if the folder holds another kind", async () => {
  await withModelFolder(async (_, parent) => {
    const run = join(parent, "run");
    await writeArtifact(
      run,
      { kind: "run", options: {}, inputs: [] },
      () => Promise.resolve({}),
    );
    await assert.rejects(openModelFolder(run), {
      name: "ArtifactError",
      message: `Cannot read "${run}": it must hold a model, got a run`,
    });
  });
});
