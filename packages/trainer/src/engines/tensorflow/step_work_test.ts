import assert from "node:assert/strict";
import { tensorflowObstacle } from "../../tensorflow/_testing.ts";
import { loadTensorflow } from "../../tensorflow/load_tensorflow.ts";
import type { Tensor } from "../../tensorflow/tensorflow_api.ts";
import { train } from "../../train.ts";
import type { TrainOptions } from "../../train_options.ts";
import { stepShapeOf } from "./step_shape.ts";
import { stepWork } from "./step_work.ts";
import { tensorflowEngine } from "./tensorflow_engine.ts";

const obstacle = tensorflowObstacle();

/** Numbers in a vector, pairs of a batch. */
const [DIMENSIONS, PAIRS] = [64, 1024] as const;

const ITEMS = 40_000;

/** Trains, and returns what TensorFlow ran of the second batch. */
async function operationsOf(options: TrainOptions): Promise<Ran[]> {
  const engine = tensorflowEngine({ batchPairs: PAIRS, threads: 1 });
  const backend = loadTensorflow().api.backend() as unknown as Record<
    typeof RUNNERS[number],
    (name: string, attributes: unknown, inputs: Tensor[], count: number) =>
      | Tensor
      | Tensor[]
  >;
  const ran: Ran[] = [];
  const original = RUNNERS.map((runner) => backend[runner]);
  for (const runner of RUNNERS) {
    const run = backend[runner].bind(backend);
    backend[runner] = (name, attributes, inputs, count) => {
      const made = run(name, attributes, inputs, count);
      ran.push({
        name,
        inputs: inputs.map(bytesOf),
        made: [made].flat().map(bytesOf),
      });
      return made;
    };
  }
  try {
    // Few items are twice in a batch, and none in two pairs of a group.
    const left = Uint32Array.from({ length: 4096 }, (_, p) => 2 * p);
    const right = left.map((row) => row + 1);
    const weight = new Float32Array(left.length).fill(1);
    await train({ itemCount: ITEMS, train: { left, right, weight } }, {
      dimensions: DIMENSIONS,
      epochs: 1,
      blockPairs: 4096,
      ...options,
    }, { engine, countHits: false });
  } finally {
    RUNNERS.forEach((runner, r) => backend[runner] = original[r]!);
  }
  const batches = ran.flatMap(({ name }, at) => name === ONCE ? [at] : []);
  return ran.slice(batches[1]!, batches[2]!);
}

/** What runs operations. */
const RUNNERS = ["executeSingleOutput", "executeMultipleOutputs"] as const;

/** An operation that each step has once. */
const ONCE = "BitwiseAnd";

interface Ran {
  name: string;
  /** Bytes each. */
  inputs: number[];
  made: number[];
}

function bytesOf({ shape, dtype }: Tensor): number {
  const size = shape.reduce((product, length) => product * length, 1);
  // Handles of variables are strings to TensorFlow.js.
  return size * ({ bool: 1, string: 0 }[dtype as string] ?? 4);
}

/** Returns what operations come to: a shape of its own costs nothing to read. */
function workOf(ran: readonly Ran[]): {
  operations: number;
  readBytes: number;
  madeBytes: number;
  changedBytes: number;
} {
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  let [readBytes, madeBytes, changedBytes] = [0, 0, 0];
  for (const { name, inputs, made } of ran) {
    if (name === "Reshape") continue;
    readBytes += sum(inputs);
    madeBytes += sum(made);
    if (name === "ResourceGather") readBytes += sum(made);
    if (!name.startsWith("ResourceScatter")) continue;
    changedBytes += inputs[2]!;
    if (name === "ResourceScatterAdd") readBytes += inputs[2]!;
  }
  return { operations: ran.length, readBytes, madeBytes, changedBytes };
}

const CASES: Record<string, TrainOptions> = {
  "plain": { recipe: "plain" },
  "plain without l2": { recipe: "plain", l2: 0 },
  "the default": {},
  "two tables": { recipe: "plain", tables: 2 },
  "Adagrad": { recipe: "plain", optimizer: "adagrad" },
  "Adam": { recipe: "plain", optimizer: "adam", learningRate: 0.01 },
};

for (const [name, options] of Object.entries(CASES)) {
  Deno.test({
    name: `stepWork() is what the engine runs: ${name}`,
    ignore: obstacle !== null,
    async fn() {
      const operations = await operationsOf(options);
      const ran = workOf(operations);
      const unique = operations.find(({ name }) => name === "Unique");
      const distinct = unique === undefined
        ? 1
        : unique.made[0]! / unique.inputs[0]!;
      const shape = stepShapeOf({ ...options, dimensions: DIMENSIONS }, PAIRS);
      const paper = stepWork({ ...shape, distinct });
      assert.equal(paper.operations, ran.operations);
      for (const key of ["readBytes", "madeBytes", "changedBytes"] as const) {
        const apart = paper[key] / ran[key] - 1;
        assert.ok(Math.abs(apart) < 0.02, `${key}: ${apart}`);
      }
    },
  });
}

Deno.test("stepWork() grows with the pairs of a batch, not its number of operations", () => {
  for (const options of Object.values(CASES)) {
    const [one, two] = [1, 2].map((times) =>
      stepWork(stepShapeOf(options, times * PAIRS))
    );
    assert.equal(two!.operations, one!.operations);
    for (
      const key of ["readBytes", "madeBytes", "changedBytes", "flops"] as const
    ) {
      assert.ok(Math.abs(two![key] / one![key] - 2) < 1e-4, key);
    }
  }
});

Deno.test("stepWork() has the multiplications of the negatives, three times over", () => {
  const of = (negatives: number) =>
    stepWork(stepShapeOf({ recipe: "plain", negatives, l2: 0 }, PAIRS)).flops;
  // u · n, and the gradients of both; per number an addition and a multiplication,
  // two more in its square, and three in moving the negative's row.
  const each = (of(9) - of(5)) / (4 * PAIRS * 128);
  assert.ok(each > 11 && each < 11.5, `${each}`);
});
