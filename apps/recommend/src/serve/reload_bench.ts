// Changes the model of a server under load a hundred times, and fails unless every
// request was answered and memory is back within a tenth: the median of the last twenty
// reloads against that of the twenty behind the first ten. One look at resident memory
// says little, as it swings by as much with nothing going on. Caller and server are one
// process.
// Run: deno run -A --v8-flags=--expose-gc apps/recommend/src/serve/reload_bench.ts
import assert from "node:assert/strict";
import { type MemorySample, reloadUnderLoad } from "./_reload_fixture.ts";

const { answered, failed, loads, samples } = await reloadUnderLoad({
  reloads: 100,
  itemCount: 12_000,
  callers: 16,
});
// deno-lint-ignore no-console -- it is run to be read
const print = console.log;
print(`${loads - 1} reloads, ${answered} requests, ${failed} failed`);
assert.equal(failed, 0);
for (const kind of ["resident", "heap"] as const) {
  const early = median(samples.slice(10, 30), kind);
  const late = median(samples.slice(-20), kind);
  const growth = late / early - 1;
  print(
    `${kind}: ${megabytes(early)} MB, then ${megabytes(late)} MB (${
      (100 * growth).toFixed(1)
    }%)`,
  );
  assert.ok(growth < 0.1, `${kind} memory must be back within a tenth`);
}

function median(of: readonly MemorySample[], kind: keyof MemorySample): number {
  const sorted = of.map((sample) => sample[kind]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
