import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fixtureRecommender, ITEMS, scoreAt } from "./_recommender_fixture.ts";
import { createApp, type FailedRequest } from "./create_app.ts";

const app = createApp(fixtureRecommender());

async function json(path: string, init?: Parameters<typeof app.request>[1]) {
  const response = await app.request(path, init);
  return { response, body: await response.json() };
}

async function assertProblem(
  path: string,
  expected: Record<string, unknown>,
): Promise<void> {
  const { response, body } = await json(path);
  assert.equal(response.status, expected.status, path);
  assert.equal(
    response.headers.get("Content-Type"),
    "application/problem+json",
  );
  assert.equal(response.headers.get("Cache-Control"), "no-store");
  assert.deepEqual(body, { ...expected, instance: path });
}

Deno.test("GET /v1/items/{id} returns the item, whatever its id", async () => {
  for (const item of ITEMS) {
    const { response, body } = await json(
      `/v1/items/${encodeURIComponent(item.id)}`,
    );
    assert.equal(response.status, 200);
    assert.deepEqual(body, item);
  }
});

Deno.test("GET /v1/items/{id}/similar returns the best with their scores", async () => {
  const { response, body } = await json("/v1/items/__proto__/similar?k=2");
  assert.equal(response.status, 200);
  assert.match(response.headers.get("Server-Timing")!, /^model;dur=\d/);
  assert.deepEqual(body, {
    item: ITEMS[3],
    items: [0, 1].map((row) => {
      const { pairs: _, ...product } = ITEMS[row]!;
      return { ...product, score: scoreAt(row) };
    }),
    k: 2,
  });
});

Deno.test("GET /v1/items/{id}/similar asks for 10 and never lists an untrained item", async () => {
  const { body } = await json("/v1/items/rice/similar");
  assert.equal(body.k, 10);
  assert.deepEqual(
    body.items.map(({ id }: { id: string }) => id),
    ["saffron", "a/b?c#d é%", "__proto__"],
  );
});

Deno.test("GET /v1/items/{id} answers 404 with the nearest ids if it is unknown", async () => {
  for (const suffix of ["", "/similar"]) {
    await assertProblem(`/v1/items/safron${suffix}`, {
      type: "urn:kindred:problem:unknown-item",
      title: "Unknown item",
      status: 404,
      detail:
        'Cannot find the item: its id must be in the catalogue, got "safron"; nearest "saffron"',
      nearest_ids: ["saffron"],
    });
  }
});

Deno.test("GET /v1/items/{id}/similar answers 404 if the item is untrained", async () => {
  await assertProblem("/v1/items/brick/similar", {
    type: "urn:kindred:problem:untrained-item",
    title: "Untrained item",
    status: 404,
    detail:
      'Cannot recommend for "brick": an item must be in at least one training pair, got none',
  });
});

Deno.test("GET /v1/items/{id}/similar answers 400 if k is no whole number in [1, 1000]", async () => {
  const cases = {
    "0": "0",
    "-1": "-1",
    "1.5": "1.5",
    "1001": "1001",
    "abc": '"abc"',
    "1e9": '"1e9"',
    "NaN": '"NaN"',
    "0x1": '"0x1"',
    "": '""',
    "1&k=2": "several",
  };
  for (const [k, found] of Object.entries(cases)) {
    await assertProblem(`/v1/items/rice/similar?k=${k}`, {
      type: "urn:kindred:problem:invalid-parameter",
      title: "Invalid parameter",
      status: 400,
      detail:
        `Cannot recommend: k must be a whole number in [1, 1000], got ${found}`,
      parameter: "k",
    });
  }
});

Deno.test("GET /v1/items searches and checks q and limit", async () => {
  const { body } = await json("/v1/items?q=safron&limit=5");
  assert.deepEqual(body, { q: "safron", items: [ITEMS[1]], limit: 5 });
  const refusals = {
    "": ["q", "Cannot search: q must be given once, got none"],
    "?q=": ["q", "Cannot search: q must hold a word, got none"],
    "?q=%20": ["q", "Cannot search: q must hold a word, got none"],
    "?q=a&q=b": ["q", "Cannot search: q must be given once, got several"],
    [`?q=${"x".repeat(201)}`]: [
      "q",
      "Cannot search: q must have at most 200 characters, got 201",
    ],
    "?q=a&limit=0": [
      "limit",
      "Cannot search: limit must be a whole number in [1, 1000], got 0",
    ],
  };
  for (const [query, [parameter, detail]] of Object.entries(refusals)) {
    await assertProblem(`/v1/items${query}`, {
      type: "urn:kindred:problem:invalid-parameter",
      title: "Invalid parameter",
      status: 400,
      detail,
      parameter,
    });
  }
});

