import assert from "node:assert/strict";
import { fixtureRecommender } from "./_recommender_fixture.ts";
import type { AppOptions, RequestLog } from "./app_options.ts";
import { createApp } from "./create_app.ts";
import { createModelSlot } from "./model/model_slot.ts";

const KEY = "0123456789abcdef";
const SIMILAR = "/v1/items/rice/similar";

function appWith(options: AppOptions) {
  return createApp(fixtureRecommender(), options);
}

Deno.test("createApp() with API keys answers whoever shows one", async () => {
  const app = appWith({ apiKeys: [{ name: "shop", key: KEY }] });
  const shown: Record<string, string>[] = [
    { "X-API-Key": KEY },
    { Authorization: `Bearer ${KEY}` },
  ];
  for (const headers of shown) {
    const response = await app.request(SIMILAR, { headers });
    assert.equal(response.status, 200);
    // What a key opens is not for caches that all share.
    assert.equal(
      response.headers.get("Cache-Control"),
      "private, max-age=60",
    );
  }
  const refusals: [Record<string, string>, string][] = [
    [{}, "none"],
    [{ "X-API-Key": KEY + "0" }, "an unknown one"],
  ];
  for (const [headers, found] of refusals) {
    for (const path of [SIMILAR, "/v1/model", "/v1/nowhere", "/metrics"]) {
      const response = await app.request(path, { headers });
      assert.equal(response.status, 401, path);
      assert.equal(response.headers.get("WWW-Authenticate"), "Bearer");
      assert.equal(
        (await response.json()).detail,
        `Cannot answer: the request must show an API key, as X-API-Key or as a bearer token, got ${found}`,
      );
    }
  }
});

Deno.test("createApp() with API keys leaves open what says nothing of the items, and shows no pages", async () => {
  const options = { apiKeys: [{ name: "shop", key: KEY }] };
  const app = appWith(options);
  for (const path of ["/healthz", "/readyz", "/docs", "/openapi.json"]) {
    const response = await app.request(path);
    assert.equal(response.status, 200, path);
    assert.doesNotMatch(await response.text(), /saffron/, path);
  }
  assert.equal((await app.request("/items/rice")).status, 404);
  const open = appWith({ ...options, pages: true });
  assert.equal((await open.request("/items/rice")).status, 200);
  const { security } = await (await app.request("/openapi.json")).json();
  assert.deepEqual(security, [{ apiKey: [] }, { bearer: [] }]);
});

Deno.test("createApp() with a rate limit answers 429 with Retry-After, to each by itself", async () => {
  const app = appWith({ rateLimit: { perSecond: 0.01, burst: 2 } });
  const status = async (remoteAddress: string, path = SIMILAR) =>
    (await app.request(path, {}, { remoteAddress })).status;
  assert.deepEqual(
    [await status("10.0.0.1"), await status("10.0.0.1", "/")],
    [200, 200],
  );
  const refused = await app.request(SIMILAR, {}, { remoteAddress: "10.0.0.1" });
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get("Retry-After"), "100");
  assert.equal((await refused.json()).retry_after, 100);
  assert.equal(await status("10.0.0.2"), 200);
  assert.equal(await status("10.0.0.1", "/healthz"), 200);
  // Whoever has one address of IPv6 has its whole network.
  assert.deepEqual([
    await status("2001:db8:1:2::1"),
    await status("2001:db8:1:2:ffff::2"),
    await status("2001:db8:1:2::3"),
    await status("2001:db8:1:3::1"),
  ], [200, 200, 429, 200]);
});

Deno.test("createApp() with a rate limit believes a proxy where it is told to", async () => {
  const app = appWith({
    rateLimit: { perSecond: 0.01, burst: 1, addressHeader: "X-Forwarded-For" },
  });
  const status = async (told: string) =>
    (await app.request(SIMILAR, { headers: { "X-Forwarded-For": told } }))
      .status;
  assert.equal(await status("1.1.1.1, 10.0.0.1"), 200);
  // What the caller itself wrote stands before what the proxy added.
  assert.equal(await status("2.2.2.2, 10.0.0.1"), 429);
  assert.equal(await status("10.0.0.2"), 200);
});

