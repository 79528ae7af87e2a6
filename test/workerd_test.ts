// deno-lint-ignore-file no-console -- a skipped test says why
import { createApp, createModelSlot } from "@kindred/recommend";
import { fetchSource } from "@kindred/recommender";
import { openModelFolder } from "@kindred/recommender/folder";
import assert from "node:assert/strict";
import { bundleEntry } from "../tools/bundle/bundle_entry.ts";
import { serveFolder } from "../tools/bundle/serve_folder.ts";
import { withFolder } from "./_kindred.ts";
import { firstAnswer, runWorker, workerdPath } from "./_workerd.ts";
import {
  essenceOf,
  QUESTIONS,
  requestOf,
  withWorldsModel,
} from "./_worlds_model.ts";

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
    const [module] = await bundleEntry("apps/recommend/src/edge/worker.ts");
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
    const [module] = await bundleEntry("apps/recommend/src/edge/worker.ts");
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
