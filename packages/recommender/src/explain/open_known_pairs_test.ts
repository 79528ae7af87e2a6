import { encodePairsHeader, MODEL_FILES, pairsLayout } from "@kindred/core";
import assert from "node:assert/strict";
import { memorySource } from "../sources/memory_source.ts";
import { openKnownPairs } from "./open_known_pairs.ts";

/** Three items: 0 and 2 are a pair of weight 1.5, 1 has none. */
function pairsFile(starts = [0, 1, 1, 2]): Uint8Array {
  const shape = { itemCount: 3, partnerCount: 2 };
  const layout = pairsLayout(shape);
  const bytes = new Uint8Array(layout.bytes);
  bytes.set(encodePairsHeader(shape));
  new Uint32Array(bytes.buffer, layout.starts, 4).set(starts);
  new Uint32Array(bytes.buffer, layout.rows, 2).set([2, 0]);
  new Float32Array(bytes.buffer, layout.weights, 2).set([1.5, 1.5]);
  return bytes;
}

const open = (bytes: Uint8Array, itemCount = 3) =>
  openKnownPairs(memorySource({ [MODEL_FILES.pairs]: bytes }), itemCount);

Deno.test("openKnownPairs() tells the weights of pairs, either way round", async () => {
  const pairs = await open(pairsFile());
  const all = Uint32Array.of(0, 1, 2);
  assert.deepEqual([...await pairs!.weights(0, all)], [0, 0, 1.5]);
  assert.deepEqual([...await pairs!.weights(1, all)], [0, 0, 0]);
  assert.deepEqual([...await pairs!.weights(2, all)], [1.5, 0, 0]);
  assert.equal(await openKnownPairs(memorySource({}), 3), null);
});

Deno.test("openKnownPairs() throws ArtifactError if the file is damaged or another's", async () => {
  const path = MODEL_FILES.pairs;
  const cases: [bytes: Uint8Array, itemCount: number, complaint: RegExp][] = [
    [pairsFile().subarray(0, 20), 3, /must have 64 bytes or more, got 20$/],
    [pairsFile().subarray(0, 90), 3, /must have 96 bytes, got 90$/],
    [new Uint8Array(96), 3, /must be marked "KNDPAIRS"/],
    [pairsFile(), 4, /it must tell of 4 items, got 3$/],
  ];
  for (const [bytes, itemCount, message] of cases) {
    await assert.rejects(open(bytes, itemCount), {
      name: "ArtifactError",
      path,
      message,
    });
  }
  const twisted = await open(pairsFile([0, 3, 1, 2]));
  await assert.rejects(twisted!.weights(0, Uint32Array.of(2)), {
    name: "ArtifactError",
    message:
      `Cannot read "${path}": the partners of row 0 must be among 2, got 0 to 3`,
  });
});
