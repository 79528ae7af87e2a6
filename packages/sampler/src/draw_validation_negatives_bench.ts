// deno-lint-ignore-file no-console -- a benchmark prints what it measured
// version "shuffled array": drawValidationNegatives, alike and by degree
// version "a draw each": two random rows for every negative, the same checks
// Run: deno run -A packages/sampler/src/draw_validation_negatives_bench.ts
//      [--items 1948370] [--pairs 26595848] [--catalogue]
// The defaults have the size of the method's largest catalogue, and need about
// 2 GB; with --catalogue the whole stage runs too, from Parquet to Parquet.
import { createRandom, type RowPairs, type WeightedPairs } from "@kindred/core";
import { CATALOGUE_FILES, writeArtifact } from "@kindred/core/artifact";
import { writeNumberColumns } from "@kindred/core/parquet";
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { FreshPairs } from "./_fresh_pairs.ts";
import { drawValidationNegatives } from "./draw_validation_negatives.ts";
import { PairIndex } from "./pair_index.ts";
import { ShuffledStream } from "./shuffled_stream.ts";
import { splitCatalogue } from "./split_catalogue.ts";
import { splitPairs } from "./split_pairs.ts";

/** Returns `count` sorted distinct pairs of items with Zipf-like degrees. */
function zipfPairs(count: number, itemCount: number): WeightedPairs {
  const random = createRandom(1);
  const weights = Float64Array.from(
    { length: itemCount },
    (_, rank) => (rank + 10) ** -0.7,
  );
  // Popular items are to lie anywhere, not in front: rows turned by a stride.
  const rowOf = (rank: number): number => rank * 7919 % itemCount;
  const ends = new Uint32Array(2 * Math.ceil(count * 1.05));
  new ShuffledStream(weights, { length: ends.length }).fill(ends, random);
  const keys = Float64Array.from({ length: ends.length / 2 }, (_, p) => {
    const [a, b] = [rowOf(ends[2 * p]!), rowOf(ends[2 * p + 1]!)];
    return a === b ? 0 : Math.min(a, b) * itemCount + Math.max(a, b);
  }).sort();
  const pairs = {
    left: new Uint32Array(count),
    right: new Uint32Array(count),
    weight: new Float32Array(count).fill(1),
  };
  let taken = 0;
  let previous = 0;
  for (let p = 0; taken < count; p++) {
    assert.ok(p < keys.length, "too many repeated pairs");
    const key = keys[p]!;
    if (key === previous) continue;
    previous = key;
    pairs.left[taken] = Math.floor(key / itemCount);
    pairs.right[taken] = key % itemCount;
    taken++;
  }
  return pairs;
}

/** What one would write without a thought for it. */
function drawEach(known: RowPairs, count: number, itemCount: number): RowPairs {
  const random = createRandom(1, 2);
  const index = new PairIndex(known, itemCount);
  const fresh = new FreshPairs(index, count, itemCount);
  while (!fresh.complete) {
    fresh.take(random.below(itemCount), random.below(itemCount));
  }
  return fresh.pairs;
}

/** Checks that the pairs are distinct and unknown, in another way. */
function checkFresh(drawn: RowPairs, known: RowPairs, itemCount: number): void {
  const keysOf = ({ left, right }: RowPairs): Float64Array =>
    Float64Array.from(left, (a, p) => a * itemCount + right[p]!).sort();
  const keys = keysOf(drawn);
  const knownKeys = keysOf(known);
  for (let i = 0, k = 0; i < keys.length; i++) {
    assert.ok(i === 0 || keys[i - 1]! < keys[i]!, "a repeated negative");
    while (k < knownKeys.length && knownKeys[k]! < keys[i]!) k++;
    assert.notEqual(knownKeys[k], keys[i], "a known negative");
  }
}

/** Returns the most memory that was ever resident, in GiB, where Linux tells. */
async function peakMemory(): Promise<string> {
  const status = await readFile("/proc/self/status", "utf8").catch(() => "");
  const kibibytes = /VmHWM:\s*(\d+)/.exec(status)?.[1];
  return kibibytes ? (Number(kibibytes) / 2 ** 20).toFixed(1) : "unknown";
}

async function timed<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `| ${name.padEnd(46)} | ${seconds.toFixed(1).padStart(7)} | ${
      (await peakMemory()).padStart(15)
    } |`,
  );
  return result;
}

/** Times the stage on a catalogue that is written first. */
async function timeStage(
  pairs: WeightedPairs,
  itemCount: number,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "kindred-bench-"));
  try {
    const catalogue = join(folder, "catalogue");
    const plan = { kind: "catalogue" as const, options: {}, inputs: [] };
    await writeArtifact(catalogue, plan, async (staging) => {
      await writeNumberColumns(join(staging, CATALOGUE_FILES.pairs), {
        ...pairs,
      });
      return { items: itemCount, pairs: pairs.left.length };
    });
    const out = join(folder, "split");
    await timed(
      "the stage, from Parquet to Parquet",
      () => splitCatalogue(catalogue, out),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      items: { type: "string", default: "1948370" },
      pairs: { type: "string", default: "26595848" },
      catalogue: { type: "boolean", default: false },
    },
  });
  const itemCount = Number(values.items);
  const pairs = zipfPairs(Number(values.pairs), itemCount);
  console.log(`${itemCount} items, ${pairs.left.length} pairs\n`);
  console.log(`| ${"work".padEnd(46)} | seconds | peak so far GiB |`);
  console.log("| --- | --- | --- |");
  const { validation } = await timed("splitPairs", () => splitPairs(pairs));
  const count = validation.left.length;
  const ways: [string, () => RowPairs][] = [
    ["shuffled array", () => drawValidationNegatives(pairs, count, itemCount)],
    ["a draw each", () => drawEach(pairs, count, itemCount)],
    [
      "shuffled array, degree-matched",
      () =>
        drawValidationNegatives(pairs, count, itemCount, { like: validation }),
    ],
  ];
  for (const [name, draw] of ways) {
    const drawn = await timed(`${count} negatives, ${name}`, draw);
    checkFresh(drawn, pairs, itemCount);
  }
  if (values.catalogue) await timeStage(pairs, itemCount);
}

// Not where `deno bench` loads it with others.
if (import.meta.main) await main();
