import { KindredError } from "@kindred/core";
import { sha256 } from "@kindred/core/artifact";
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { ignoreWithout, withFolder, writeSource } from "../_testing.ts";
import { head, noisyLines, outcomeOf, withServer } from "./_testing.ts";
import {
  openSource,
  type OpenSourceOptions,
  type SourceInfo,
} from "./open_source.ts";
import type { Content } from "./sniff_content.ts";

const TEXT = noisyLines(20_000);
const PACKED = gzipSync(TEXT);

/** "small text" as zstd. */
const ZSTD = Buffer.from(
  "28b52ffd0458510000736d616c6c207465787418a8825e",
  "hex",
);

interface Opened {
  bytes: Buffer;
  start: Uint8Array;
  content: Content;
  info: SourceInfo | null;
}

/** Reads a file of this content whole. */
async function open(
  content: Uint8Array,
  options: OpenSourceOptions = {},
): Promise<Opened> {
  let opened: Opened | undefined;
  await withFolder(async (folder) => {
    const path = await writeSource(folder, "source", content);
    const stream = await openSource(
      { kind: "file", name: "NAME", path },
      options,
    );
    const { bytes, error } = await outcomeOf(stream.chunks);
    if (error) throw error;
    const { start, content: found, info } = stream;
    opened = { bytes, start, content: found, info };
  });
  return opened!;
}

const CONTENTS: [name: string, stored: Uint8Array, text: Uint8Array][] = [
  ["plain text", TEXT, TEXT],
  ["gzip", PACKED, TEXT],
  ["zstd", ZSTD, Buffer.from("small text")],
  ["nothing", Buffer.of(), Buffer.of()],
  ["gzip of nothing", gzipSync(""), Buffer.of()],
  [
    "members in a row",
    Buffer.concat([PACKED, PACKED]),
    Buffer.concat([TEXT, TEXT]),
  ],
];

for (const [name, stored, text] of CONTENTS) {
  Deno.test(`openSource() reads ${name}, and sums it up as it is stored`, async () => {
    const { bytes, start, content, info } = await open(stored);
    assert.ok(bytes.equals(text));
    assert.ok(bytes.subarray(0, 1 << 16).equals(start));
    assert.equal(content, "text");
    assert.deepEqual(info, {
      sha256: sha256(stored),
      bytes: stored.length,
      truncated: false,
    });
  });
}

Deno.test("openSource() tells how far it is", async () => {
  const told: [number, number | null][] = [];
  await open(PACKED, { onBytes: (...event) => told.push(event) });
  assert.deepEqual(told.at(-1), [PACKED.length, PACKED.length]);
});

Deno.test("openSource() leaves Parquet to its reader", async () => {
  const { content, bytes } = await open(Buffer.from("PAR1....PAR1"));
  assert.equal(content, "parquet");
  assert.equal(bytes.toString(), "PAR1....PAR1");
});

const REFUSED: [content: Uint8Array, found: string][] = [
  [Buffer.from("PK\x03\x04"), "a zip archive or a spreadsheet"],
  [Buffer.from("fd377a585a00", "hex"), "xz"],
  [Buffer.from("BZh91AY&SY"), "bzip2"],
  [Buffer.from("377abcaf271c", "hex"), "a 7z archive"],
  [Buffer.from("\ufeffid", "utf16le"), "UTF-16"],
  [gzipSync(Buffer.from("\ufeffid", "utf16le")), "UTF-16"],
  [gzipSync(PACKED), "gzip within a compressed file"],
];

for (const [content, found] of REFUSED) {
  Deno.test(`openSource() refuses ${found} of ${content.length} bytes`, async () => {
    await assert.rejects(
      open(content),
      new KindredError(
        `Cannot read "NAME": it must hold text in UTF-8, plain or in gzip or zstd, got ${found}`,
      ),
    );
  });
}

for (
  const [name, stored, cut] of [
    ["gzip", PACKED, PACKED.length >> 1],
    ["gzip", PACKED, 5],
    ["zstd", ZSTD, ZSTD.length - 10],
  ] as const
) {
  Deno.test(`openSource() refuses ${name} cut after ${cut} bytes unless that is allowed`, async () => {
    const part = stored.subarray(0, cut);
    await assert.rejects(open(part), (error) => {
      assert.ok(error instanceof KindredError);
      assert.match(
        error.message,
        new RegExp(
          `^Cannot read "NAME": its ${name} stream must be whole, got an end in its middle after \\d+ bytes of text$`,
        ),
      );
      return true;
    });

    const { bytes, info } = await open(part, { allowTruncated: true });
    assert.ok(bytes.equals(TEXT.subarray(0, bytes.length)));
    assert.deepEqual(info, {
      sha256: sha256(part),
      bytes: cut,
      truncated: true,
    });
  });
}

