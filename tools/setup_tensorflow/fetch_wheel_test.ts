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

/** Serves an index and its file; every answer but the last breaks off. */
async function withIndex(
  listed: Record<string, unknown>[],
  breaks: number,
  run: (index: string, path: string, ranges: string[]) => Promise<void>,
) {
  const folder = await mkdtemp(join(tmpdir(), "kindred-fetch-"));
  const ranges: string[] = [];
  let left = breaks;
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
    const broken = left-- > 0;
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(broken ? rest.slice(0, 100_000) : rest);
        await new Promise((wait) => setTimeout(wait, 50));
        broken ? controller.error(new Error("broken")) : controller.close();
      },
    });
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

Deno.test("fetchWheel() follows the index, and takes up a download that broke off", () =>
  withIndex([{ ...entry, filename: "other.whl" }, entry], 1, async (
    index,
    path,
    ranges,
  ) => {
    await fetchWheel(WHEEL, path, index);
    assert.deepEqual(new Uint8Array(await readFile(path)), CONTENT);
    assert.equal(ranges[0], "all");
    assert.match(ranges[1]!, /^bytes=100000-$/);
  }));

Deno.test("fetchWheel() refuses an index without the file, or with another hash", async () => {
  const hashes = { sha256: sha256("other") };
  await withIndex([{ ...entry, hashes }], 0, (index, path) =>
    assert.rejects(
      fetchWheel(WHEEL, path, index),
      /must list it, got another sha256/,
    ));
  await withIndex([], 0, (index, path) =>
    assert.rejects(
      fetchWheel(WHEEL, path, `${index}/`),
      /must list it, got a list without the file/,
    ));
  await assert.rejects(
    fetchWheel(WHEEL, "/nowhere", "http://localhost:1/simple"),
    { name: "KindredError", message: /the index at http:\/\/localhost:1/ },
  );
});