Deno.test("GET /v1/model and /healthz say what is served", async () => {
  const model = {
    items: 5,
    software: "kindred 0.1.0",
    sha256: "ab".repeat(32),
  };
  assert.deepEqual((await json("/v1/model")).body, {
    ...model,
    dimensions: 2,
    metrics: { rocAuc: 0.97 },
  });
  assert.deepEqual((await json("/healthz")).body, { status: "ok", ...model });
});

Deno.test("GET /openapi.json describes every route of the API", async () => {
  const { body } = await json("/openapi.json");
  assert.equal(body.openapi, "3.1.0");
  assert.deepEqual(Object.keys(body.paths).sort(), [
    "/healthz",
    "/v1/items",
    "/v1/items/{id}",
    "/v1/items/{id}/similar",
    "/v1/model",
  ]);
  const [id, k] = body.paths["/v1/items/{id}/similar"].get.parameters;
  assert.equal(id.in, "path");
  assert.deepEqual(
    [k.name, k.required, k.schema.type, k.schema.maximum, k.schema.default],
    ["k", false, "integer", 1000, 10],
  );
});

Deno.test("createApp() answers 404 and 405 as problems, or as pages to a browser", async () => {
  await assertProblem("/v2/items", {
    type: "about:blank",
    title: "Not Found",
    status: 404,
    detail: "Cannot answer: the path must be one of ours, got /v2/items",
  });
  const page = await app.request("/v2", { headers: { Accept: "text/html" } });
  assert.equal(page.status, 404);
  assert.match(page.headers.get("Content-Type")!, /^text\/html/);

  const { response, body } = await json("/v1/model", { method: "POST" });
  assert.equal(response.status, 405);
  assert.equal(response.headers.get("Allow"), "GET, HEAD");
  assert.equal(
    body.detail,
    "Cannot answer: the method must be GET or HEAD, got POST",
  );
  const head = await app.request("/v1/model", { method: "HEAD" });
  assert.equal(head.status, 200);
});

Deno.test("createApp() hides unexpected errors and hands them to onError", async () => {
  const secret = new Error("the password is saffron");
  const seen: [unknown, FailedRequest][] = [];
  const failing = createApp(
    fixtureRecommender({ neighbours: () => Promise.reject(secret) }),
    { onError: (...args) => seen.push(args) },
  );
  for (const path of ["/v1/items/rice/similar", "/items/rice"]) {
    const response = await failing.request(path, {
      headers: { "X-Request-Id": "r-1" },
    });
    assert.equal(response.status, 500);
    assert.equal(response.headers.get("X-Request-Id"), "r-1");
    const text = await response.text();
    assert.doesNotMatch(text, /password|\.ts|node_modules/);
    assert.match(text, /see request r-1 in the log/);
    assert.deepEqual(seen.pop(), [
      secret,
      { requestId: "r-1", method: "GET", path },
    ]);
  }
});

Deno.test("createApp() answers 503 if the model was closed", async () => {
  const recommender = fixtureRecommender();
  await recommender.close();
  const response = await createApp(recommender)
    .request("/v1/items/rice/similar");
  assert.equal(response.status, 503);
  assert.equal((await response.json()).title, "Model closed");
});

Deno.test("createApp() gives answers an ETag that saves sending them again", async () => {
  const path = "/v1/items/rice/similar";
  const first = await app.request(path);
  const etag = first.headers.get("ETag")!;
  assert.equal(first.headers.get("Cache-Control"), "public, max-age=60");
  await first.text();
  const second = await app.request(path, {
    headers: { "If-None-Match": etag },
  });
  assert.equal(second.status, 304);
  assert.equal(await second.text(), "");
});

Deno.test("@kindred/recommend loads no built-in module and no native add-on", async () => {
  const { stdout } = await promisify(execFile)(Deno.execPath(), [
    "info",
    "--json",
    new URL("./mod.ts", import.meta.url).pathname,
  ]);
  const modules: { specifier: string }[] = JSON.parse(stdout).modules;
  const names = modules.map(({ specifier }) => specifier);
  assert.ok(names.some((name) => name.includes("zod")), "walks npm too");
  assert.deepEqual(
    names.filter((name) => /^node:|onnxruntime|node-server/.test(name)),
    [],
  );
});
