import { SOFTWARE } from "@kindred/core";
import { memorySource } from "@kindred/recommender";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fixtureRecommender, ITEMS, scoreAt } from "./_recommender_fixture.ts";
import type { FailedRequest } from "./app_options.ts";
import { createApp } from "./create_app.ts";
import { createModelSlot } from "./model/model_slot.ts";

const app = createApp(fixtureRecommender());

async function json(path: string, init?: Parameters<typeof app.request>[1]) {
  const response = await app.request(path, init);
  return { response, body: await response.json() };
}

function post(path: string, body: unknown) {
  return json(path, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json" },
  });
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
    skipped: [],
    exact: true,
    complete: true,
    engine: "by hand",
    diversity_by: null,
  });
});

Deno.test("GET /v1/items/{id}/similar follows the rules of its query", async () => {
  const ids = async (query: string) => {
    const { response, body } = await json(`/v1/items/rice/similar?${query}`);
    assert.equal(response.status, 200, JSON.stringify(body));
    return body.items.map(({ id }: { id: string }) => id);
  };
  assert.deepEqual(await ids("price_max=5"), ["__proto__"]);
  assert.deepEqual(await ids("price_min=5&price_max=10"), ["saffron"]);
  assert.deepEqual(await ids("exclude=saffron&exclude=__proto__"), [
    "a/b?c#d é%",
  ]);
  assert.deepEqual(await ids("pin=__proto__&k=1"), ["__proto__"]);
  assert.deepEqual(await ids("min_score=0.75"), ["saffron", "a/b?c#d é%"]);
  assert.deepEqual(await ids("at_most_category=1"), ["saffron"]);
  assert.deepEqual(await ids("category=Shop&k=1"), ["saffron"]);
  assert.deepEqual(await ids("category=Shed&category=Shop&k=1"), ["saffron"]);
  assert.deepEqual(await ids("brand=nobody"), []);
});

