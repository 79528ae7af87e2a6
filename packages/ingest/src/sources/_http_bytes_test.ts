import { KindredError, VERSION } from "@kindred/core";
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import {
  type Answer,
  head,
  noisyLines,
  outcomeOf,
  type SeenRequest,
  withServer,
} from "./_testing.ts";
import { HttpBytes } from "./_http_bytes.ts";
import type { HttpOptions } from "./http_options.ts";

const FILE = noisyLines(20_000);
const TAG = '"one"';

/** Quick, as the server is near. */
const OPTIONS: HttpOptions = { retryDelay: 1, idleTimeout: 5000 };

/** Where a request wants the file from, by its range. */
function startOf({ headers }: SeenRequest): number {
  return Number(headers["range"]?.match(/^bytes=(\d+)-$/)?.[1] ?? 0);
}

/** The head of a right answer to a request, with a range where one is asked for. */
function rightHead(request: SeenRequest, tag = TAG): string {
  const start = startOf(request);
  return head(start === 0 ? "200 OK" : "206 Partial Content", {
    etag: tag,
    "content-length": FILE.length - start,
    ...(start > 0 && {
      "content-range": `bytes ${start}-${FILE.length - 1}/${FILE.length}`,
    }),
  });
}

/** Reads the file from a server, and checks that nothing but its bytes came. */
async function read(
  answer: Answer,
  options: HttpOptions = {},
  signal?: AbortSignal,
): Promise<{ requests: SeenRequest[]; length: number; error: unknown }> {
  let length = 0;
  let error: unknown;
  const requests = await withServer(answer, async (address) => {
    const url = `${address}/file.gz`;
    const bytes = new HttpBytes(url, url, { ...OPTIONS, ...options }, signal);
    const outcome = await outcomeOf(bytes);
    assert.ok(outcome.bytes.equals(FILE.subarray(0, outcome.bytes.length)));
    length = outcome.bytes.length;
    if (outcome.error) error = outcome.error;
    else assert.equal(bytes.total ?? FILE.length, FILE.length);
  });
  return { requests, length, error };
}

/** The message of a KindredError, with the port taken out. */
function messageOf(error: unknown): string {
  assert.ok(error instanceof KindredError, String(error));
  return error.message.replace(/127\.0\.0\.1:\d+/, "HOST");
}

Deno.test("HttpBytes gives a whole file in one request, and says who asks", async () => {
  const { requests, length, error } = await read((request, socket) => {
    socket.end(Buffer.concat([Buffer.from(rightHead(request)), FILE]));
  });
  assert.equal(error, undefined);
  assert.equal(length, FILE.length);
  assert.equal(requests.length, 1);
  const { headers } = requests[0]!;
  assert.equal(headers["user-agent"], `kindred/${VERSION}`);
  assert.match(headers["accept-encoding"]!, /^identity/);
  assert.equal(headers["range"], undefined);
});

Deno.test("HttpBytes goes on where each broken connection stopped", async () => {
  const { requests, length, error } = await read((request, socket) => {
    const start = startOf(request);
    socket.write(rightHead(request));
    socket.end(FILE.subarray(start, start + 60_000));
  });
  assert.equal(error, undefined);
  assert.equal(length, FILE.length);
  assert.ok(requests.length >= FILE.length / 60_000);
  for (const { headers } of requests.slice(1)) {
    assert.equal(headers["if-range"], TAG);
  }
  const starts = requests.map(startOf);
  assert.deepEqual(starts, [...starts].sort((a, b) => a - b));
});

Deno.test("HttpBytes begins again and passes over what it has where ranges are ignored", async () => {
  let tries = 0;
  const { requests, length, error } = await read((_, socket) => {
    socket.write(
      head("200 OK", { etag: TAG, "content-length": FILE.length }),
    );
    socket.end(FILE.subarray(0, ++tries * 200_000));
  });
  assert.equal(error, undefined);
  assert.equal(length, FILE.length);
  assert.equal(requests.length, Math.ceil(FILE.length / 200_000));
});

Deno.test("HttpBytes asks for no range where no version or length is told", async () => {
  const heads = [
    head("200 OK", { "content-length": FILE.length }),
    head("200 OK", { etag: 'W/"weak"', "content-length": FILE.length }),
  ];
  for (const first of heads) {
    let tries = 0;
    const { requests, length, error } = await read((_, socket) => {
      socket.write(first);
      socket.end(FILE.subarray(0, ++tries * 200_000));
    });
    assert.equal(error, undefined);
    assert.equal(length, FILE.length);
    assert.ok(requests.length > 1);
    assert.ok(requests.every(({ headers }) => !headers["range"]));
  }
});

