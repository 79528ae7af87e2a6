import { MODEL_FILES } from "@kindred/core";
import { openArtifact, verifyArtifact } from "@kindred/core/artifact";
import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  neighboursOf,
  probabilityOf,
  runGraph,
  TITLES,
  withFolder,
  withRun,
} from "./_testing.ts";
import { exportVectors } from "./export_vectors.ts";

/** Four items; the second is longer than the first, the third says nothing. */
const TEXT = "4 2\nid-0 3 4\nid-1 0 10\nunknown 0 0\nid-4 1 0\n";

async function itemsOf(out: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(join(out, MODEL_FILES.items), "utf8");
  return text.trimEnd().split("\n").map((line) => JSON.parse(line));
}

/** Writes {@linkcode TEXT}, and hands its path and where to write to `use`. */
function withText(
  use: (source: string, out: string, folder: string) => Promise<void>,
): Promise<void> {
  return withFolder(async (folder) => {
    const source = join(folder, "vectors.txt");
    await writeFile(source, TEXT);
    await use(source, join(folder, "model"), folder);
  });
}

function assertNear(actual: number[], expected: number[]): void {
  assert.equal(actual.length, expected.length);
  for (const [i, value] of expected.entries()) {
    assert.ok(Math.abs(actual[i]! - value) < 1e-6, `${i}: ${actual[i]}`);
  }
}

Deno.test("exportVectors() writes a model that compares by dot product", () =>
  withText(async (source, out) => {
    const { manifest, verification } = await exportVectors(source, out);
    await verifyArtifact(await openArtifact(out, "model"));
    assert.deepEqual(manifest.counts, {
      items: 4,
      dimensions: 2,
      untrainedItems: 1,
      listLength: 100,
    });
    assert.deepEqual(
      manifest.inputs.map(({ kind, path }) => [kind, path]),
      [["source", "vectors.txt"]],
    );
    assert.equal(manifest.options.metric, "dot");
    assert.equal(manifest.options.from, "word2vec");
    assert.ok(verification.neighbours <= 1e-6);
    const { rows, found } = await neighboursOf(out, [[0]], 3);
    assert.deepEqual(rows.slice(0, 2), [1, 3]);
    assertNear(found, [probabilityOf(40), probabilityOf(3), 0]);
    assert.deepEqual(
      await itemsOf(out),
      [
        ["id-0", 1],
        ["id-1", 1],
        ["unknown", 0],
        ["id-4", 1],
      ].map(([id, pairs]) => ({
        id,
        title: null,
        brand: null,
        price: null,
        categories: [],
        pairs,
      })),
    );
    const card = await readFile(join(out, MODEL_FILES.card), "utf8");
    assert.match(card, /4 items, 2 dimensions in f32, imported by kindred/);
  }));

Deno.test("exportVectors() brings vectors to a length of 1 for the cosine", () =>
  withText(async (source, out) => {
    await exportVectors(source, out, { metric: "cosine" });
    const { vector } = await runGraph(out, MODEL_FILES.embed, {
      item: [0, 1, 2],
    });
    assertNear(vector!.values, [0.6, 0.8, 0, 1, 0, 0]);
    const { found } = await neighboursOf(out, [[0]], 2);
    assertNear(found, [probabilityOf(0.8), probabilityOf(0.6)]);
  }));

Deno.test("exportVectors() takes titles of a catalogue by id", () =>
  withRun(async ({ folder, catalogue, out }) => {
    const source = join(folder, "vectors.txt");
    await writeFile(source, TEXT);
    const { manifest } = await exportVectors(source, out, { catalogue });
    assert.deepEqual(
      manifest.inputs.map(({ kind, path }) => [kind, path]),
      [["source", "vectors.txt"], ["catalogue", "../catalogue"]],
    );
    assert.deepEqual(
      (await itemsOf(out)).map(({ id, title }) => [id, title]),
      [
        ["id-0", TITLES[0]],
        ["id-1", TITLES[1]],
        ["unknown", null],
        ["id-4", TITLES[4]],
      ],
    );
  }));

Deno.test("exportVectors() refuses what is wrong and leaves nothing", () =>
  withText(async (source, out, folder) => {
    const before = await readdir(folder);
    await assert.rejects(exportVectors(join(folder, "gone.txt"), out), {
      name: "KindredError",
      message: /^Cannot read ".*gone\.txt": it must be a file, got ENOENT/,
    });
    await assert.rejects(
      exportVectors(source, out, { metric: "euclid" as "dot" }),
      new RangeError(
        'Cannot export: metric must be dot or cosine, got "euclid"',
      ),
    );
    await assert.rejects(
      exportVectors(source, folder),
      { name: "ArtifactError" },
    );
    const stop = new Error("stopped");
    await assert.rejects(
      exportVectors(source, out, { signal: AbortSignal.abort(stop) }),
      stop,
    );
    await writeFile(source, "1 1\na x\n");
    await assert.rejects(exportVectors(source, out), {
      name: "KindredError",
      message:
        `Cannot read "${source}", line 2: word 2 must be a number, got "x"`,
    });
    assert.deepEqual(await readdir(folder), before);
  }));
