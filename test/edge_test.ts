// deno-lint-ignore-file no-console -- a skipped test says why
import { MODEL_FILES } from "@kindred/core";
import { createApp, createModelSlot } from "@kindred/recommend";
import { fetchSource } from "@kindred/recommender";
import { openModelFolder } from "@kindred/recommender/folder";
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cp, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type BundledFile, bundleEntry } from "../tools/bundle/bundle_entry.ts";
import { mistypedQueries } from "../tools/bundle/mistyped_queries.ts";
import { serveFolder } from "../tools/bundle/serve_folder.ts";
import { HOST_NAMES, runInBareContext } from "./_bare_context.ts";
import { folderBucket } from "./_folder_bucket.ts";
import { withFolder } from "./_kindred.ts";
import { withShopModel } from "./_shop_model.ts";
import {
  essenceOf,
  QUESTIONS,
  requestOf,
  withWorldsModel,
} from "./_worlds_model.ts";

const ORIGIN = "https://shop.example";
const WORKER = "apps/recommend/src/edge/worker.ts";
const ENTRY = "apps/recommend/src/edge/mod.ts";

/** Settings of esbuild's process and of the network are not each test's. */
const LOOSE = { sanitizeOps: false, sanitizeResources: false } as const;

const text = ({ contents }: BundledFile) => new TextDecoder().decode(contents);