Deno.test("HttpBytes uses the date where there is no tag", async () => {
  const date = "Sun, 01 Nov 2026 00:00:00 GMT";
  const { requests, length, error } = await read((request, socket) => {
    const start = startOf(request);
    const answer = rightHead(request).replace(
      `etag: ${TAG}\r\n`,
      // The answer to a range may leave the date out.
      start === 0 ? `last-modified: ${date}\r\n` : "",
    );
    socket.write(answer);
    socket.end(FILE.subarray(start, start + 200_000));
  });
  assert.equal(error, undefined);
  assert.equal(length, FILE.length);
  assert.equal(requests[1]!.headers["if-range"], date);
});

Deno.test("HttpBytes begins again where the server sends a range that was not asked for", async () => {
  let ranges = 0;
  const { length, error } = await read((request, socket) => {
    const start = startOf(request);
    if (start === 0) {
      socket.write(rightHead(request));
      return void socket.end(ranges === 0 ? FILE.subarray(0, 9999) : FILE);
    }
    ranges++;
    socket.write(head("206 Partial Content", {
      etag: TAG,
      "content-length": FILE.length - 5,
      "content-range": `bytes 5-${FILE.length - 1}/${FILE.length}`,
    }));
    socket.end(FILE.subarray(5));
  });
  assert.equal(error, undefined);
  assert.equal(length, FILE.length);
  assert.equal(ranges, 1);
});

const CHANGES: [name: string, answer: Answer, found: string][] = [
  [
    "its tag changes",
    (request, socket) => {
      const tag = startOf(request) === 0 ? TAG : '"two"';
      socket.write(rightHead({ ...request, headers: {} }, tag));
      socket.end(FILE.subarray(0, 9999));
    },
    'etag "two" after "one"',
  ],
  [
    "its bytes change under the same tag",
    (request, socket) => {
      socket.write(rightHead({ ...request, headers: {} }));
      const isFirst = startOf(request) === 0;
      socket.end(isFirst ? FILE.subarray(0, 9999) : Buffer.alloc(FILE.length));
    },
    "other bytes",
  ],
  [
    "its length changes",
    (request, socket) => {
      const isFirst = startOf(request) === 0;
      socket.write(head("200 OK", {
        etag: TAG,
        "content-length": FILE.length - (isFirst ? 0 : 1),
      }));
      socket.end(FILE.subarray(0, 9999));
    },
    "other bytes",
  ],
  [
    "the rest is no longer there",
    (request, socket) => {
      if (startOf(request) > 0) {
        return void socket.end(head("416 Range Not Satisfiable"));
      }
      socket.write(rightHead(request));
      socket.end(FILE.subarray(0, 9999));
    },
    "fewer bytes",
  ],
];

for (const [name, answer, found] of CHANGES) {
  Deno.test(`HttpBytes refuses a file where ${name}`, async () => {
    const { error } = await read(answer);
    assert.equal(
      messageOf(error),
      `Cannot read "http://HOST/file.gz": it must stay the same while it is read, got ${found}`,
    );
  });
}

Deno.test("HttpBytes follows redirects", async () => {
  const { requests, length, error } = await read((request, socket) => {
    if (request.path === "/file.gz") {
      const location = "/elsewhere.gz";
      return void socket.end(
        head("302 Found", { location, "content-length": 0 }),
      );
    }
    socket.end(Buffer.concat([Buffer.from(rightHead(request)), FILE]));
  });
  assert.equal(error, undefined);
  assert.equal(length, FILE.length);
  assert.deepEqual(requests.map(({ path }) => path), [
    "/file.gz",
    "/elsewhere.gz",
  ]);
});

for (
  const [name, retryAfter, options] of [
    ["when the server asks for it, not later", 0, { retryDelay: 60_000 }],
    ["not as late as the server asks for", 86_400, { maxRetryAfter: 1 }],
    ["by itself where the server asks for nothing it knows", "soon", {}],
  ] as const
) {
  Deno.test(`HttpBytes tries again after 503, ${name}`, async () => {
    let tries = 0;
    const { length, error } = await read((request, socket) => {
      if (++tries === 1) {
        return void socket.end(
          head("503 Service Unavailable", { "retry-after": retryAfter }),
        );
      }
      socket.end(Buffer.concat([Buffer.from(rightHead(request)), FILE]));
    }, options);
    assert.equal(error, undefined);
    assert.equal(length, FILE.length);
    assert.equal(tries, 2);
  });
}

