import { sha256 } from "@kindred/core/artifact";
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fetchWheel } from "./fetch_wheel.ts";

const CONTENT = Uint8Array.from({ length: 300_000 }, (_, i) => i * 7 % 256);
const WHEEL = {
  project: "some-project",
  file: "some_project-1.0-py3-none-any.whl",
  bytes: CONTENT.length,
  sha256: sha256(CONTENT),
};

/** Serves an index and its file; the first answers end early. */
async function withIndex(
  listed: Record<string, unknown>[],
  shortAnswers: number,
  run: (index: string, path: string, ranges: string[]) => Promise<void>,
) {
  const folder = await mkdtemp(join(tmpdir(), "kindred-fetch-"));
  const ranges: string[] = [];
  let left = shortAnswers;
  const server = Deno.serve({ port: 0, onListen: () => {} }, (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/simple/some-project/") {
      assert.match(request.headers.get("accept")!, /simple\.v1\+json/);
      return Response.json({ files: listed });
    }
    if (pathname !== "/files/x.whl") return new Response("", { status: 404 });
    const range = request.headers.get("range");
    ranges.push(range ?? "all");
    const from = Number(/bytes=(\d+)-/.exec(range ?? "")?.[1] ?? 0);
    const rest = CONTENT.subarray(from);
    const body = rest.slice(0, left-- > 0 ? 100_000 : undefined);
    return new Response(body, { status: range === null ? 200 : 206 });
  });
  try {
    await run(
      `http://localhost:${server.addr.port}/simple`,
      join(folder, "x.whl"),
      ranges,
    );
  } finally {
    await server.shutdown();
    await rm(folder, { recursive: true });
  }
}

const entry = {
  filename: WHEEL.file,
  url: "../../files/x.whl",
  hashes: { sha256: WHEEL.sha256 },
};

Deno.test("fetchWheel() follows the index, and takes up a download that ended early", () =>
  withIndex([{ ...entry, filename: "other.whl" }, entry], 1, async (
    index,
    path,
    ranges,
  ) => {
    await fetchWheel(WHEEL, path, { index, pause: 1 });
    assert.deepEqual(new Uint8Array(await readFile(path)), CONTENT);
    assert.deepEqual(ranges, ["all", "bytes=100000-"]);
  }));

Deno.test("fetchWheel() gives up after four tries", () =>
  withIndex(
    [{ ...entry, url: "../../files/none.whl" }],
    0,
    (index, path) =>
      assert.rejects(fetchWheel(WHEEL, path, { index, pause: 1 }), {
        name: "KindredError",
        message: /all 300000 bytes must come within 4 tries, got 0: status 404/,
      }),
  ));

Deno.test("fetchWheel() refuses an index without the file, or with another hash", async () => {
  const hashes = { sha256: sha256("other") };
  await withIndex([{ ...entry, hashes }], 0, (index, path) =>
    assert.rejects(
      fetchWheel(WHEEL, path, { index }),
      /must list it, got another sha256/,
    ));
  await withIndex([], 0, (index, path) =>
    assert.rejects(
      fetchWheel(WHEEL, path, { index: `${index}/` }),
      /must list it, got a list without the file/,
    ));
  await assert.rejects(
    fetchWheel(WHEEL, "/nowhere", { index: "http://localhost:1/simple" }),
    { name: "KindredError", message: /the index at http:\/\/localhost:1/ },
  );
});
