import assert from "node:assert/strict";
import { FILES, sourceSpec } from "./_source_spec.ts";
import { fetchSource } from "./fetch_source.ts";

const BASE = "https://shop.example/models/v1/";

/** How {@linkcode serverOf} answers. */
interface ServerOptions {
  /** Whether it knows ranges. Default true. */
  ranges?: boolean;
  /** Whether answers tell a range's place. Default true. */
  contentRange?: boolean;
  /** The version of the files. Default none. */
  etag?: () => string;
}

/** A web server of {@linkcode FILES}, and what it was asked. */
function serverOf(
  { ranges = true, contentRange = true, etag }: ServerOptions = {},
): { fetch: typeof globalThis.fetch; asked: string[] } {
  const asked: string[] = [];
  const fetch = (input: URL | RequestInfo, init?: RequestInit) => {
    const request = new Request(input, init);
    const range = request.headers.get("range");
    asked.push(`${request.url} ${range}`);
    const bytes = Object.entries(FILES)
      .find(([name]) => request.url === BASE + name)?.[1];
    if (bytes === undefined) {
      return Promise.resolve(new Response("no", { status: 404 }));
    }
    const headers = new Headers(etag ? { etag: etag() } : {});
    if (!ranges || range === null) {
      return Promise.resolve(new Response(bytes, { headers }));
    }
    const [from, last] = range.slice("bytes=".length).split("-").map(Number);
    const part = bytes.slice(from, last! + 1);
    const isThere = part.length > 0;
    const place = isThere ? `${from}-${from! + part.length - 1}` : "*";
    if (contentRange) {
      headers.set("content-range", `bytes ${place}/${bytes.length}`);
    }
    const status = isThere ? 206 : 416;
    return Promise.resolve(new Response(part, { status, headers }));
  };
  return { fetch, asked };
}

Deno.test("fetchSource() is a source, with ranges and without", async () => {
  for (const ranges of [true, false]) {
    const { fetch } = serverOf({ ranges });
    for (const base of [BASE, BASE.slice(0, -1), new URL(BASE)]) {
      await sourceSpec(fetchSource(base, { fetch }));
    }
    for (const firstBytes of [1, 100, 1000]) {
      await sourceSpec(fetchSource(BASE, { fetch, firstBytes }));
    }
  }
});

Deno.test("fetchSource() fetches the parts asked for, or a whole file once", async () => {
  const path = `${BASE}items.ndjson`;
  const withRanges = serverOf();
  const source = fetchSource(BASE, { ...withRanges, firstBytes: 100 });
  await Promise.all([source.size("items.ndjson"), source.size("items.ndjson")]);
  await source.read("items.ndjson", 10, 100);
  await source.read("items.ndjson", 99, 101);
  assert.deepEqual(withRanges.asked, [
    `${path} bytes=0-99`,
    `${path} bytes=99-100`,
  ]);

  const short = serverOf();
  await fetchSource(BASE, short).read("items.ndjson", 900, 1000);
  assert.deepEqual(short.asked, [`${path} bytes=0-65535`]);

  const without = serverOf({ ranges: false });
  const whole = fetchSource(BASE, without);
  await whole.read("items.ndjson", 10, 20);
  await whole.read("items.ndjson", 30, 40);
  assert.equal(without.asked.length, 1);
});

Deno.test("fetchSource() names what it fetches, and escapes it", () => {
  const source = fetchSource("https://shop.example/m");
  assert.equal(
    source.pathOf!("a b/../c"),
    "https://shop.example/m/a%20b%2F..%2Fc",
  );
  assert.throws(() => fetchSource("no address"), TypeError);
  assert.throws(
    () => fetchSource(BASE, { firstBytes: 0 }),
    new RangeError(
      "Cannot read a model by its address: firstBytes must be a whole number >= 1, got 0",
    ),
  );
});

Deno.test("fetchSource() refuses a file that changes under it", async () => {
  let version = 1;
  const { fetch } = serverOf({ etag: () => `"${version}"` });
  const source = fetchSource(BASE, { fetch, firstBytes: 1 });
  await source.read("items.ndjson", 0, 9);
  version = 2;
  await assert.rejects(source.read("items.ndjson", 0, 9), {
    name: "ArtifactError",
    message:
      `Cannot read "${BASE}items.ndjson": it must not change while the model is in use, got another version`,
  });
});

