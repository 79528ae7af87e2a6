// However the same records come, the same tables come of them.
import { createRandom } from "@kindred/core";
import { readManifest, sha256 } from "@kindred/core/artifact";
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { readTables, withFolder, writeSource } from "./_testing.ts";
import { ingestCatalogue, isIngested } from "./ingest_catalogue.ts";
import { randomRecords } from "./random_records_fixture.ts";

// The first lines are records, so that no part of them looks like anything else.
const LINES = [
  `{"asin": "a", "also_buy": ["b"]}`,
  ...randomRecords(createRandom(11), 120),
];
const TEXT = Buffer.from(LINES.map((line) => line + "\n").join(""));

/** The text as it comes from a file of its own. */
async function ingestPlain(folder: string): Promise<string> {
  const out = join(folder, "plain");
  const source = await writeSource(folder, "plain.json", TEXT);
  await ingestCatalogue([source], out);
  return out;
}

/** Bytes as zstd that packs nothing: one frame of blocks as they are. */
function storedZstd(bytes: Uint8Array): Buffer {
  const header = Buffer.from("28b52ffda000000000", "hex");
  header.writeUInt32LE(bytes.length, 5);
  const parts: Uint8Array[] = [header];
  const blockBytes = 5000;
  for (let start = 0; start < bytes.length; start += blockBytes) {
    const block = bytes.subarray(start, start + blockBytes);
    const last = start + blockBytes >= bytes.length ? 1 : 0;
    const head = Buffer.alloc(3);
    head.writeUIntLE(block.length << 3 | last, 0, 3);
    parts.push(head, block);
  }
  return Buffer.concat(parts);
}