Deno.test("createApp() with a rate limit counts the items of a batch", async () => {
  const app = appWith({ rateLimit: { perSecond: 0.01, burst: 2 } });
  const batch = await app.request("/v1/batch", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ids: Array(100).fill("rice"), k: 1 }),
  });
  assert.equal(batch.status, 200);
  const next = await app.request(SIMILAR);
  assert.equal(next.status, 429);
  // 1 token was left of 2; 99 further items took 9.9 of them.
  assert.equal(next.headers.get("Retry-After"), "990");
});

Deno.test("createApp() lets pages of the named origins ask, and no others", async () => {
  const app = appWith({
    corsOrigins: ["https://shop.example"],
    apiKeys: [{ name: "shop", key: KEY }],
  });
  const preflight = (origin: string) =>
    app.request("/v1/recommend", {
      method: "OPTIONS",
      headers: { Origin: origin, "Access-Control-Request-Method": "POST" },
    });
  const allowed = await preflight("https://shop.example");
  assert.equal(allowed.status, 204);
  assert.equal(
    allowed.headers.get("Access-Control-Allow-Origin"),
    "https://shop.example",
  );
  assert.match(
    allowed.headers.get("Access-Control-Allow-Headers")!,
    /X-API-Key/,
  );
  const other = await preflight("https://other.example");
  assert.equal(other.headers.get("Access-Control-Allow-Origin"), null);
  const none = await appWith({}).request(SIMILAR, {
    headers: { Origin: "https://shop.example" },
  });
  assert.equal(none.headers.get("Access-Control-Allow-Origin"), null);
  const all = await appWith({ corsOrigins: ["*"] }).request(SIMILAR, {
    headers: { Origin: "https://shop.example" },
  });
  assert.equal(all.headers.get("Access-Control-Allow-Origin"), "*");
});

Deno.test("createApp() tells of every request that was answered", async () => {
  const seen: RequestLog[] = [];
  const app = appWith({
    onRequest: (request) => seen.push(request),
    apiKeys: [{ name: "shop", key: KEY }],
  });
  await app.request(SIMILAR, {
    headers: { "X-API-Key": KEY, "X-Request-Id": "r-1" },
  });
  await app.request("/v1/items/rice");
  await app.request("/nowhere");
  assert.deepEqual(
    seen.map(({ time: _, ms: __, ...others }) => others),
    [
      {
        id: "r-1",
        method: "GET",
        route: "/v1/items/:id/similar",
        status: 200,
        key: "shop",
      },
      { id: seen[1]!.id, method: "GET", route: "/v1/items/:id", status: 401 },
      { id: seen[2]!.id, method: "GET", route: "none", status: 404 },
    ],
  );
  assert.ok(seen.every(({ ms, time }) => ms >= 0 && Date.parse(time) > 0));
});

Deno.test("createApp() answers 503 with Retry-After when too many wait for the model", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const recommender = fixtureRecommender({
    async neighbours() {
      await promise;
      return {
        rows: Uint32Array.of(1),
        probabilities: Float32Array.of(0.5),
        exact: true,
        rest: "none",
      };
    },
  });
  const app = createApp(recommender, { maxRunning: 2, maxQueue: 3 });
  const answers = Array.from(
    { length: 9 },
    (_, i) => app.request(`${SIMILAR}?k=${i + 1}`),
  );
  // Those for whom there is no room are answered at once.
  const refused = await Promise.all(answers.slice(5));
  for (const response of refused) {
    assert.equal(response.status, 503);
    assert.equal(response.headers.get("Retry-After"), "1");
    assert.equal((await response.json()).title, "Overloaded");
  }
  // What is no question to the model has its answer all the same.
  assert.equal((await app.request("/healthz")).status, 200);
  assert.equal((await app.request("/v1/items/rice")).status, 200);
  resolve();
  for (const answer of answers.slice(0, 5)) {
    assert.equal((await answer).status, 200);
  }
});

