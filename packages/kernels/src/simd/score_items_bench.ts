// version "reference": one product at a time    version "four abreast": scoreItems
// Run: deno bench -A --cached-only packages/kernels/src/simd/score_items_bench.ts
import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { scoreItemsReference } from "../reference/score_items.ts";
import { scoreItems } from "../score_items.ts";
import { KernelMemory } from "./kernel_memory.ts";
import { hasRelaxedSimd, loadKernels } from "./load_kernels.ts";
import { simdScoreItems } from "./score_items.ts";

const DIMENSIONS = 128;

const memory = new KernelMemory();
const versions: [string, typeof scoreItemsReference][] = [
  ["four abreast", scoreItems],
  [
    "plain SIMD",
    simdScoreItems(loadKernels(memory.memory, { relaxed: false }), memory),
  ],
];
if (hasRelaxedSimd()) {
  versions.push([
    "relaxed SIMD",
    simdScoreItems(loadKernels(memory.memory), memory),
  ]);
}

for (
  const [itemCount, queryCount, n] of [
    [12_000, 1, 100],
    [12_000, 32, 20],
    [420_000, 1, 10],
    [420_000, 32, 3],
  ] as const
) {
  const random = createRandom(1);
  const draw = (length: number) => {
    const values = memory.float32(length);
    for (let i = 0; i < length; i++) values[i] = random.float() - 0.5;
    return values;
  };
  const model = {
    embeddings: {
      values: draw(itemCount * DIMENSIONS),
      itemCount,
      dimensions: DIMENSIONS,
    },
    itemBias: draw(itemCount),
    globalBias: 0,
  };
  const queries = Uint32Array.from(
    { length: queryCount },
    () => random.below(itemCount),
  );
  const out = memory.float32(queryCount * itemCount);

  // A fast wrong answer is worthless: compare before timing.
  scoreItemsReference(model, queries, out);
  const expected = Float32Array.from(out);
  for (const [label, version] of versions) {
    version(model, queries, out);
    for (let i = 0; i < out.length; i++) {
      const off = Math.abs(out[i]! - expected[i]!);
      assert.ok(off < 1e-4, `${label}: off by ${off}`);
    }
  }

  const group = `${queryCount} queries, ${itemCount} items, 128 dimensions`;
  const shape = { group, warmup: 1, n };
  Deno.bench({ ...shape, name: "reference", baseline: true }, () => {
    scoreItemsReference(model, queries, out);
  });
  for (const [name, version] of versions) {
    Deno.bench({ ...shape, name }, () => version(model, queries, out));
  }
}
