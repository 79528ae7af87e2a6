// Trains to the end, to an abort and to a failure, and then ends by itself if no
// thread is left; see simd_engine_test.ts.
import assert from "node:assert/strict";
import { CLIQUE_OPTIONS, CLIQUE_SPLIT } from "../../_testing.ts";
import { train } from "../../train.ts";
import { simdEngine } from "./simd_engine.ts";

const engine = simdEngine({ threads: 2 });
await train(CLIQUE_SPLIT, CLIQUE_OPTIONS, { engine });

const controller = new AbortController();
await assert.rejects(train(CLIQUE_SPLIT, CLIQUE_OPTIONS, {
  engine,
  signal: controller.signal,
  onEpoch: () => controller.abort(),
}));

await assert.rejects(train(CLIQUE_SPLIT, CLIQUE_OPTIONS, {
  engine,
  onEpoch() {
    throw new Error("nobody listens any more");
  },
}));
// deno-lint-ignore no-console -- The test waits for it.
console.log("trained");
