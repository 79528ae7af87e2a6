import assert from "node:assert/strict";
import { BodyReader } from "./read_body.ts";

function reader(changes = {}) {
  return new BodyReader({
    mostBytes: 10,
    mostBytesTogether: 15,
    seconds: 5,
    ...changes,
  });
}

function request(body: BodyInit | null, headers: Record<string, string> = {}) {
  return new Request("http://localhost", { method: "POST", body, headers });
}

/** A body that arrives in pieces, and never ends if the last is null. */
function arriving(...pieces: (string | null)[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const piece = pieces.shift();
      if (piece === undefined) controller.close();
      else if (piece === null) await new Promise(() => {});
      else controller.enqueue(new TextEncoder().encode(piece));
    },
  }, { highWaterMark: 0 });
}

const text = (bytes: Uint8Array<ArrayBuffer>) =>
  Promise.resolve(new TextDecoder().decode(bytes));

Deno.test("BodyReader hands over a body, in however many pieces it comes", async () => {
  const bodies = reader();
  assert.equal(await bodies.read(request("0123456789"), text), "0123456789");
  assert.equal(await bodies.read(request(null), text), "");
  const pieces = request(arriving("01", "", "23"));
  assert.equal(
    await bodies.read(pieces, async (bytes) => {
      assert.equal(bodies.held, 4);
      return await text(bytes);
    }),
    "0123",
  );
  assert.equal(bodies.held, 0);
});

Deno.test("BodyReader refuses a body that is too long, if it says so at once", async () => {
  const bodies = reader();
  const refusal = {
    name: "BodyTooLargeError",
    message: "Cannot read the body: it must have at most 10 bytes, got more",
  };
  const endless = arriving(null);
  await assert.rejects(
    bodies.read(request(endless, { "Content-Length": "11" }), text),
    refusal,
  );
  await assert.rejects(
    bodies.read(request(arriving("01234", "567890")), text),
    refusal,
  );
  assert.equal(bodies.held, 0);
});

Deno.test("BodyReader gives up a body that does not arrive", async () => {
  const bodies = reader({ seconds: 0.01 });
  await assert.rejects(bodies.read(request(arriving("0", null)), text), {
    name: "BodyTimeoutError",
    message:
      "Cannot read the body: it must arrive within 0.01 s, got less of it",
  });
  assert.equal(bodies.held, 0);
});

Deno.test("BodyReader refuses what all bodies together have no room for", async () => {
  const bodies = reader();
  const { promise, resolve } = Promise.withResolvers<void>();
  const first = bodies.read(request("0123456789"), () => promise);
  await assert.rejects(bodies.read(request("0123456789"), text), {
    name: "OverloadedError",
  });
  assert.equal(bodies.held, 10);
  resolve();
  await first;
  assert.equal(bodies.held, 0);
});

Deno.test("BodyReader tells a caller that is gone from a failure", async () => {
  const bodies = reader();
  const broken = new ReadableStream({
    pull(controller) {
      controller.error(new TypeError("connection reset"));
    },
  });
  await assert.rejects(bodies.read(request(broken), text), {
    name: "CallerGoneError",
  });
});