for (const status of ["404 Not Found", "403 Forbidden", "401 Unauthorized"]) {
  Deno.test(`HttpBytes gives up at ${status} at once`, async () => {
    const { requests, error } = await read((_, socket) => {
      socket.end(head(status, { "content-length": 0 }));
    });
    assert.equal(
      messageOf(error),
      `Cannot read "http://HOST/file.gz": its server must answer with 200, got ${status}`,
    );
    assert.equal(requests.length, 1);
  });
}

Deno.test("HttpBytes gives up where retries bring nothing new", async () => {
  const { requests, length, error } = await read((request, socket) => {
    const start = startOf(request);
    socket.write(rightHead(request));
    socket.end(FILE.subarray(start, start === 0 ? 5000 : start));
  }, { retries: 2 });
  assert.match(
    messageOf(error),
    /^Cannot read "http:\/\/HOST\/file.gz": its server must send it, got .+ after 5000 bytes and 2 retries$/,
  );
  assert.equal(length, 5000);
  // The first, one that is broken after progress, and two retries.
  assert.equal(requests.length, 3);
});

Deno.test("HttpBytes gives up where nobody answers", async () => {
  let url = "";
  await withServer(() => {}, async (address) => {
    url = await Promise.resolve(address);
  });
  const { error } = await outcomeOf(
    new HttpBytes("snap/amazon0302", url, { retries: 1, retryDelay: 1 }),
  );
  assert.match(
    messageOf(error),
    /^Cannot read "snap\/amazon0302" \(http:\/\/HOST\/\): its server must send it, got .+ after 0 bytes and 1 retries$/,
  );
});

Deno.test("HttpBytes takes a server that falls silent for a broken connection", async () => {
  const { requests, length, error } = await read((request, socket) => {
    const start = startOf(request);
    socket.write(rightHead(request));
    if (start === 0) socket.write(FILE.subarray(0, 9999));
    else socket.end(FILE.subarray(start));
  }, { idleTimeout: 100 });
  assert.equal(error, undefined);
  assert.equal(length, FILE.length);
  assert.equal(requests.length, 2);

  const silent = await read(() => {}, { idleTimeout: 50, retries: 1 });
  assert.match(messageOf(silent.error), /got nothing for 0.05 s after 0 bytes/);
});

Deno.test("HttpBytes does not count a slow reader against the server", async () => {
  await withServer((request, socket) => {
    socket.end(Buffer.concat([Buffer.from(rightHead(request)), FILE]));
  }, async (address) => {
    const options = { idleTimeout: 40, retries: 0, retryDelay: 1 };
    let length = 0;
    for await (const chunk of new HttpBytes(address, address, options)) {
      if (length === 0) await setTimeout(120);
      length += chunk.length;
    }
    assert.equal(length, FILE.length);
  });
});

Deno.test("HttpBytes is not confused by a server that compresses unasked", async () => {
  const packed = gzipSync(FILE);
  let tries = 0;
  const { requests, length, error } = await read((_, socket) => {
    socket.write(head("200 OK", {
      etag: TAG,
      "content-encoding": "gzip",
      "content-length": packed.length,
    }));
    socket.end(++tries < 3 ? packed.subarray(0, tries * 90_000) : packed);
  });
  assert.equal(error, undefined);
  assert.equal(length, FILE.length);
  assert.equal(requests.length, 3);
  // A range would count the compressed bytes.
  assert.ok(requests.every(({ headers }) => !headers["range"]));
});

Deno.test("HttpBytes stops at once when it is told to, whatever it waits for", async () => {
  const waits: Answer[] = [
    // For an answer, for bytes, and between two tries.
    () => {},
    (request, socket) => void socket.write(rightHead(request)),
    (_, socket) => void socket.end(head("503 Busy", { "retry-after": 1000 })),
  ];
  for (const answer of waits) {
    const controller = new AbortController();
    const reason = new Error("enough");
    const { requests, error } = await read(
      (request, socket) => {
        void setTimeout(50).then(() => controller.abort(reason));
        return answer(request, socket);
      },
      {},
      controller.signal,
    );
    assert.equal(error, reason);
    assert.equal(requests.length, 1);
  }
});
