import { MODEL_FILES } from "@kindred/core";
import type { Bucket, Engine } from "@kindred/recommender";
import assert from "node:assert/strict";
import { fetcherOf, modelFiles } from "./_model_binding_fixture.ts";
import { createEdgeHandler, type EdgeHandler } from "./create_edge_handler.ts";
import type { EdgeOptions } from "./edge_options.ts";

function ask(
  handler: EdgeHandler,
  path: string,
  { env, ...init }: RequestInit & { env?: object } = {},
): Promise<Response> {
  return handler.fetch(new Request(`https://shop.example${path}`, init), env);
}

/** A handler that tells nobody of what fails. */
function quiet(options: EdgeOptions): EdgeHandler {
  return createEdgeHandler({ onError: () => {}, ...options });
}

/** Runs with a console that keeps what is told. */
async function withConsole(
  use: (told: string[]) => Promise<void>,
): Promise<void> {
  const { console } = globalThis;
  const told: string[] = [];
  const error = console.error;
  console.error = (...words: unknown[]) => void told.push(words.join(" "));
  try {
    await use(told);
  } finally {
    console.error = error;
  }
}

Deno.test("createEdgeHandler() reads a model from a binding that fetches, once for all", async () => {
  const { binding, asked } = fetcherOf(await modelFiles(9), {
    prefix: "shop/v1/",
  });
  const handler = quiet({ model: binding, modelPrefix: "shop/v1/" });
  assert.deepEqual(asked, []);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => ask(handler, "/v1/items/item-3/similar")),
  );
  for (const answer of answers) {
    const { items } = await answer.json();
    assert.deepEqual(
      items.map(({ id }: { id: string }) => id),
      ["item-4", "item-5", "item-6"],
    );
  }
  // Each file once: they are short, and kept whole.
  assert.equal(new Set(asked).size, asked.length);
  await handler.close();
});

Deno.test("createEdgeHandler() reads a model from a bucket of its environment", async () => {
  const files = await modelFiles(9);
  const find = (key: string) => files.get(key.replace("m/", "")) ?? null;
  const bucket: Bucket = {
    head: (key) => {
      const bytes = find(key);
      return Promise.resolve(bytes && { size: bytes.length });
    },
    get: (key, { range: { offset, length } }) => {
      const bytes = find(key)?.slice(offset, offset + length);
      return Promise.resolve(
        bytes === undefined ? null : {
          size: bytes.length,
          arrayBuffer: () => Promise.resolve(bytes.buffer),
        },
      );
    },
  };
  const handler = createEdgeHandler();
  const env = { MODEL: bucket, MODEL_PREFIX: "m/", TITLE: "Corner shop" };
  const page = await ask(handler, "/", { env });
  assert.match(await page.text(), /Corner shop/);
  const basket = await ask(handler, "/v1/recommend", {
    env,
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ basket: ["item-1", "item-2"] }),
  });
  const { items, engine } = await basket.json();
  assert.equal(engine, "lists");
  assert.equal(items[0].id, "item-3");
  await handler.close();
});

Deno.test("createEdgeHandler() asks for the keys of its environment", async () => {
  const { binding } = fetcherOf(await modelFiles(9));
  const handler = createEdgeHandler({
    env: { MODEL: binding, API_KEYS: "app:0123456789abcdef" },
  });
  assert.equal((await ask(handler, "/v1/items/item-1")).status, 401);
  const answer = await ask(handler, "/v1/items/item-1", {
    headers: { "X-API-Key": "0123456789abcdef" },
  });
  assert.equal(answer.status, 200);
  await handler.close();
});

Deno.test("createEdgeHandler() answers 500 where settings are wrong, and tells the log why", () =>
  withConsole(async (told) => {
    const handler = createEdgeHandler({ env: { PAGES: "yes" } });
    const answer = await ask(handler, "/v1/items/item-1");
    assert.equal(answer.status, 500);
    assert.equal(
      (await answer.json()).detail,
      "Cannot answer: the settings must be as documented, got others; see the log",
    );
    assert.match(told[0]!, /PAGES must be true or false/);
  }));

Deno.test("createEdgeHandler() answers 503 where there is no model, says why, and is alive", () =>
  withConsole(async (told) => {
    const places: [EdgeOptions, RegExp][] = [
      [{}, /MODEL_URL must be .* got neither$/],
      [{ model: "shop" }, /MODEL_URL must be .* got "shop"$/],
      [
        { model: fetcherOf(new Map()).binding },
        /manifest.json": it must be there, got no such file$/,
      ],
    ];
    for (const [options, reason] of places) {
      const handler = createEdgeHandler({ retrySeconds: 60, ...options });
      const answer = await ask(handler, "/v1/items/item-1");
      assert.equal(answer.status, 503);
      assert.equal(answer.headers.get("Retry-After"), "60");
      assert.equal(
        (await answer.json()).type,
        "urn:kindred:problem:model-not-ready",
      );
      const state = await ask(handler, "/readyz");
      assert.equal(state.status, 503);
      const { last_failure, failures } = await state.json();
      assert.match(last_failure, reason);
      assert.equal(failures, 1);
      assert.match(told.pop()!, /^The model could not be loaded/);
      assert.equal((await ask(handler, "/healthz")).status, 200);
      assert.deepEqual(told, []);
    }
  }));

