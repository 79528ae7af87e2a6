// What attackers and mistakes send, over real sockets on both platforms.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { fixtureRecommender } from "../_recommender_fixture.ts";
import { createApp } from "../create_app.ts";
import { listen as listenOnDeno } from "./_listen_on_deno.ts";
import { listen as listenOnNode } from "./_listen_on_node.ts";

const MEGABYTE = 2 ** 20;

/** What each body is answered with. */
const BODIES: Record<string, [body: string, status: number, detail: RegExp]> = {
  "malformed JSON": ['{"basket": ["rice"', 400, /must be well-formed/],
  "no body": ["", 400, /must be well-formed/],
  "a list": ["[]", 400, /the body must be an object, got a list of 0/],
  "a very deep list": ["[".repeat(500_000), 400, /must be well-formed/],
  "a very deep whole list": [
    "[".repeat(200_000) + "]".repeat(200_000),
    400,
    /the body must be an object, got a list of 1/,
  ],
  "k of NaN": ['{"basket":["rice"],"k":NaN}', 400, /must be well-formed/],
  "k of -1": [
    '{"basket":["rice"],"k":-1}',
    400,
    /k must be at least 1, got -1/,
  ],
  "k of 1e9": [
    '{"basket":["rice"],"k":1e9}',
    400,
    /k must be at most 1000, got 1000000000/,
  ],
  "k of 1e999": ['{"basket":["rice"],"k":1e999}', 400, /k must be/],
  "k as a text": [
    '{"basket":["rice"],"k":"3"}',
    400,
    /k must be a number, got "3"/,
  ],
  "an empty basket": [
    '{"basket":[]}',
    400,
    /basket must have at least 1 entries, got a list of 0/,
  ],
  "10,000 items": [
    JSON.stringify({ basket: Array(10_000).fill("rice") }),
    400,
    /basket must have at most 1000 entries, got a list of 10000/,
  ],
  "a weight of 0": [
    '{"basket":[{"id":"rice","weight":0}]}',
    400,
    /basket\[0\]\.weight must be more than 0, got 0|basket\[0\] must be/,
  ],
  "an id of 10,000 characters": [
    JSON.stringify({ basket: ["x".repeat(10_000)] }),
    400,
    /basket\[0\] must be|must have at most 512 characters/,
  ],
  "__proto__ as a member": [
    '{"basket":["rice"],"__proto__":{"k":1}}',
    400,
    /no other members than the documented ones, got "__proto__"/,
  ],
  "a misspelt rule": [
    '{"basket":["rice"],"fliter":{}}',
    400,
    /no other members than the documented ones, got "fliter"/,
  ],
  "a price the wrong way round": [
    '{"basket":["rice"],"filter":{"price":{"min":2,"max":1}}}',
    400,
    /filter\.price\.max must be a number >= 2, got 1/,
  ],
  "an unknown item": ['{"basket":["\\u0000é😀"]}', 404, /Cannot find the item/],
  "half a character": ['{"basket":["\\ud800"]}', 404, /Cannot find the item/],
};

/** What each path is answered with. */
const PATHS: Record<string, number> = {
  "/v1/items/a%2Fb%3Fc%23d%20%C3%A9%25": 200,
  "/v1/items/a%2Fb%3Fc%23d%20%C3%A9%25/similar": 200,
  "/v1/items/__proto__/similar": 200,
  "/v1/items/constructor": 404,
  "/v1/items/..%2f..%2f..%2fetc%2fpasswd": 404,
  "/v1/items/%2e%2e/%2e%2e/etc/passwd": 404,
  "/v1/items/%00": 404,
  "/v1/items/%E0%A4%A": 404,
  "/v1/items/%ff%fe": 404,
  "/v1/items/%F0%9F%8D%9A": 404,
  [`/v1/items/${"x".repeat(600)}`]: 400,
  "/v1/items/rice/similar?k=-1": 400,
  "/v1/items/rice/similar?k=1e9": 400,
  "/v1/items/rice/similar?k=NaN": 400,
  "/v1/items/rice/similar?__proto__=1": 400,
  "/v1/items/rice/similar?price_min=Infinity": 400,
  "/v1/items/rice/similar?diversity=2": 400,
  [`/v1/items/rice/similar?${"brand=a&".repeat(200)}`]: 400,
  "/v1/items?q=%00": 200,
  "/v1/items?q=%E0%A4%A": 200,
  "/style.css/../../../../etc/passwd": 404,
  "/docs/..%2f..%2fdeno.json": 404,
};