Deno.test("openSource() refuses a damaged stream, allowed to be cut or not", async () => {
  const damaged = Uint8Array.from(PACKED);
  damaged[PACKED.length - 5]! ^= 0xff;
  for (const allowTruncated of [false, true]) {
    await assert.rejects(open(damaged, { allowTruncated }), {
      name: "KindredError",
      message:
        /^Cannot read "NAME": its gzip stream must be whole, got incorrect data check after \d+ bytes of text$/,
    });
  }
});

Deno.test("openSource() goes on with gzip whose connection breaks in its middle", async () => {
  const requests = await withServer((request, socket) => {
    const start = Number(request.headers["range"]?.match(/\d+/)?.[0] ?? 0);
    const end = Math.min(start + 70_000, PACKED.length);
    socket.write(head(start === 0 ? "200 OK" : "206 Partial Content", {
      etag: '"one"',
      "content-length": PACKED.length - start,
      "content-range": `bytes ${start}-${PACKED.length - 1}/${PACKED.length}`,
    }));
    socket.end(PACKED.subarray(start, end));
  }, async (address) => {
    const stream = await openSource(
      { kind: "http", name: "NAME", url: address },
      { http: { retryDelay: 1 } },
    );
    const { bytes, error } = await outcomeOf(stream.chunks);
    assert.equal(error, undefined);
    assert.ok(bytes.equals(TEXT));
    assert.equal(stream.info?.sha256, sha256(PACKED));
  });
  assert.ok(requests.length > 2);
});

Deno.test("openSource() leaves nothing open where its reader stops, or never begins", async () => {
  await withFolder(async (folder) => {
    const path = await writeSource(folder, "source", TEXT);
    for (let trial = 0; trial < 3; trial++) {
      const stream = await openSource({ kind: "file", name: path, path });
      for await (const _ of stream.chunks) if (trial > 0) break;
      await stream.close();
    }
    const unread = await openSource({ kind: "file", name: path, path });
    await unread.close();
  });
});

Deno.test("openSource() stops when it is told to", async () => {
  const reason = new Error("enough");
  await assert.rejects(
    open(TEXT, { signal: AbortSignal.abort(reason) }),
    reason,
  );
  const controller = new AbortController();
  await assert.rejects(
    open(noisyLines(200_000), {
      signal: controller.signal,
      onBytes: () => controller.abort(reason),
    }),
    reason,
  );
});

/** Reads standard input in a process of its own and prints what it holds. */
const READ_STDIN = `
  import { openSource } from "@kindred/ingest";
  try {
    const stream = await openSource({ kind: "stdin", name: "-" });
    let textBytes = 0;
    for await (const chunk of stream.chunks) textBytes += chunk.length;
    console.log(JSON.stringify({ textBytes, ...stream.info }));
  } catch (error) {
    console.log(error.name + ": " + error.message);
  }
`;

Deno.test("openSource() reads what is piped into the process", () => {
  for (const [stored, text] of [[PACKED, TEXT], [Buffer.of(), Buffer.of()]]) {
    const { stdout, stderr } = spawnSync(
      Deno.execPath(),
      ["eval", "--no-check", READ_STDIN],
      { input: stored!, encoding: "utf8", cwd: import.meta.dirname },
    );
    assert.deepEqual(
      JSON.parse(stdout || stderr),
      {
        textBytes: text!.length,
        sha256: sha256(stored!),
        bytes: stored!.length,
        truncated: false,
      },
    );
  }
});

const hasScript = spawnSync("script", ["--version"]).status === 0;

Deno.test({
  name: "openSource() refuses a terminal for standard input",
  ignore: ignoreWithout(hasScript, "no script command to make a terminal with"),
  async fn() {
    await withFolder((folder) => {
      const program = join(folder, "read_stdin.ts");
      Deno.writeTextFileSync(program, READ_STDIN);
      const { stdout } = spawnSync(
        "script",
        [
          "-qec",
          `${Deno.execPath()} eval --no-check "$(cat ${program})"`,
          "/dev/null",
        ],
        { encoding: "utf8", cwd: import.meta.dirname },
      );
      assert.equal(
        stdout.trim(),
        'KindredError: Cannot read "-": standard input must be a pipe or a file, got a terminal',
      );
      return Promise.resolve();
    });
  },
});
