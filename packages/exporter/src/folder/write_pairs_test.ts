import { decodePairsHeader, pairsLayout } from "@kindred/core";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { withFolder } from "../_testing.ts";
import { writePairs } from "./write_pairs.ts";

Deno.test("writePairs() tells each pair to both of its items, partners ascending", () =>
  withFolder(async (folder) => {
    const path = join(folder, "pairs.bin");
    await writePairs(path, {
      left: Uint32Array.of(3, 0, 1),
      right: Uint32Array.of(0, 1, 3),
      weight: Float32Array.of(1.5, 0.5, 2),
    }, 5);
    const bytes = new Uint8Array(await readFile(path));
    const shape = decodePairsHeader(bytes.subarray(0, 64), path, bytes.length);
    assert.deepEqual(shape, { itemCount: 5, partnerCount: 6 });
    const { starts, rows, weights } = pairsLayout(shape);
    assert.deepEqual(
      [...new Uint32Array(bytes.buffer, starts, 6)],
      [0, 2, 4, 4, 6, 6],
    );
    assert.deepEqual(
      [...new Uint32Array(bytes.buffer, rows, 6)],
      [1, 3, 0, 3, 0, 1],
    );
    assert.deepEqual(
      [...new Float32Array(bytes.buffer, weights, 6)],
      [0.5, 1.5, 0.5, 2, 1.5, 2],
    );
  }));