Deno.test("createApp() keeps answers of a model, and none of them for another", async () => {
  let asked = 0;
  const counted = (probability: number) =>
    fixtureRecommender({
      neighbours() {
        asked++;
        return Promise.resolve({
          rows: Uint32Array.of(1),
          probabilities: Float32Array.of(probability),
          exact: true,
          rest: "none",
        });
      },
    });

  const slot = createModelSlot({ recommender: counted(0.5), source: null });
  const app = createApp(slot);
  const score = async () =>
    (await (await app.request(SIMILAR)).json()).items[0].score;
  assert.deepEqual([await score(), await score(), asked], [0.5, 0.5, 1]);
  await slot.swap({ recommender: counted(0.25), source: null });
  assert.deepEqual([await score(), asked], [0.25, 2]);
  // Answers of the model before do not stay: nobody can ask for them.
  const metrics = await (await app.request("/metrics")).text();
  assert.match(metrics, /^kindred_cache_entries 1$/m);
  const off = createApp(counted(0.5), { cacheBytes: 0 });
  for (let i = 0; i < 2; i++) await off.request(SIMILAR);
  assert.equal(asked, 4);
});

Deno.test("createApp() compresses what is long, for whoever takes it", async () => {
  const app = appWith({});
  const gzip = { headers: { "Accept-Encoding": "gzip" } };
  const long = await app.request("/openapi.json", gzip);
  assert.equal(long.headers.get("Content-Encoding"), "gzip");
  const unpacked = long.body!.pipeThrough(new DecompressionStream("gzip"));
  assert.deepEqual(
    await new Response(unpacked).json(),
    await (await app.request("/openapi.json")).json(),
  );
  const short = await app.request("/healthz", gzip);
  assert.equal(short.headers.get("Content-Encoding"), null);
});

Deno.test("createApp() sends answers that it keeps in gzip as it sends others", async () => {
  const app = appWith({});
  const address = "/v1/items/rice/similar?k=1000&explain=true";
  const ask = (accepted: string) =>
    app.request(address, { headers: { "Accept-Encoding": accepted } });
  const plain = await (await app.request(address)).json();
  assert.ok(JSON.stringify(plain).length >= 1024, "long enough");
  for (let time = 0; time < 3; time++) {
    for (const accepted of ["gzip", "br, gzip;q=0.5", "deflate, GZIP"]) {
      const response = await ask(accepted);
      assert.equal(response.headers.get("Vary"), "Accept-Encoding");
      const encoding = response.headers.get("Content-Encoding");
      assert.equal(encoding, "gzip", accepted);
      const body = response.body!
        .pipeThrough(new DecompressionStream("gzip"));
      assert.deepEqual(await new Response(body).json(), plain);
    }
    for (const accepted of ["identity", "gzip;q=0", "br"]) {
      const response = await ask(accepted);
      assert.equal(response.headers.get("Content-Encoding"), null, accepted);
      assert.deepEqual(await response.json(), plain);
    }
  }
});

Deno.test("createApp() throws RangeError if an option is out of range", () => {
  const cases: [AppOptions, string][] = [
    [
      { maxRunning: 0 },
      "create the app: maxRunning must be a whole number >= 1, got 0",
    ],
    [
      { maxQueue: -1 },
      "create the app: maxQueue must be a whole number >= 0, got -1",
    ],
    [
      { cacheBytes: NaN },
      "create the app: cacheBytes must be a number >= 0, got NaN",
    ],
    [
      { maxBodyBytes: 0 },
      "create the app: maxBodyBytes must be a whole number >= 1, got 0",
    ],
    [
      { bodySeconds: 0 },
      "create the app: bodySeconds must be a number > 0, got 0",
    ],
    [
      { rateLimit: { perSecond: 0 } },
      "limit the rate: perSecond must be a number > 0, got 0",
    ],
    [
      { rateLimit: { perSecond: 1, burst: 0 } },
      "limit the rate: burst must be a number >= 1, got 0",
    ],
    [{ apiKeys: [] }, "ask for API keys: there must be one, got none"],
  ];
  for (const [options, message] of cases) {
    assert.throws(() => appWith(options), new RangeError(`Cannot ${message}`));
  }
});
