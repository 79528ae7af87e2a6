// deno-lint-ignore-file no-console -- a benchmark says what it ran on
// What a step costs the thread that drives the device, whatever that device is:
// launching an operation, and drawing a pair with its negatives. In time of the
// processor, so that other work on the machine counts little.
// Run: deno run -A packages/trainer/src/engines/tensorflow/host_work_bench.ts
import { createRandom } from "@kindred/core";
import { neighboursOf } from "@kindred/kernels";
import { BlockBatches, EpochPlanner } from "@kindred/sampler";
import process from "node:process";
import { loadTensorflow } from "../../tensorflow/load_tensorflow.ts";
import { resolveTrainOptions } from "../../train_options.ts";
import { train } from "../../train.ts";
import { BatchUploader } from "./batch_tensors.ts";
import { stepWork } from "./step_work.ts";
import { tensorflowEngine } from "./tensorflow_engine.ts";

const RUNS = 5;

const engine = tensorflowEngine({ batchPairs: 16, threads: 1 });
const { api, version, device } = loadTensorflow();
console.log(`TensorFlow ${version} on ${device}, least of ${RUNS} runs`);

// Pairs whose arithmetic is next to nothing.
const small = randomPairs(4096, 16_384);
const least = await leastOf(() =>
  train({ itemCount: 4096, train: small }, {
    recipe: "plain",
    dimensions: 4,
    negatives: 1,
    epochs: 1,
    blockPairs: 4096,
  }, { engine, countHits: false })
);
const { operations } = stepWork({
  pairs: 16,
  sharedBy: 1,
  negatives: 1,
  dimensions: 4,
  tables: 1,
  optimizer: "sgd",
  hasContext: false,
  hasL2: true,
  hasL2Scale: false,
});
const steps = small.left.length / 16;
console.log(
  `${(1e6 * least / steps / operations).toFixed(0)} µs an operation, of ${
    (1e3 * least / steps).toFixed(2)
  } ms a step of ${operations}`,
);

// Drawing: the shape of `electronics`, in batches of 8,192.
const ITEMS = 418_749;
const pairs = randomPairs(ITEMS, 2_670_000);
const uploader = new BatchUploader(api, ITEMS);
for (const recipe of ["plain", "kindred"] as const) {
  const { negativePower, negatives, negativesSharedBy, maskHits, weightUse } =
    resolveTrainOptions({ recipe });
  const planner = new EpochPlanner(
    weightUse === "none" ? { left: pairs.left, right: pairs.right } : pairs,
    ITEMS,
    { power: negativePower, blockPairs: 32_768 },
  );
  const blocks = planner.plan(1);
  const batches = new BlockBatches(blocks, {
    negativesPerPair: negatives,
    sharedBy: negativesSharedBy,
    maskHits,
    batchSize: 8192,
    ...maskHits ? { known: neighboursOf(pairs, ITEMS) } : {},
  });
  const blockCount = blocks.start.length - 1;
  let epoch = 1;
  const seconds = await leastOf(() => {
    for (let block = 0; block < blockCount; block++) {
      for (const { hits: _, ...batch } of batches.of(epoch, block)) {
        api.tidy(() => uploader.upload(batch));
      }
    }
    epoch++;
  });
  console.log(
    `${recipe}: ${
      (1e9 * seconds / pairs.left.length).toFixed(0)
    } ns a pair to draw and hand over`,
  );
}

/** Seconds of the processor that something takes, at least. */
async function leastOf(run: () => unknown): Promise<number> {
  let least = Infinity;
  for (let i = 0; i < RUNS; i++) {
    const begin = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(begin);
    least = Math.min(least, (user + system) / 1e6);
  }
  return least;
}

/** Returns pairs of items, of which some are in far more than others. */
function randomPairs(itemCount: number, pairCount: number) {
  const random = createRandom(1);
  const draw = () => Math.floor(itemCount * random.float() ** 2);
  const left = Uint32Array.from({ length: pairCount }, draw);
  const right = left.map((row) => (row + 1 + draw()) % itemCount);
  const weight = new Float32Array(pairCount).fill(1);
  return { left, right, weight };
}