Deno.test("fetchSource() takes a whole file or the right part for an answer, and nothing else", async () => {
  const answers: [status: number, bytes: number, complaint: RegExp | null][] = [
    [200, 1000, null],
    [206, 5, null],
    [200, 14, /got status 200 with 14 bytes$/],
    [206, 4, /got status 206 with 4 bytes$/],
    [404, 2, /got status 404 with 2 bytes$/],
  ];
  for (const [status, bytes, message] of answers) {
    const { fetch } = serverOf();
    const source = fetchSource(BASE, {
      firstBytes: 1,
      fetch: (url, init) =>
        new Headers(init.headers).get("range") === "bytes=0-0"
          ? fetch(url, init)
          : Promise.resolve(new Response(new Uint8Array(bytes), { status })),
    });
    const read = source.read("items.ndjson", 10, 15);
    if (message === null) assert.deepEqual(await read, new Uint8Array(5));
    else await assert.rejects(read, { name: "ModelUnreachableError", message });
  }
});

Deno.test("fetchSource() refuses a whole file for which there is no room", async () => {
  const { fetch } = serverOf({ ranges: false });
  const source = fetchSource(BASE, {
    mostWholeBytes: 999,
    async fetch(url, init) {
      const { body } = await fetch(url, init);
      return new Response(body, { headers: { "content-length": "1000" } });
    },
  });
  await assert.rejects(source.size("items.ndjson"), {
    name: "ModelUnreachableError",
    message:
      `Cannot fetch "${BASE}items.ndjson": its server must give ranges of files of more than 999 bytes, got all of 1000 bytes`,
  });
});

Deno.test("fetchSource() refuses a beginning that is cut short", async () => {
  const source = fetchSource(BASE, {
    fetch: () =>
      Promise.resolve(
        new Response(new Uint8Array(7), {
          status: 206,
          headers: { "content-range": "bytes 0-999/1000" },
        }),
      ),
  });
  await assert.rejects(source.size("items.ndjson"), {
    name: "ModelUnreachableError",
    message: /got status 206 with 7 bytes$/,
  });
});

Deno.test("fetchSource() throws ModelUnreachableError for a server that cannot, and asks again later", async () => {
  const { fetch } = serverOf();
  let down = true;
  const source = fetchSource(BASE, {
    fetch: (url, init) =>
      down
        ? Promise.reject(new TypeError("connection refused"))
        : fetch(url, init),
  });
  await assert.rejects(source.size("items.ndjson"), {
    name: "ModelUnreachableError",
    message:
      `Cannot fetch "${BASE}items.ndjson": its server must answer, got connection refused`,
  });
  down = false;
  assert.equal(await source.size("items.ndjson"), 1000);

  const failing = fetchSource(BASE, {
    fetch: () => Promise.resolve(new Response("oops", { status: 500 })),
  });
  await assert.rejects(failing.size("items.ndjson"), {
    name: "ModelUnreachableError",
    message:
      `Cannot fetch "${BASE}items.ndjson": its server must give the part that was asked for, or the whole file, got status 500 with 4 bytes`,
  });
});

Deno.test("fetchSource() fetches a file whole where a range does not tell its length", async () => {
  const { fetch, asked } = serverOf({ contentRange: false });
  const source = fetchSource(BASE, { fetch });
  assert.equal(await source.size("items.ndjson"), 1000);
  assert.deepEqual(
    await source.read("items.ndjson", 7, 9),
    Uint8Array.of(7, 8),
  );
  assert.deepEqual(asked, [
    `${BASE}items.ndjson bytes=0-65535`,
    `${BASE}items.ndjson null`,
  ]);
});

Deno.test("fetchSource() ends with the signal's reason", async () => {
  const reason = new Error("enough");
  const source = fetchSource(BASE, {
    fetch: (_, { signal }) => Promise.reject(signal!.reason),
    signal: AbortSignal.abort(reason),
  });
  await assert.rejects(source.size("items.ndjson"), reason);
});
