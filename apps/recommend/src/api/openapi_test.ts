import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { fixtureRecommender, ITEMS } from "../_recommender_fixture.ts";
import { createApp } from "../create_app.ts";
import type { ApiDocument } from "../docs/_api_document.ts";
import { curlOf } from "../docs/_curl.ts";
import {
  faultsOf,
  type Operation,
  operationsOf,
  RequestMaker,
} from "./_testing.ts";

const app = createApp(fixtureRecommender());
const api: ApiDocument = await (await app.request("/openapi.json")).json();
const operations = operationsOf(api);

/** Faults of an answer against what the document says of its route and status. */
async function faultsOfAnswer(
  { responses }: Operation,
  response: Response,
): Promise<string[]> {
  const content = responses[response.status]?.content;
  if (content === undefined) return [`status ${response.status}`];
  const type = response.headers.get("Content-Type")!.split(";")[0]!;
  if (content[type] === undefined) return [`type ${type}`];
  if (type === "text/plain") return [];
  return faultsOf(await response.json(), content[type].schema, api);
}

Deno.test("the OpenAPI document describes every route of the API", () => {
  assert.deepEqual(
    operations.map(({ method, path }) => `${method} ${path}`).sort(),
    [
      "GET /healthz",
      "GET /metrics",
      "GET /readyz",
      "GET /v1/items",
      "GET /v1/items/{id}",
      "GET /v1/items/{id}/similar",
      "GET /v1/model",
      "POST /v1/batch",
      "POST /v1/recommend",
    ],
  );
  const ids = operations.map(({ operationId }) => operationId);
  assert.equal(new Set(ids).size, operations.length);
  const served = new Set(
    app.routes.filter(({ method }) => method !== "ALL")
      .map(({ method, path }) => `${method} ${path}`),
  );
  for (const { method, path } of operations) {
    assert.ok(served.has(`${method} ${path.replace("{id}", ":id")}`), path);
  }
});

Deno.test("every example of the OpenAPI document is answered as the document says", async () => {
  let count = 0;
  for (const operation of operations) {
    const { parameters = [], requestBody, method } = operation;
    const path = parameters.filter((parameter) => parameter.in === "path")
      .reduce(
        (path, { name, schema, example }) =>
          path.replace(
            `{${name}}`,
            encodeURIComponent(String(example ?? schema.example)),
          ),
        operation.path,
      );
    // By itself, and with each example of a parameter.
    const queries = [
      "",
      ...parameters
        .filter((parameter) => parameter.in === "query")
        .map(({ name, schema, example }) => [name, example ?? schema.example])
        .filter(([, example]) => example !== undefined)
        .map(([name, example]) =>
          `?${name}=${encodeURIComponent(`${example}`)}`
        ),
    ];
    const bodies = Object.values(
      requestBody?.content["application/json"]?.examples ?? {},
    );
    const requests = requestBody === undefined
      ? queries.map((query) => [path + query, { method }] as const)
      : bodies.map(({ value }) =>
        [path, {
          method,
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify(value),
        }] as const
      );
    assert.ok(requests.length > 0, `${method} ${path} has no example`);
    for (const [url, init] of requests) {
      const response = await app.request(url, init);
      assert.equal(response.status, 200, `${url} ${init.method}`);
      assert.deepEqual(await faultsOfAnswer(operation, response), [], url);
      count++;
    }
  }
  assert.ok(count >= 17, `${count} examples`);
});

Deno.test("examples name items that the model holds", () => {
  const text = JSON.stringify(api);
  assert.doesNotMatch(text, /PANTRY/);
  assert.match(text, /"rice"/);
});

Deno.test("GET /docs shows every route with a command to try, and needs nobody else", async () => {
  const response = await app.request("/docs");
  const html = await response.text();
  for (const operation of operations) {
    assert.ok(html.includes(`id="${operation.operationId}"`));
    const { method, path } = operation;
    for (
      const { command } of curlOf({
        method,
        path,
        operation,
        origin: "http://x",
      })
    ) {
      assert.match(command, /^curl .*'http:\/\/x\/[^{}]*'( \\)?$/m);
    }
  }
  for (const name of Object.keys(api.components!.schemas!)) {
    assert.ok(html.includes(`id="schema-${name}"`), name);
  }
  assert.doesNotMatch(html, /<script|src=|href="https?:|\[object |undefined/);
  assert.match(
    await (await app.request("/docs.css")).text(),
    /prefers|light-dark/,
  );
});

Deno.test("whatever is asked is answered as the document says, never with 500", async () => {
  const texts = [
    ...ITEMS.map(({ id }) => id),
    "Shop",
    "Tilda",
    "none",
    "rice saffron",
  ];
  const failures: unknown[] = [];
  const fuzzed = createApp(fixtureRecommender(), {
    onError: (error) => failures.push(error),
  });
  const statuses = new Map<number, number>();
  for (const [stream, operation] of operations.entries()) {
    const maker = new RequestMaker(api, createRandom(20, stream), texts);
    for (let i = 0; i < 300; i++) {
      const request = maker.make(operation);
      const asked = `${request.method} ${request.url} ${
        (await request.clone().text()).slice(0, 500)
      }`;
      const response = await withinSeconds(5, fuzzed.fetch(request), asked);
      assert.deepEqual(failures, [], asked);
      assert.ok(response.headers.get("X-Request-Id"), asked);
      assert.deepEqual(await faultsOfAnswer(operation, response), [], asked);
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    }
  }
  // A fuzz that is always refused at the door, or never, tests nothing.
  for (const status of [200, 400, 404, 415]) {
    assert.ok(
      (statuses.get(status) ?? 0) >= 20,
      `${status}: ${statuses.get(status)}`,
    );
  }
});

async function withinSeconds<T>(
  seconds: number,
  answer: T | Promise<T>,
  asked: string,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`hangs: ${asked}`)),
      1000 * seconds,
    );
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer!);
  }
}
