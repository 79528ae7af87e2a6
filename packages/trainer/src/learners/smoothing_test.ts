import type { EmbeddingTable } from "@kindred/core";
import { neighboursOf } from "@kindred/kernels";
import assert from "node:assert/strict";
import { haltingEngine, randomSplit } from "../_testing.ts";
import { referenceEngine } from "../engines/reference_engine.ts";
import { simdEngine } from "../engines/simd/simd_engine.ts";
import type { TrainEngine } from "../engines/train_engine.ts";
import { fillInitialVectors } from "../initial_vectors.ts";
import { Smoothing } from "./smoothing.ts";

/** More rows than two pieces have. */
const ITEMS = 1100;
const DIMENSIONS = 8;
const STRENGTH = 0.5;
const { train: PAIRS } = randomSplit(ITEMS, 3000);

/** Returns strength Σ_j x_j / √(d_i d_j) over the partners of each item, in float64. */
function neighboursShare({ values }: EmbeddingTable): Float64Array {
  const degree = new Uint32Array(ITEMS);
  for (const row of [...PAIRS.left, ...PAIRS.right]) degree[row]!++;
  const sums = new Float64Array(ITEMS * DIMENSIONS);
  const add = (i: number, j: number): void => {
    for (let c = 0; c < DIMENSIONS; c++) {
      sums[i * DIMENSIONS + c]! += STRENGTH * values[j * DIMENSIONS + c]! /
        Math.sqrt(degree[i]! * degree[j]!);
    }
  };
  for (const [p, a] of PAIRS.left.entries()) {
    add(a, PAIRS.right[p]!);
    add(PAIRS.right[p]!, a);
  }
  return sums;
}

/** A few numbers of size 0.04 are added in single precision. */
const near = (actual: Float32Array, expected: (i: number) => number): void => {
  for (const [i, value] of actual.entries()) {
    assert.ok(Math.abs(value - expected(i)) < 1e-7, `number ${i}`);
  }
};

async function withSmoothing(
  engine: TrainEngine,
  tableCount: number,
  use: (smoothing: Smoothing, tables: EmbeddingTable[]) => Promise<void>,
): Promise<void> {
  const session = engine.open();
  try {
    const { arrays } = session;
    const tables = Array.from({ length: tableCount }, () => ({
      values: arrays.float32(ITEMS * DIMENSIONS),
      itemCount: ITEMS,
      dimensions: DIMENSIONS,
    }));
    fillInitialVectors(tables, 0.06, 1);
    const neighbours = neighboursOf(PAIRS, ITEMS, arrays);
    await use(new Smoothing(tables, neighbours, STRENGTH, session), tables);
  } finally {
    await session.close();
  }
}

for (const engine of [referenceEngine, simdEngine({ threads: 2 })]) {
  Deno.test(`Smoothing adds the neighbours' vectors over roots of degrees, by the ${engine.name} engine`, () =>
    withSmoothing(engine, 2, async (smoothing, tables) => {
      const [anchors, targets] = tables as [EmbeddingTable, EmbeddingTable];
      const before = structuredClone(tables);
      const context = smoothing.contextOf(anchors, targets);
      await smoothing.update();
      for (const side of ["anchors", "targets"] as const) {
        const table = side === "anchors" ? anchors : targets;
        const share = neighboursShare(table);
        near(context[side].values, (i) => share[i]!);
      }
      await smoothing.finish();
      for (const side of ["anchors", "targets"] as const) {
        const table = side === "anchors" ? anchors : targets;
        const share = neighboursShare(table);
        near(context[side].values, (i) => table.values[i]! + share[i]!);
      }
      assert.deepEqual(structuredClone(tables), before);
    }));
}

Deno.test("Smoothing adds the same to anchors and targets of one table", () =>
  withSmoothing(referenceEngine, 1, (smoothing, [table]) => {
    const { anchors, targets } = smoothing.contextOf(table!, table!);
    assert.equal(anchors, targets);
    assert.deepEqual(smoothing.tensors, { "context.0": anchors.values });
    return Promise.resolve();
  }));

Deno.test("Smoothing smooths every row though its runs are stopped", () =>
  withSmoothing(
    haltingEngine(referenceEngine),
    1,
    async (smoothing, [table]) => {
      const share = neighboursShare(table!);
      await smoothing.update();
      near(smoothing.tensors["context.0"]!, (i) => share[i]!);
      await smoothing.finish();
      near(
        smoothing.tensors["context.0"]!,
        (i) => table!.values[i]! + share[i]!,
      );
    },
  ));
