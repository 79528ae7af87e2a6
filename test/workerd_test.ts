// deno-lint-ignore-file no-console -- a skipped test says why
import { createApp, createModelSlot } from "@kindred/recommend";
import { fetchSource, memorySource } from "@kindred/recommender";
import { openModelFolder } from "@kindred/recommender/folder";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundleEntry } from "../tools/bundle/bundle_entry.ts";
import { mistypedQueries } from "../tools/bundle/mistyped_queries.ts";
import { serveFolder } from "../tools/bundle/serve_folder.ts";
import { withFolder } from "./_kindred.ts";
import { withShopModel } from "./_shop_model.ts";
import {
  COMPATIBILITY_DATE,
  firstAnswer,
  hasBuckets,
  INSTALLED,
  runWorker,
  workerdPath,
} from "./_workerd.ts";
import {
  essenceOf,
  type Question,
  QUESTIONS,
  requestOf,
  withWorldsModel,
} from "./_worlds_model.ts";

const WORKER = "apps/recommend/src/edge/worker.ts";

if (workerdPath === undefined) {
  console.log(
    "skipped, Workers: there is no workerd; deno task test:workerd installs it",
  );
}

Deno.test({
  name:
    "the bundled worker answers in the runtime of Workers as the server does",
  ignore: workerdPath === undefined,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const [module] = await bundleEntry(WORKER);
    await withWorldsModel((model) =>
      withFolder(async (folder) => {
        const served = serveFolder(model);
        const recommender = await openModelFolder(model, { engine: "lists" });
        const source = fetchSource(served.url);
        const app = createApp(createModelSlot({ recommender, source }));
        const worker = await runWorker(folder, module!.contents, {
          MODEL_URL: served.url,
        });
        try {
          const first = ["/v1/items/TEA03/similar?k=5"] as const;
          // Many at once, of which one loads the model for all.
          await firstAnswer(worker, () => fetch(requestOf(first, worker.url)))
            .then((response) => response.body?.cancel());
          const answers = await Promise.all(
            Array.from(
              { length: 40 },
              (_, i) =>
                fetch(`${worker.url}/v1/items/TEA04/similar?k=${i % 20 + 1}`),
            ),
          );
          for (const answer of answers) {
            assert.equal(answer.status, 200);
            await answer.body?.cancel();
          }
          const manifests = served.asked.filter((name) =>
            name.startsWith("manifest")
          );
          assert.equal(manifests.length, 1);
          for (const question of QUESTIONS) {
            const [mine, theirs] = await Promise.all([
              fetch(requestOf(question, worker.url)).then(essenceOf),
              Promise.resolve(app.fetch(requestOf(question, worker.url)))
                .then(essenceOf),
            ]);
            assert.deepEqual(mine, theirs, question[0]);
          }
          assert.equal(worker.said(), "");
        } finally {
          await worker.close();
          await served.close();
          await recommender.close();
        }
      })
    );
  },
});

Deno.test({
  name:
    "in the runtime of Workers the first requests share one load, and a failed one is tried again",
  ignore: workerdPath === undefined,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const [module] = await bundleEntry(WORKER);
    await withWorldsModel((model) =>
      withFolder(async (folder) => {
        let isThere = false;
        const served = serveFolder(model, {});
        const gate = Deno.serve(
          { port: 0, hostname: "127.0.0.1", onListen: () => {} },
          async (request) => {
            if (!isThere) return new Response("later", { status: 500 });
            // As far away as another continent.
            await new Promise((resolve) => setTimeout(resolve, 150));
            const { pathname } = new URL(request.url);
            return fetch(served.url + pathname, { headers: request.headers });
          },
        );
        const worker = await runWorker(folder, module!.contents, {
          MODEL_URL: `http://127.0.0.1:${gate.addr.port}`,
        });
        const ask = () => fetch(`${worker.url}/v1/items/TEA03/similar?k=5`);
        try {
          const refused = await firstAnswer(worker, ask);
          assert.equal(refused.status, 503);
          assert.equal(refused.headers.get("Retry-After"), "5");
          await refused.body?.cancel();
          isThere = true;
          await new Promise((resolve) => setTimeout(resolve, 5100));
          // The one that loads goes away; the others must not wait for it in vain.
          const leaving = new AbortController();
          const gone = fetch(`${worker.url}/v1/items/TEA03/similar?k=5`, {
            signal: leaving.signal,
          });
          await new Promise((resolve) => setTimeout(resolve, 100));
          const waiting = Array.from({ length: 10 }, ask);
          await new Promise((resolve) => setTimeout(resolve, 50));
          leaving.abort();
          await assert.rejects(gone);
          for (const answer of await Promise.all(waiting)) {
            assert.equal(answer.status, 200);
            await answer.body?.cancel();
          }
          const manifests = served.asked.filter((name) =>
            name.startsWith("manifest")
          );
          assert.equal(manifests.length, 1);
        } finally {
          await worker.close();
          await gate.shutdown();
          await served.close();
        }
      })
    );
  },
});

