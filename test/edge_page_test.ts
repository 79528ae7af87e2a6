import { createApp, createModelSlot } from "@kindred/recommend";
import { fetchSource } from "@kindred/recommender";
import { openModelFolder } from "@kindred/recommender/folder";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { bundleEntry } from "../tools/bundle/bundle_entry.ts";
import { type ServedFile, serveFolder } from "../tools/bundle/serve_folder.ts";
import { BROWSER_PATH, launchBrowser, tellIfSkipped } from "./_browser.ts";
import { ROOT } from "./_kindred.ts";
import {
  essenceOf,
  type Question,
  QUESTIONS,
  requestOf,
  withWorldsModel,
} from "./_worlds_model.ts";

tellIfSkipped("the edge in a page");

/** ONNX Runtime's own file, which it fetches from beside its module. */
const WASM = "ort-wasm-simd-threaded.wasm";

/** What the page loads: without ONNX Runtime until it is needed. */
const PAGE = `
import { createEdgeHandler } from "@kindred/recommend/edge";
import { onnxRuntimeWeb } from "@kindred/recommender/web";
const model = new URL("/model", location.href);
const onnx = onnxRuntimeWeb(() => import("onnxruntime-web/wasm"));
globalThis.handlers = {
  lists: createEdgeHandler({ model }),
  onnx: createEdgeHandler({ model, onnx }),
};
`;

/** What a service worker runs. */
const SERVICE_WORKER = `
import { createEdgeHandler } from "@kindred/recommend/edge";
const handler = createEdgeHandler({ model: new URL("/model", location.href) });
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  if (!new URL(event.request.url).pathname.startsWith("/v1/")) return;
  event.respondWith(handler.fetch(event.request, {}, event));
});
`;

type Essence = Awaited<ReturnType<typeof essenceOf>>;

/** Asks one of the page's handlers, in the page. */
function askInPage(
  page: Page,
  handler: "lists" | "onnx",
  [path, body]: Question,
): Promise<Essence> {
  return page.evaluate(async ({ handler, path, body }) => {
    const { handlers, location } = globalThis as unknown as {
      handlers: Record<string, { fetch(request: Request): Promise<Response> }>;
      location: { origin: string };
    };
    const response = await handlers[handler]!.fetch(
      new Request(
        location.origin + path,
        body === undefined ? {} : {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify(body),
        },
      ),
    );
    const { status, headers } = response;
    return {
      status,
      type: headers.get("Content-Type"),
      tag: headers.get("ETag"),
      text: await response.text(),
    };
  }, { handler, path, body });
}

const BASKET: Question = ["/v1/recommend", {
  basket: ["TEA01", { id: "NUT02", weight: 3 }],
  k: 6,
}];

Deno.test({
  name:
    "the entry for the edge answers in a page and in its service worker, with ONNX Runtime where asked",
  ignore: BROWSER_PATH === undefined,
  // The browser's driver and the bundler keep processes of their own.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: () =>
    withWorldsModel(async (model) => {
      const [page, ...chunks] = await bundleEntry("page.js", {
        program: PAGE,
        splitting: true,
      });
      const [worker] = await bundleEntry("service_worker.js", {
        program: SERVICE_WORKER,
      });
      // ONNX Runtime is a file of its own, loaded when a basket first needs it.
      assert.ok(page!.contents.length < 600_000);
      assert.doesNotMatch([...page!.parts.keys()].join(), /onnxruntime/);
      const type = "text/javascript";
      const served = serveFolder(model, {
        files: new Map<string, ServedFile>([
          ["/", {
            contents: '<!doctype html><script type="module" src="/page.js">' +
              "</script>",
            type: "text/html",
          }],
          ...[page!, worker!, ...chunks].map(({ name, contents }) =>
            [`/${name}`, { contents, type }] as const
          ),
          [`/${WASM}`, {
            contents: new Uint8Array(
              await readFile(
                join(ROOT, "node_modules/onnxruntime-web/dist", WASM),
              ),
            ),
            type: "application/wasm",
          }],
        ]),
      });
      const lists = await openModelFolder(model, { engine: "lists" });
      const exact = await openModelFolder(model, { engine: "onnxruntime" });
      const source = fetchSource(served.url);
      const app = createApp(createModelSlot({ recommender: lists, source }));
      const browser = await launchBrowser();
      try {
        const page = await browser.newPage();
        const failures: string[] = [];
        page.on("pageerror", (error) => failures.push(error.message));
        await page.goto(served.url);
        await page.waitForFunction("globalThis.handlers");
        const answerOf = async (question: Question) =>
          await essenceOf(await app.fetch(requestOf(question, served.url)));

        for (const question of QUESTIONS) {
          assert.deepEqual(
            await askInPage(page, "lists", question),
            await answerOf(question),
            question[0],
          );
        }

        const { status, text } = await askInPage(page, "onnx", BASKET);
        assert.equal(status, 200, text);
        const { items, engine } = JSON.parse(text);
        assert.equal(engine, "onnxruntime-web");
        const expected = await exact.similarItems(
          ["TEA01", { id: "NUT02", weight: 3 }],
          { k: 6 },
        );
        assert.deepEqual(
          items.map(({ id }: { id: string }) => id),
          expected.items.map(({ item }) => item.id),
        );
        for (const [i, { score }] of items.entries()) {
          assert.ok(Math.abs(score - expected.items[i]!.score!) < 1e-5);
        }

        await page.evaluate(`(async () => {
          await navigator.serviceWorker.register("/service_worker.js");
          await navigator.serviceWorker.ready;
          if (navigator.serviceWorker.controller === null) {
            await new Promise((resolve) =>
              navigator.serviceWorker.addEventListener("controllerchange", resolve)
            );
          }
        })()`);
        const question = QUESTIONS[1]!;
        const answer = await page.evaluate(
          (path) => fetch(path).then((response) => response.text()),
          question[0],
        );
        assert.equal(answer, (await answerOf(question)).text);
        assert.ok(!served.asked.some((name) => name.startsWith("similar")));
        assert.deepEqual(failures, []);
      } finally {
        await browser.close();
        await served.close();
        await lists.close();
        await exact.close();
      }
    }),
});
