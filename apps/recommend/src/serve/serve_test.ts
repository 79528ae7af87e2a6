import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { fixtureRecommender } from "../_recommender_fixture.ts";
import { createApp } from "../create_app.ts";
import { listen as listenOnDeno } from "./_listen_on_deno.ts";
import { listen as listenOnNode } from "./_listen_on_node.ts";
import { serve } from "./serve.ts";

Deno.test("serve() answers over a real socket on a free port", async () => {
  const server = await serve(createApp(fixtureRecommender()), { port: 0 });
  assert.equal(server.url, `http://127.0.0.1:${server.port}`);
  const response = await fetch(`${server.url}/v1/items/rice/similar?k=1`);
  const { items } = await response.json();
  assert.equal(items[0].id, "saffron");
  await server.close();
  await server.close();
  await server.finished;
  await assert.rejects(fetch(server.url));
});

Deno.test("serve() closes when its signal is aborted", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const app = { fetch: () => new Response("rice") };
  const server = await serve(app, { port: 0, signal });
  controller.abort();
  await server.finished;
  await assert.rejects(serve(app, { port: 0, signal }), { name: "AbortError" });
});

Deno.test("serve() tells the app who is at the other end", async () => {
  const app = {
    fetch: (_: Request, { remoteAddress }: { remoteAddress?: string }) =>
      new Response(remoteAddress),
  };
  for (const listen of [listenOnDeno, listenOnNode]) {
    const listener = await listen(app, 0, "127.0.0.1");
    const response = await fetch(`http://127.0.0.1:${listener.port}`);
    assert.equal(await response.text(), "127.0.0.1");
    await listener.close();
  }
});

Deno.test("serve() does not wait for ever for requests under way", async () => {
  const arrived = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const app = {
    async fetch() {
      arrived.resolve();
      await release.promise;
      return new Response("late");
    },
  };
  const server = await serve(app, { port: 0, drainSeconds: 0.02 });
  const answer = fetch(server.url).then((response) => response.text());
  await arrived.promise;
  await server.close();
  release.resolve();
  assert.equal(await answer, "late");
});

Deno.test("serve() throws KindredError if the port is in use", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  await assert.rejects(serve({ fetch: () => new Response() }, { port }), {
    name: "KindredError",
    message: `Cannot serve: port ${port} must be free, got one that is in use`,
  });
  other.close();
});

Deno.test("serve() throws KindredError if the host is not this machine", async () => {
  await assert.rejects(
    // TEST-NET-1, which no machine has.
    serve({ fetch: () => new Response() }, { port: 0, hostname: "192.0.2.1" }),
    {
      name: "KindredError",
      message: "Cannot serve: the host must be this machine, got 192.0.2.1",
    },
  );
});

Deno.test("serve() throws RangeError if the port is out of range", async () => {
  for (const port of [-1, 65536, 1.5, NaN]) {
    await assert.rejects(
      serve({ fetch: () => new Response() }, { port }),
      new RangeError(
        `Cannot serve: port must be a whole number in [0, 65535], got ${port}`,
      ),
    );
  }
});

for (
  const [platform, listen] of [
    ["Deno", listenOnDeno],
    ["Node", listenOnNode],
  ] as const
) {
  Deno.test(`listen() on ${platform} lets requests under way end before it closes`, async () => {
    const arrived = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const app = {
      async fetch() {
        arrived.resolve();
        await release.promise;
        return new Response("saffron");
      },
    };
    const listener = await listen(app, 0, "127.0.0.1");
    const answer = fetch(`http://127.0.0.1:${listener.port}`);
    await arrived.promise;
    let isClosed = false;
    const closing = listener.close().then(() => isClosed = true);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(isClosed, false);
    release.resolve();
    assert.equal(await (await answer).text(), "saffron");
    await closing;
  });

  Deno.test(`listen() on ${platform} stops waiting when it is told to cut`, async () => {
    const arrived = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const app = {
      async fetch() {
        arrived.resolve();
        await release.promise;
        return new Response();
      },
    };
    const listener = await listen(app, 0, "127.0.0.1");
    const answer = fetch(`http://127.0.0.1:${listener.port}`)
      .then((response) => response.body?.cancel(), () => {});
    await arrived.promise;
    const closed = listener.close();
    listener.cut();
    await closed;
    release.resolve();
    await answer;
  });

  Deno.test(`listen() on ${platform} refuses a port in use with EADDRINUSE`, async () => {
    const app = { fetch: () => new Response() };
    const listener = await listen(app, 0, "127.0.0.1");
    await assert.rejects(
      async () => await listen(app, listener.port, "127.0.0.1"),
      { code: "EADDRINUSE" },
    );
    await listener.close();
  });
}
