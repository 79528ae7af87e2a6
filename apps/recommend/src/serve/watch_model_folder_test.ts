import assert from "node:assert/strict";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { itemsOfVersion, writeModelFolder } from "../_model_files_fixture.ts";
import { createApp } from "../create_app.ts";
import { reloadOnHangUp } from "./reload_on_hang_up.ts";
import {
  watchModelFolder,
  type WatchModelFolderOptions,
} from "./watch_model_folder.ts";

/** Hands over a folder of versions `a` and `b`, whose pointer names `a`. */
async function withVersions(
  use: (versions: string) => Promise<void>,
): Promise<void> {
  const versions = await mkdtemp(join(tmpdir(), "kindred-recommend-"));
  try {
    for (const version of ["a", "b"]) {
      await writeModelFolder(
        join(versions, version),
        itemsOfVersion(5, version),
      );
    }
    await point(versions, "a");
    await use(versions);
  } finally {
    await rm(versions, { recursive: true, force: true });
  }
}

/** Lets the pointer name another version, as a deployment does. */
async function point(versions: string, version: string): Promise<void> {
  const beside = join(versions, ".latest");
  await writeFile(beside, `${version}\n`);
  await rename(beside, join(versions, "latest"));
}

async function brandServed(app: ReturnType<typeof createApp>) {
  const response = await app.request("/v1/items/item-0/similar?k=1");
  assert.equal(response.status, 200);
  return (await response.json()).items[0].brand;
}

/** Watches a folder; `next()` waits for the next thing that happens. */
async function watch(directory: string, options: WatchModelFolderOptions) {
  const happenings: string[] = [];
  let wake = () => {};
  const note = (what: string) => {
    happenings.push(what);
    wake();
  };
  const model = await watchModelFolder(directory, {
    onReload: ({ recommender }) => note(`loaded ${recommender.itemCount}`),
    onFailure: (error) => note((error as Error).message),
    ...options,
  });
  return {
    model,
    app: createApp(model),
    async next() {
      while (happenings.length === 0) {
        await new Promise<void>((resolve) => wake = resolve);
      }
      return happenings.shift()!;
    },
  };
}

Deno.test("watchModelFolder() lets the version answer that the pointer names", async () => {
  await withVersions(async (versions) => {
    const { model, app, next } = await watch(versions, { seconds: 0.01 });
    assert.equal(await brandServed(app), "a");
    await point(versions, "b");
    assert.equal(await next(), "loaded 5");
    assert.equal(await brandServed(app), "b");
    assert.equal(model.status.loads, 2);
    await model.close();
    const response = await app.request("/v1/items/item-0");
    assert.equal(response.status, 503);
  });
});

Deno.test("watchModelFolder() notices a model that was put in the place of another", async () => {
  await withVersions(async (versions) => {
    const directory = join(versions, "a");
    const { model, app, next } = await watch(directory, { seconds: 0.01 });
    await writeModelFolder(directory, itemsOfVersion(7, "c"));
    assert.match(await next(), /loaded 7/);
    assert.equal(await brandServed(app), "c");
    await model.close();
  });
});

Deno.test("watchModelFolder() goes on with the model that it has if the next one is damaged, and says which file", async () => {
  await withVersions(async (versions) => {
    const { model, app, next } = await watch(versions, { seconds: 0.01 });
    const lists = join(versions, "b", "lists.bin");
    await writeFile(lists, "short");
    await point(versions, "b");
    const failure = await next();
    assert.ok(failure.includes(lists), failure);
    assert.equal(await brandServed(app), "a");
    const readiness = await (await app.request("/readyz")).json();
    assert.equal(readiness.status, "ready");
    assert.equal(readiness.last_failure, failure);

    await writeModelFolder(join(versions, "b"), itemsOfVersion(6, "mended"));
    while (await next() !== "loaded 6") { /* it may have looked in between */ }
    assert.equal(await brandServed(app), "mended");
    assert.equal(model.status.lastFailure, null);
    await model.close();
  });
});

Deno.test("watchModelFolder() goes on if the model is deleted, with all that it has opened", async () => {
  await withVersions(async (versions) => {
    const { model, app, next } = await watch(versions, { seconds: 0.01 });
    await rm(join(versions, "a"), { recursive: true });
    assert.match(await next(), /manifest\.json/);
    assert.equal(await brandServed(app), "a");
    const found = await app.request("/v1/items?q=Item&limit=2");
    assert.equal(found.status, 200);
    await model.close();
  });
});

Deno.test("watchModelFolder() refuses to begin with a damaged model and names the file", async () => {
  await withVersions(async (versions) => {
    const path = join(versions, "a", "items.index");
    await writeFile(path, "short");
    await assert.rejects(watchModelFolder(versions), {
      name: "ArtifactError",
      path,
    });
    await mkdir(join(versions, "empty"));
    await assert.rejects(watchModelFolder(join(versions, "empty")), {
      name: "ArtifactError",
    });
    await assert.rejects(watchModelFolder(versions, { seconds: -1 }), {
      name: "RangeError",
      message: "Cannot watch a model: seconds must be a number >= 0, got -1",
    });
  });
});

Deno.test("watchModelFolder() closes a model after the last request that began with it", async () => {
  await withVersions(async (versions) => {
    const { model } = await watch(versions, { seconds: 0 });
    const lease = model.acquire();
    await point(versions, "b");
    assert.equal(await model.reload(), true);
    const { recommender } = lease.model;
    // It was taken before, so it answers still.
    const { items } = await recommender.similarItems("item-0", { k: 1 });
    assert.equal(items[0]!.item.brand, "a");
    lease.release();
    await model.close();
    await assert.rejects(recommender.similarItems("item-0"), {
      name: "ModelClosedError",
    });
  });
});

Deno.test("reloadOnHangUp() loads the model anew at SIGHUP", async () => {
  await withVersions(async (versions) => {
    // It looks so seldom that only the signal can be why.
    const { model, app, next } = await watch(versions, { seconds: 60 });
    const stop = reloadOnHangUp(model);
    await point(versions, "b");
    Deno.kill(Deno.pid, "SIGHUP");
    assert.equal(await next(), "loaded 5");
    assert.equal(await brandServed(app), "b");
    stop();
    await model.close();
  });
});