Deno.test("createEdgeHandler() answers 503 while the model's files are out of reach", async () => {
  const { binding, state } = fetcherOf(await modelFiles(15_000), {
    ranges: true,
  });
  const told: unknown[] = [];
  const handler = createEdgeHandler({
    model: binding,
    onError: (error) => told.push(error),
  });
  assert.equal((await ask(handler, "/v1/items/item-3")).status, 200);
  state.isDown = true;
  const path = "/v1/items/item-14000/similar";
  const answer = await ask(handler, path);
  assert.equal(answer.status, 503);
  assert.equal(answer.headers.get("Retry-After"), "5");
  const problem = await answer.json();
  assert.equal(problem.type, "urn:kindred:problem:model-unreachable");
  // Where the model lies is for the log.
  assert.doesNotMatch(problem.detail, /invalid|ndjson/);
  assert.match(String(told[0]), /items\.ndjson.*connection refused/);
  state.isDown = false;
  assert.equal((await ask(handler, path)).status, 200);
  await handler.close();
});

Deno.test("createEdgeHandler() searches no words of more items than there is room for", async () => {
  const { binding } = fetcherOf(await modelFiles(30));
  const handler = quiet({ model: binding, maxSearchItems: 29 });
  const answer = await ask(handler, "/v1/items?q=item");
  assert.equal(answer.status, 501);
  const problem = await answer.json();
  assert.equal(problem.type, "urn:kindred:problem:search-unavailable");
  assert.match(problem.detail, /at most 29 items here, got 30$/);
  const found = await ask(handler, "/v1/items?q=item-7");
  assert.equal((await found.json()).items[0].id, "item-7");
  const unknown = await ask(handler, "/v1/items/item-77");
  assert.deepEqual((await unknown.json()).nearest_ids, []);
  const page = await ask(handler, "/?q=words");
  assert.equal(page.status, 501);
  assert.match(await page.text(), /An item is found by its whole id/);
  await handler.close();
});

Deno.test("createEdgeHandler() loads anew when another model is in the place of an old one", async () => {
  const files = await modelFiles(15_000);
  const { binding, state } = fetcherOf(files, { ranges: true });
  const realNow = Date.now;
  const handler = quiet({ model: binding });
  const status = async () => {
    const answer = await ask(handler, "/v1/items/item-14000");
    const { title } = await answer.json();
    return [answer.status, title];
  };
  try {
    assert.equal((await ask(handler, "/v1/items/item-0")).status, 200);
    for (const [name, bytes] of await modelFiles(15_000, "v2")) {
      files.set(name, bytes);
    }
    state.version = 2;
    // A young model is not loaded again and again for one damaged line.
    assert.deepEqual(await status(), [503, "Model damaged"]);
    assert.deepEqual(await status(), [503, "Model damaged"]);
    Date.now = () => realNow() + 61_000;
    assert.deepEqual(await status(), [503, "Model damaged"]);
    assert.deepEqual(await status(), [200, "Item 14000 of v2"]);
  } finally {
    Date.now = realNow;
    await handler.close();
  }
});

Deno.test("createEdgeHandler() lets the platform finish what was begun, and limits by its address", async () => {
  const { binding } = fetcherOf(await modelFiles(9));
  const handler = quiet({ model: binding, rateLimit: { perSecond: 0.001 } });
  const work: Promise<unknown>[] = [];
  const from = (hostname: string) =>
    handler.fetch(
      new Request("https://shop.example/v1/items/item-1"),
      { remoteAddr: { hostname } },
      { waitUntil: (promise) => work.push(promise) },
    );
  assert.equal((await from("192.0.2.1")).status, 200);
  assert.equal((await from("192.0.2.1")).status, 429);
  assert.equal((await from("192.0.2.2")).status, 200);
  assert.equal(work.length, 3);
  await Promise.all(work);
  await handler.close();
});

Deno.test("createEdgeHandler() asks an engine that it was given", async () => {
  const files = await modelFiles(9);
  for (
    const name of [
      MODEL_FILES.neighbours,
      MODEL_FILES.score,
      MODEL_FILES.embed,
      MODEL_FILES.weights,
    ]
  ) {
    const manifest = JSON.parse(
      new TextDecoder().decode(files.get("manifest.json")),
    );
    manifest.files[name] = { bytes: 0, sha256: "" };
    files.set(
      "manifest.json",
      new TextEncoder().encode(JSON.stringify(manifest)),
    );
  }
  const engine: Engine = {
    name: "onnxruntime-web",
    neighbours: () =>
      Promise.resolve({
        rows: Uint32Array.of(8),
        probabilities: Float32Array.of(0.5),
        exact: true,
        rest: "none",
      }),
    close: () => Promise.resolve(),
  };
  const handler = quiet({
    model: fetcherOf(files).binding,
    onnx: { name: "onnxruntime-web", open: () => Promise.resolve(engine) },
  });
  const answer = await ask(handler, "/v1/recommend", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ basket: ["item-1", "item-2"], k: 1 }),
  });
  assert.equal((await answer.json()).items[0].id, "item-8");
  await handler.close();
});