/** Runs a server on loopback that has files, and hands its address to `use`. */
async function withFiles(
  files: Record<string, Uint8Array>,
  use: (address: string) => Promise<void>,
): Promise<void> {
  const server = createServer((request, response) => {
    const file = files[request.url!];
    response.writeHead(file === undefined ? 404 : 200, {
      connection: "close",
      "content-length": file?.length ?? 0,
    });
    response.end(file);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  try {
    await use(`http://127.0.0.1:${port}`);
  } finally {
    server.close();
    await once(server, "close");
  }
}

const STORED: [name: string, bytes: Uint8Array][] = [
  ["plain text", TEXT],
  ["text with Windows line ends", Buffer.from(LINES.join("\r\n"))],
  ["text behind a byte-order mark", Buffer.from(`\uFEFF${TEXT}`)],
  ["gzip", gzipSync(TEXT)],
  [
    "gzip members in a row",
    Buffer.concat([
      gzipSync(TEXT.subarray(0, 777)),
      gzipSync(TEXT.subarray(777)),
    ]),
  ],
  ["zstd", storedZstd(TEXT)],
];

for (const [name, bytes] of STORED) {
  Deno.test(`ingestCatalogue() gives the same tables of ${name}`, () =>
    withFolder(async (folder) => {
      const expected = await readTables(await ingestPlain(folder));
      // Told by content and not by name.
      const source = await writeSource(folder, "source.csv", bytes);
      const out = join(folder, "out");
      const { manifest, report } = await ingestCatalogue([source], out);
      assert.deepEqual(await readTables(out), expected);
      assert.deepEqual(manifest.inputs, [
        { kind: "source", path: "source.csv", sha256: await sha256(bytes) },
      ]);
      assert.equal(report.sources[0]?.bytes, bytes.length);
      assert.equal(report.lines, LINES.length);
      assert.equal(await isIngested([source], out), true);
    }));
}

Deno.test("ingestCatalogue() gives the same tables of files split at any line ends", () =>
  withFolder(async (folder) => {
    const expected = await readTables(await ingestPlain(folder));
    const random = createRandom(3);
    for (let trial = 0; trial < 4; trial++) {
      const sources: string[] = [];
      for (let start = 0; start < LINES.length;) {
        const part = LINES.slice(start, start += 1 + random.below(60));
        sources.push(
          await writeSource(folder, `${trial}-${sources.length}.json`, part),
        );
      }
      const out = join(folder, `out${trial}`);
      // Told what they are: a part may begin with lines that hold no record.
      const { report, manifest } = await ingestCatalogue(sources, out, {
        format: "amazon",
      });
      assert.deepEqual(await readTables(out), expected);
      assert.deepEqual(report.sources.map(({ name }) => name), sources);
      assert.deepEqual(
        manifest.inputs.map(({ path }) => path),
        sources.map((source) => basename(source)),
      );
      assert.equal(report.lines, LINES.length);
    }
  }));

Deno.test("ingestCatalogue() reads the files of a pattern in the order of their names", () =>
  withFolder(async (folder) => {
    const expected = await readTables(await ingestPlain(folder));
    await writeSource(
      folder,
      "meta_2.json.gz",
      gzipSync(LINES.slice(70).join("\n")),
    );
    await writeSource(folder, "meta_1.json", LINES.slice(0, 70));
    await writeSource(folder, "other.json", "no part of it");
    const pattern = join(folder, "meta_*.json{,.gz}");
    const out = join(folder, "out");
    const { manifest } = await ingestCatalogue([pattern], out);
    assert.deepEqual(await readTables(out), expected);
    assert.deepEqual(
      manifest.inputs.map(({ path }) => path),
      ["meta_1.json", "meta_2.json.gz"],
    );
    assert.equal(await isIngested([pattern], out), true);
    await writeSource(folder, "meta_3.json", LINES.slice(0, 1));
    assert.equal(await isIngested([pattern], out), false);
  }));

Deno.test("ingestCatalogue() gives the same tables of an address", () =>
  withFolder(async (folder) => {
    const expected = await readTables(await ingestPlain(folder));
    const packed = gzipSync(TEXT);
    await withFiles(
      { "/meta?v=1": TEXT, "/packed": packed },
      async (address) => {
        for (
          const [path, bytes] of [["/meta?v=1", TEXT], [
            "/packed",
            packed,
          ]] as const
        ) {
          const out = join(folder, `out${bytes.length}`);
          const url = address + path;
          const { manifest, report } = await ingestCatalogue([url], out);
          assert.deepEqual(await readTables(out), expected);
          // A query, which may hold a token, is kept nowhere.
          const [named, query] = url.split("?");
          assert.deepEqual(manifest.inputs, [
            { kind: "source", path: named, sha256: await sha256(bytes) },
          ]);
          assert.equal(report.sources[0]?.name, named);
          // What an address with a query holds is not known without asking.
          assert.equal(await isIngested([url], out), query === undefined);
        }
        await assert.rejects(
          ingestCatalogue([`${address}/gone`], join(folder, "gone")),
          { name: "KindredError", message: /404/ },
        );
      },
    );
  }));

Deno.test("ingestCatalogue() gives the same tables of standard input", () =>
  withFolder(async (folder) => {
    const expected = await readTables(await ingestPlain(folder));
    const main = fileURLToPath(
      new URL("../../../apps/cli/src/main.ts", import.meta.url),
    );
    const packed = gzipSync(TEXT);
    const out = join(folder, "out");
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "-A", "--cached-only", "--no-check", main],
        ...["ingest", "-", "--out", out, "--json"],
      ],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const writer = child.stdin.getWriter();
    await writer.write(packed);
    await writer.close();
    const { code, stdout, stderr } = await child.output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
    assert.deepEqual(await readTables(out), expected);
    const report = JSON.parse(new TextDecoder().decode(stdout));
    assert.equal(report.sources[0].name, "-");
    assert.equal(report.lines, LINES.length);
    const { manifest } = await readManifest(out);
    assert.deepEqual(manifest.inputs, [
      { kind: "source", path: "-", sha256: await sha256(packed) },
    ]);
    assert.equal(await isIngested(["-"], out), false);
  }));
