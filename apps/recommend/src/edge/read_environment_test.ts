import assert from "node:assert/strict";
import { readEnvironment } from "./read_environment.ts";

Deno.test("readEnvironment() reads what is set and leaves the rest", () => {
  assert.deepEqual(readEnvironment({}), {});
  assert.deepEqual(
    readEnvironment({ TITLE: "", MODEL: null, PATH: "/bin", remoteAddr: {} }),
    {},
  );
  assert.deepEqual(
    readEnvironment({
      MODEL_URL: "https://shop.example/model",
      MODEL_PREFIX: "shop/v1/",
      TITLE: "Shop",
      API_KEYS: "app:0123456789abcdef, fedcba9876543210",
      PAGES: "false",
      EXAMPLE_IDS: "A, B,",
      CORS_ORIGINS: "https://shop.example",
      RATE_LIMIT: "2.5",
      ADDRESS_HEADER: "CF-Connecting-IP",
    }),
    {
      model: "https://shop.example/model",
      modelPrefix: "shop/v1/",
      title: "Shop",
      apiKeys: [
        { name: "app", key: "0123456789abcdef" },
        { name: "key-2", key: "fedcba9876543210" },
      ],
      pages: false,
      exampleIds: ["A", "B"],
      corsOrigins: ["https://shop.example"],
      rateLimit: { perSecond: 2.5, addressHeader: "CF-Connecting-IP" },
    },
  );
  assert.deepEqual(readEnvironment({ RATE_LIMIT: "1" }), {
    rateLimit: { perSecond: 1 },
  });
});

Deno.test("readEnvironment() takes a binding before an address", () => {
  const fetcher = { fetch: () => Promise.resolve(new Response()) };
  const { model } = readEnvironment({ MODEL: fetcher, MODEL_URL: "https://a" });
  assert.equal(model, fetcher);
});

Deno.test("readEnvironment() throws KindredError naming what is wrong", () => {
  const wrong: [Record<string, unknown>, string][] = [
    [{ PAGES: "yes" }, 'PAGES must be true or false, got "yes"'],
    [{ RATE_LIMIT: "often" }, 'RATE_LIMIT must be a number, got "often"'],
    [{ TITLE: 7 }, "TITLE must be a text, got number"],
    [
      { MODEL: "https://shop.example" },
      'MODEL must be a binding to an R2 bucket, or one that fetches; an address is MODEL_URL\'s, got "https://shop.example"',
    ],
    [
      { MODEL: { get: () => {}, list: () => {} } },
      "MODEL must be a binding to an R2 bucket, or one that fetches; an address is MODEL_URL's, got object",
    ],
  ];
  for (const [env, message] of wrong) {
    assert.throws(() => readEnvironment(env), {
      name: "KindredError",
      message: `Cannot read the environment: ${message}`,
    });
  }
});