for (
  const [platform, listen] of [
    ["Deno", listenOnDeno],
    ["Node", listenOnNode],
  ] as const
) {
  const serving = (
    name: string,
    use: (at: { url: string; port: number }) => Promise<void>,
  ) =>
    Deno.test(`the server on ${platform} ${name}`, async () => {
      const failures: unknown[] = [];
      const app = createApp(fixtureRecommender(), {
        onError: (error) => failures.push(error),
        bodySeconds: 0.2,
      });
      const listener = await listen(app, 0, "127.0.0.1");
      const { port } = listener;
      try {
        await use({ url: `http://127.0.0.1:${port}`, port });
        const response = await fetch(`http://127.0.0.1:${port}/healthz`);
        assert.deepEqual(await response.json(), { status: "ok" });
        assert.deepEqual(failures, []);
      } finally {
        await listener.close();
      }
    });

  serving("says of a wrong body what is wrong", async ({ url }) => {
    for (const [name, [body, status, detail]] of Object.entries(BODIES)) {
      const response = await fetch(`${url}/v1/recommend`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body,
      });
      const problem = await response.json();
      assert.equal(response.status, status, `${name}: ${problem.detail}`);
      assert.match(problem.detail, detail, name);
      assert.ok(problem.detail.length < 1000, name);
    }
  });

  serving("answers every path, and none with a file", async ({ url, port }) => {
    for (const [path, status] of Object.entries(PATHS)) {
      const response = await fetch(url + path);
      assert.equal(response.status, status, path);
      assert.doesNotMatch(await response.text(), /root:|"imports"/, path);
    }
    // fetch() would take such steps out of the path.
    const head = await exchange(
      port,
      "GET /v1/items/../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
    );
    assert.match(head, /^HTTP\/1\.1 40[04]/);
  });

  serving("refuses 10 MB, whether announced or not", async ({ url, port }) => {
    const head = await exchange(
      port,
      `POST /v1/recommend HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${
        10 * MEGABYTE
      }\r\n\r\n{`,
    );
    assert.match(head, /^HTTP\/1\.1 413/);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent >= 10 * MEGABYTE) return controller.close();
        sent += 2 ** 16;
        controller.enqueue(new Uint8Array(2 ** 16).fill(32));
      },
    });
    // The server may end the connection before all of it was sent.
    const status = await fetch(`${url}/v1/recommend`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
    }).then(async (response) => {
      await response.body?.cancel();
      return response.status;
    }, () => 413);
    assert.equal(status, 413);
  });

  serving("gives up a body that does not arrive", async ({ port }) => {
    const head = await exchange(
      port,
      "POST /v1/recommend HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    );
    assert.match(head, /^HTTP\/1\.1 408/);
  });

  serving("goes on when callers hang up in the middle", async ({ port }) => {
    for (let i = 0; i < 50; i++) {
      const socket = connect(port, "127.0.0.1");
      await once(socket, "connect");
      socket.write(
        "POST /v1/recommend HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
      );
      socket.destroy();
    }
  });

  serving(
    "answers while hundreds of connections say nothing",
    async ({ url, port }) => {
      const sockets = await Promise.all(
        Array.from({ length: 300 }, async () => {
          const socket = connect(port, "127.0.0.1");
          await once(socket, "connect");
          socket.write("GET /v1/items/rice HTT");
          return socket;
        }),
      );
      const response = await fetch(`${url}/v1/items/rice/similar`);
      assert.equal(response.status, 200);
      await response.body?.cancel();
      for (const socket of sockets) socket.destroy();
    },
  );

  serving(
    "answers thousands of connections at once, or says that it has no room",
    async ({ port }) => {
      const count = connectionsAtOnce();
      const body = JSON.stringify({ basket: ["rice", "saffron"], k: 2 });
      const heads = await Promise.all(
        Array.from({ length: count }, (_, i) =>
          exchange(
            port,
            // Half of them ask the model, no two of them the same.
            i % 2 === 0
              ? `GET /v1/items/rice/similar?k=${
                1 + i % 1000
              } HTTP/1.1\r\nHost: x\r\n\r\n`
              : `POST /v1/recommend HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
          )),
      );
      const statuses = heads.map((head) => Number(head.slice(9, 12)));
      const answered = statuses.filter((status) => status === 200).length;
      const refused = statuses.filter((status) => status === 503).length;
      assert.equal(answered + refused, count, [...new Set(statuses)].join());
      assert.ok(answered > 0, "some must be answered");
      for (const [i, head] of heads.entries()) {
        if (statuses[i] === 503) assert.match(head, /retry-after: \d/i);
      }
      assert.match(
        await exchange(port, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"),
        /^HTTP\/1\.1 200/,
      );
    },
  );
}

/** 5,000, or what this process may open at both ends, and some other files. */
function connectionsAtOnce(): number {
  const { stdout } = spawnSync("sh", ["-c", "ulimit -n"], { encoding: "utf8" });
  const files = Number(stdout) || Infinity;
  return Math.min(5000, Math.max(50, Math.floor((files - 500) / 2)));
}

/** Sends bytes as they are; returns what comes back, up to the first pause. */
async function exchange(port: number, text: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  socket.write(text);
  const [bytes] = await once(socket, "data") as [Uint8Array];
  socket.destroy();
  return new TextDecoder().decode(bytes);
}