/** Puts a model into a bucket, asks the worker about it, and prints the answers. */
const WITH_BUCKET = `
import { readdirSync, readFileSync } from "node:fs";
const [miniflare, folder, worker, date, questions] = process.argv.slice(2);
const { Miniflare } = await import(miniflare);
const runtime = new Miniflare({
  modules: [{ type: "ESModule", path: worker, contents: readFileSync(worker, "utf8") }],
  modulesRoot: "/",
  compatibilityDate: date,
  r2Buckets: ["MODEL"],
  bindings: { MODEL_PREFIX: "shop/v1/" },
});
const bucket = await runtime.getR2Bucket("MODEL");
for (const name of readdirSync(folder)) {
  const bytes = new Uint8Array(readFileSync(folder + "/" + name));
  await bucket.put("shop/v1/" + name, bytes.buffer);
}
const answers = [];
for (const [path, body] of JSON.parse(questions)) {
  const response = await runtime.dispatchFetch("https://shop.example" + path, body === undefined ? {} : {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  answers.push([response.status, await response.text()]);
}
await runtime.dispose();
console.log(JSON.stringify(answers));
`;

Deno.test({
  name: "the bundled worker reads its model from a bucket of R2",
  ignore: !hasBuckets,
  sanitizeOps: false,
  sanitizeResources: false,
  fn: () =>
    withWorldsModel(async (model) => {
      const answers = await askWithBucket(model, QUESTIONS);
      const recommender = await openModelFolder(model, { engine: "lists" });
      const source = memorySource(await filesOf(model));
      const app = createApp(createModelSlot({ recommender, source }));
      for (const [i, question] of QUESTIONS.entries()) {
        const { status, text } = await essenceOf(
          await app.fetch(requestOf(question, "https://shop.example")),
        );
        assert.deepEqual(answers[i], [status, text], question[0]);
      }
      await recommender.close();
    }),
});

Deno.test({
  name:
    "in the runtime of Workers mistyped words are found in a large model, over ranges and in a bucket of R2",
  ignore: workerdPath === undefined || !hasBuckets,
  sanitizeOps: false,
  sanitizeResources: false,
  fn: () =>
    withShopModel(async (model, items) => {
      const [module] = await bundleEntry(WORKER);
      const wanted = mistypedQueries(items, 5);
      const questions = wanted.map(({ query }): Question => [
        `/v1/items?q=${encodeURIComponent(query)}`,
      ]);
      const recommender = await openModelFolder(model, { engine: "lists" });
      const expected = await Promise.all(
        wanted.map(async ({ id, query }) => {
          const found = await recommender.searchItems(query);
          assert.ok(found.some((item) => item.id === id), query);
          return found.map((item) => item.id);
        }),
      );
      await recommender.close();
      const idsOf = (text: string) =>
        JSON.parse(text).items.map(({ id }: { id: string }) => id);

      const inBucket = await askWithBucket(model, questions);
      assert.deepEqual(inBucket.map(([, text]) => idsOf(text)), expected);

      await withFolder(async (folder) => {
        const served = serveFolder(model);
        const worker = await runWorker(folder, module!.contents, {
          MODEL_URL: served.url,
        });
        try {
          for (const [i, question] of questions.entries()) {
            const response = await firstAnswer(
              worker,
              () => fetch(requestOf(question, worker.url)),
            );
            assert.deepEqual(idsOf(await response.text()), expected[i]);
          }
          assert.equal(worker.said(), "");
        } finally {
          await worker.close();
          await served.close();
        }
      });
    }),
});

/** Asks the bundled worker over a model in a bucket: status and text of each answer. */
async function askWithBucket(
  model: string,
  questions: readonly Question[],
): Promise<[number, string][]> {
  const [module] = await bundleEntry(WORKER);
  let answers: [number, string][] = [];
  await withFolder(async (folder) => {
    const program = join(folder, "program.mjs");
    const worker = join(folder, "worker.mjs");
    await writeFile(program, WITH_BUCKET);
    await writeFile(worker, module!.contents);
    const { stdout, stderr } = spawnSync("node", [
      program,
      pathToFileURL(
        join(INSTALLED, "node_modules/miniflare/dist/src/index.js"),
      ).href,
      model,
      worker,
      COMPATIBILITY_DATE,
      JSON.stringify(questions),
    ], { encoding: "utf8", maxBuffer: 2 ** 26 });
    assert.notEqual(stdout, "", stderr);
    answers = JSON.parse(stdout);
  });
  return answers;
}

async function filesOf(model: string): Promise<Record<string, Uint8Array>> {
  const names = await readdir(model);
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [
      name,
      new Uint8Array(await readFile(join(model, name))),
    ])),
  );
}
