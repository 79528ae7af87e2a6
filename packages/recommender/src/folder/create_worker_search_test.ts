import { MODEL_FILES } from "@kindred/core";
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ITEMS, withModelFolder } from "./_model_folder_fixture.ts";
import { createWorkerSearch } from "./create_worker_search.ts";

Deno.test("createWorkerSearch() refuses until its index is built, then finds", async () => {
  await withModelFolder(async (model) => {
    const search = createWorkerSearch(
      join(model, MODEL_FILES.items),
      ITEMS.length,
    );
    await assert.rejects(search.rowsFor("safron", 5), {
      name: "SearchNotReadyError",
    });
    await search.prepare();
    assert.equal(search.isReady, true);
    const found = await Promise.all(
      ["safron", "rice", "HOSE", "nothing", "saf"].map((query) =>
        search.rowsFor(query, 5)
      ),
    );
    assert.deepEqual(found, [[1], [0], [3], [], [1]]);
    await search.close();
    await search.close();
    await assert.rejects(search.rowsFor("rice", 5), {
      name: "ModelClosedError",
    });
  });
});

Deno.test("createWorkerSearch() says why it cannot read the items, and tries again", async () => {
  await withModelFolder(async (model) => {
    const path = join(model, MODEL_FILES.items);
    const lines = ITEMS.map((item) => JSON.stringify(item) + "\n");
    await writeFile(path, lines.slice(0, 2).join("") + "{\n");
    const search = createWorkerSearch(path, ITEMS.length);
    for (let attempt = 0; attempt < 2; attempt++) {
      await assert.rejects(search.prepare(), {
        message: /items\.ndjson", line 3: it must be JSON/,
      });
    }
    await writeFile(path, lines.join(""));
    await search.prepare();
    assert.deepEqual(await search.rowsFor("ghee", 5), [2]);
    await search.close();
  });
});

Deno.test("createWorkerSearch() gives up its index when it is closed", async () => {
  await withModelFolder(async (model) => {
    const search = createWorkerSearch(
      join(model, MODEL_FILES.items),
      ITEMS.length,
    );
    const building = search.prepare();
    await search.close();
    await assert.rejects(building, { name: "ModelClosedError" });
  });
});