Deno.test({
  ...LOOSE,
  name: "the bundle for the edge is one file that needs nothing else",
  async fn() {
    const [module, ...others] = await bundleEntry(WORKER);
    assert.deepEqual(others, []);
    assert.deepEqual(module!.imports, []);
    const loads = /\brequire\(|\bimport\(|^import\b/m.exec(text(module!));
    assert.equal(loads, null);
    // Nor does it carry what answers from lists never use.
    const parts = [...module!.parts.keys()].join("\n");
    assert.doesNotMatch(
      parts,
      /onnxruntime|kernels: (?!reference$)|minisearch|node-server|usearch/m,
    );
  },
});

Deno.test({
  ...LOOSE,
  name: "the bundled entry over an exported model",
  async fn(t) {
    const [script] = await bundleEntry(ENTRY, { format: "iife" });
    const [module] = await bundleEntry(WORKER);
    await withWorldsModel(async (model) => {
      await t.step(
        "answers without Node and Deno as the server does, with ranges and without",
        () => answersAsTheServer(text(script!), model),
      );
      await t.step(
        "refuses a damaged model, names the file, and loads it once it is mended",
        () => refusesDamage(text(script!), model),
      );
      for (const runtime of ["deno", "node"] as const) {
        const command = runtime === "deno" ? Deno.execPath() : "node";
        const isThere = spawnSync(command, ["--version"]).status === 0;
        if (!isThere) console.log(`skipped: there is no ${runtime}`);
        await t.step({
          name: `answers in ${runtime}`,
          ignore: !isThere,
          fn: () => answersIn(command, module!.contents, model),
        });
      }
    });
  },
});

Deno.test({
  ...LOOSE,
  name:
    "the bundled entry finds mistyped words in a large model, of which it reads a part, over ranges and over a bucket",
  async fn() {
    const [script] = await bundleEntry(ENTRY, { format: "iife" });
    const { createEdgeHandler } = runInBareContext(text(script!));
    await withShopModel(async (model, items) => {
      const recommender = await openModelFolder(model, { engine: "lists" });
      const served = serveFolder(model);
      const bucket = folderBucket(model);
      for (const place of [served.url, bucket]) {
        // Not one item is searched without the index of words.
        const handler = createEdgeHandler({ model: place, maxSearchItems: 0 });
        for (const { id, query } of mistypedQueries(items, 5)) {
          const path = `/v1/items?q=${encodeURIComponent(query)}`;
          const response = await handler.fetch(new Request(ORIGIN + path));
          assert.equal(response.status, 200);
          const answer = await response.json();
          const found = answer.items.map((item: { id: string }) => item.id);
          assert.ok(found.includes(id), query);
          const expected = await recommender.searchItems(query);
          assert.deepEqual(found, expected.map((item) => item.id));
        }
        await handler.close();
      }
      const whole = (await stat(join(model, MODEL_FILES.searchIndex))).size;
      const overHttp = served.asked.map((one, i) =>
        [one.split(" ")[0]!, served.sent[i]!] as const
      );
      for (const read of [overHttp, bucket.read]) {
        const of = (name: string) =>
          read.filter(([key]) => key === name)
            .reduce((sum, [, bytes]) => sum + bytes, 0);
        const words = of(MODEL_FILES.searchIndex);
        assert.ok(0 < words && words < 0.7 * whole, `${words} of ${whole}`);
        // Of the items those that were found, and a beginning.
        const lines = of(MODEL_FILES.items);
        assert.ok(0 < lines && lines < 200_000, `${lines} bytes of items`);
      }
      await served.close();
      await recommender.close();
    });
  },
});

async function answersAsTheServer(
  script: string,
  model: string,
): Promise<void> {
  const recommender = await openModelFolder(model, { engine: "lists" });
  for (const ranges of [true, false]) {
    const served = serveFolder(model, { ranges });
    const source = fetchSource(served.url);
    const app = createApp(createModelSlot({ recommender, source }));
    const kinds = HOST_NAMES.map((name) => `typeof ${name}`).join();
    const entry = runInBareContext(
      `${script}; kindred = { ...kindred, kinds: [${kinds}] }`,
    );
    assert.ok(
      entry.kinds.every((kind: string) => kind === "undefined"),
      entry.kinds.join(),
    );
    const handler = entry.createEdgeHandler({ model: served.url });
    for (const question of QUESTIONS) {
      const [mine, theirs] = await Promise.all(
        [handler, app].map(async (one) =>
          await essenceOf(await one.fetch(requestOf(question, ORIGIN)))
        ),
      );
      assert.ok(mine && theirs);
      assert.ok(theirs.status < 500, `${question[0]} ${theirs.text}`);
      assert.deepEqual(mine, theirs, question[0]);
    }
    await handler.close();
    await served.close();
  }
  await recommender.close();
}

async function refusesDamage(script: string, model: string): Promise<void> {
  await withFolder(async (folder) => {
    const broken = join(folder, "model");
    await cp(model, broken, { recursive: true });
    const served = serveFolder(broken);
    const names = ["manifest.json", "items.index", "lists.bin", "search.index"];
    for (const name of names) {
      const whole = await readFile(join(broken, name));
      await writeFile(join(broken, name), whole.subarray(0, 50));
      const told: unknown[] = [];
      const { createEdgeHandler } = runInBareContext(script, {
        console: { error: (...words: unknown[]) => told.push(...words) },
      });
      const handler = createEdgeHandler({ model: served.url, retrySeconds: 0 });
      const ask = (path: string): Promise<Response> =>
        handler.fetch(new Request(ORIGIN + path));
      const refused = await ask("/v1/items/TEA03/similar");
      assert.equal(refused.status, 503);
      assert.match(refused.headers.get("Retry-After")!, /^\d+$/);
      const problem = await refused.json();
      assert.equal(problem.type, "urn:kindred:problem:model-not-ready");
      assert.equal((await ask("/")).status, 503);
      const state = await ask("/readyz");
      assert.equal(state.status, 503);
      assert.match((await state.json()).last_failure, new RegExp(name));
      assert.match(String(told[1]), new RegExp(`Cannot read.*${name}`));
      await writeFile(join(broken, name), whole);
      assert.equal((await ask("/v1/items/TEA03/similar")).status, 200);
      assert.equal((await ask("/readyz")).status, 200);
      await handler.close();
    }
    await served.close();
  });
}

/** Asks a worker from a program of its own; prints the status and the first answer. */
const ASK = `
import process from "node:process";
const [bundle, url] = process.argv.slice(-2);
const { default: worker } = await import(bundle);
const response = await worker.fetch(
  new Request("https://shop.example/v1/items/TEA03/similar?k=1"),
  { MODEL_URL: url },
);
const { items } = await response.json();
console.log(response.status, items[0].id);
`;

async function answersIn(
  command: string,
  worker: Uint8Array,
  model: string,
): Promise<void> {
  const served = serveFolder(model);
  await withFolder(async (folder) => {
    const bundle = join(folder, "worker.mjs");
    const program = join(folder, "ask.mjs");
    await writeFile(bundle, worker);
    await writeFile(program, ASK);
    const args = command === "node" ? [program] : ["run", "-A", program];
    const child = spawn(command, [...args, `file://${bundle}`, served.url]);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data) => said += data);
    }
    await new Promise((resolve) => child.on("close", resolve));
    assert.match(said, /^200 TEA\d\d\n$/);
  });
  await served.close();
}