Deno.test("GET /v1/items/{id}/similar says why where that is asked", async () => {
  const { body } = await json(
    "/v1/items/rice/similar?k=1&explain=true&pin=__proto__",
  );
  assert.deepEqual(body.items[0].why.rules, [{ rule: "pinned" }]);
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
  assert.deepEqual(body, { items: [ITEMS[1]], limit: 5, next_cursor: null });
  const refusals = {
    "?q=": ["q", "Cannot search: q must hold a word, got none"],
    "?q=%20": ["q", "Cannot search: q must hold a word, got none"],
    "?q=a&q=b": ["q", "Cannot search: q must be given once, got several"],
    [`?q=${"x".repeat(201)}`]: [
      "q",
      "Cannot search: q must have at most 200 characters, got 201",
    ],
    "?q=a&limit=0": [
      "limit",
      "Cannot search: limit must be a whole number in [1, 100], got 0",
    ],
    "?limt=1": [
      "limt",
      'Cannot read the request: the query must have no other members than the documented ones, got "limt"',
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

Deno.test("GET /v1/items walks through all items, page by page", async () => {
  for (const q of ["", "q=shop&", "q=rice&"]) {
    const { body: all } = await json(`/v1/items?${q}limit=100`);
    assert.equal(all.next_cursor, null);
    const seen = [];
    let cursor = "";
    for (;;) {
      const { body } = await json(`/v1/items?${q}limit=2${cursor}`);
      assert.ok(body.items.length <= 2);
      seen.push(...body.items);
      if (body.next_cursor === null) break;
      assert.equal(body.items.length, 2);
      cursor = `&cursor=${body.next_cursor}`;
    }
    assert.deepEqual(seen, all.items);
  }
});

Deno.test("GET /v1/items refuses a cursor of another list", async () => {
  const { body: { next_cursor: cursor } } = await json("/v1/items?limit=1");
  const other = await json(`/v1/items?q=rice&cursor=${cursor}`);
  assert.equal(other.response.status, 400);
  assert.equal(
    other.body.detail,
    `Cannot search: cursor must be of the same q and of the model that answers now, got "${cursor}"`,
  );
  for (const wrong of ["", "x", "-1", "1-", "../1", "zzzzzzzzzzz-1"]) {
    const { response } = await json(
      `/v1/items?cursor=${encodeURIComponent(wrong)}`,
    );
    assert.equal(response.status, 400, wrong);
  }
});

Deno.test("POST /v1/recommend answers for a basket and reports what it skipped", async () => {
  const { response, body } = await post("/v1/recommend", {
    basket: ["rice", { id: "saffron", weight: 2 }, "none", "brick"],
    k: 1,
    boost: [{ filter: { price: { max: 1 } }, factor: 3 }],
    explain: true,
  });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("Cache-Control"), "no-store");
  assert.equal(response.headers.get("ETag"), null);
  assert.deepEqual(body.skipped.sort(), ["brick", "none"]);
  // The best of the others has a probability of 1, which no boost can pass.
  assert.deepEqual(body.items.map(({ id }: { id: string }) => id), [
    "a/b?c#d é%",
  ]);
});

Deno.test("POST /v1/recommend answers 404 if no item of the basket can be asked about", async () => {
  for (
    const [basket, title] of [
      [["none"], "Unknown item"],
      [["brick"], "Untrained item"],
    ] as const
  ) {
    const { response, body } = await post("/v1/recommend", { basket });
    assert.equal(response.status, 404);
    assert.equal(body.title, title);
  }
});

Deno.test("POST /v1/batch answers each id in its place", async () => {
  const { body } = await post("/v1/batch", {
    ids: ["saffron", "none", "rice", "brick"],
    k: 1,
  });
  assert.deepEqual(body, {
    k: 1,
    answers: [
      { id: "saffron", items: [{ id: "rice", score: 1 }] },
      {
        id: "none",
        problem: {
          type: "urn:kindred:problem:unknown-item",
          title: "Unknown item",
          detail:
            'Cannot find the item: its id must be in the catalogue, got "none"',
        },
      },
      { id: "rice", items: [{ id: "saffron", score: 1 }] },
      {
        id: "brick",
        problem: {
          type: "urn:kindred:problem:untrained-item",
          title: "Untrained item",
          detail:
            'Cannot recommend for "brick": an item must be in at least one training pair, got none',
        },
      },
    ],
  });
});

Deno.test("GET /v1/model says what is served, with the card of its folder", async () => {
  const model = {
    items: 5,
    trained_items: 4,
    dimensions: 2,
    engines: ["by hand"],
    software: SOFTWARE,
    sha256: "ab".repeat(32),
    metrics: { rocAuc: 0.97 },
  };
  assert.deepEqual((await json("/v1/model")).body, {
    ...model,
    precisions: null,
    card: null,
  });
  const slot = createModelSlot({
    recommender: fixtureRecommender(),
    source: memorySource({
      "README.md": new TextEncoder().encode("# Groceries\n"),
      "precision.json": new TextEncoder().encode('{"precisions":[]}'),
    }),
  });
  const response = await createApp(slot).request("/v1/model");
  assert.deepEqual(await response.json(), {
    ...model,
    precisions: { precisions: [] },
    card: "# Groceries\n",
  });
});

Deno.test("GET /healthz and /readyz say whether it is alive and can answer", async () => {
  assert.deepEqual((await json("/healthz")).body, { status: "ok" });
  const { response, body } = await json("/readyz");
  assert.equal(response.status, 200);
  assert.deepEqual(body, {
    status: "ready",
    model: { items: 5, software: SOFTWARE, sha256: "ab".repeat(32) },
    loads: 1,
    failures: 0,
    last_failure: null,
  });
  const empty = createApp(createModelSlot());
  assert.equal((await empty.request("/healthz")).status, 200);
  assert.equal((await empty.request("/readyz")).status, 503);
});

Deno.test("GET /metrics counts requests by route, and what is kept", async () => {
  const counting = createApp(fixtureRecommender());
  for (const path of ["rice/similar", "rice/similar", "none", "none2"]) {
    await counting.request(`/v1/items/${path}`);
  }
  await counting.request("/nowhere/at/all");
  const text = await (await counting.request("/metrics")).text();
  const line = (start: string) =>
    text.split("\n").find((line) => line.startsWith(start));
  const name = "kindred_http_request_duration_seconds_count";
  const labels = 'method="GET",route="/v1/items/:id';
  assert.equal(
    line(`${name}{${labels}/similar"`),
    `${name}{${labels}/similar",status="200"} 2`,
  );
  assert.equal(
    line(`${name}{${labels}"`),
    `${name}{${labels}",status="404"} 2`,
  );
  assert.match(text, /route="none",status="404"/);
  assert.equal(line("kindred_cache_hits_total"), "kindred_cache_hits_total 1");
  assert.match(text, /^kindred_model_info\{sha256="abab.*items="5"\} 1$/m);
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
