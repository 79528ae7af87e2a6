import type { ProgressEvent } from "@kindred/core";
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { randomModel, withFolder } from "../_testing.ts";
import { comparePrecisions } from "./compare_precisions.ts";

Deno.test("comparePrecisions() says what each costs and loses, and leaves nothing", () =>
  withFolder(async (folder) => {
    const model = randomModel(500, 32);
    const pairCounts = new Uint32Array(500).fill(1);
    const scratch = join(folder, "scratch");
    const events: ProgressEvent[] = [];
    const compare = () =>
      comparePrecisions(model, {
        pairCounts,
        scratch,
        queries: 50,
        onProgress: (event) => events.push(event),
      });
    const { queries, precisions } = await compare();
    assert.equal(queries, 50);
    assert.deepEqual(
      precisions.map(({ precision }) => precision),
      ["f32", "f16", "int8", "int4"],
    );
    const [f32, f16, int8, int4] = precisions;
    // Vectors in 4, 2, 1 and 1/2 bytes, with steps, and two biases each.
    const tables = [64_000, 32_000, 16_000 + 2000, 8000 + 2000];
    for (const [i, bytes] of tables.entries()) {
      const off = precisions[i]!.bytes - bytes - 4000;
      assert.ok(off >= 0 && off < 4 * 4096, `${precisions[i]!.precision}`);
    }
    assert.equal(f32!.lostRecallAt10, 0);
    assert.ok(f16!.lostRecallAt10 <= 0.01);
    assert.ok(int8!.lostRecallAt10 <= 0.05);
    assert.ok(int4!.lostRecallAt10 > int8!.lostRecallAt10);
    assert.ok(int4!.lostRecallAt10 < 0.5);
    assert.ok(precisions.every(({ milliseconds }) => milliseconds > 0));
    assert.deepEqual(
      events.map(({ done, total }) => [done, total]),
      [[1, 4], [2, 4], [3, 4], [4, 4]],
    );
    // What is lost does not change.
    const again = await compare();
    assert.deepEqual(
      again.precisions.map(({ lostRecallAt10 }) => lostRecallAt10),
      precisions.map(({ lostRecallAt10 }) => lostRecallAt10),
    );
    assert.deepEqual(await readdir(folder), []);
  }));

Deno.test("comparePrecisions() leaves out half precision where numbers are too large for it", () =>
  withFolder(async (folder) => {
    const model = randomModel(20, 3);
    model.embeddings.values[7] = 70_000;
    const { precisions } = await comparePrecisions(model, {
      pairCounts: new Uint32Array(20).fill(1),
      scratch: join(folder, "scratch"),
    });
    assert.deepEqual(
      precisions.map(({ precision }) => precision),
      ["f32", "int8", "int4"],
    );
  }));

Deno.test("comparePrecisions() stops where the signal says, and leaves nothing", () =>
  withFolder(async (folder) => {
    const stop = new Error("stopped");
    const controller = new AbortController();
    await assert.rejects(
      comparePrecisions(randomModel(20, 3), {
        pairCounts: new Uint32Array(20).fill(1),
        scratch: join(folder, "scratch"),
        signal: controller.signal,
        onProgress: () => controller.abort(stop),
      }),
      stop,
    );
    assert.deepEqual(await readdir(folder), []);
  }));

Deno.test("comparePrecisions() throws RangeError for no queries", async () => {
  await assert.rejects(
    comparePrecisions(randomModel(2, 1), {
      pairCounts: Uint32Array.of(1, 1),
      scratch: "never-made",
      queries: 0,
    }),
    new RangeError(
      "Cannot compare precisions: queries must be a whole number >= 1, got 0",
    ),
  );
});
