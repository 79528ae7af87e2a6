// What the tests of the report share.
import { createRandom, type ItemModel, type Product } from "@kindred/core";
import type { Artifact, Split } from "@kindred/core/artifact";
import { evaluateModel } from "../evaluate_model.ts";
import type { EvaluationReport } from "../evaluation_report.ts";
import { compareModels } from "../compare_models.ts";
import type { ReportSource } from "./make_report.ts";
import type { ReportedRun } from "./reported_run.ts";

/** Items of each world. */
const WORLD = 40;
const ITEMS = 2 * WORLD;
const DIMENSIONS = 8;

/**
 * Two worlds of items: pairs join items of one world, negatives those of two. The
 * last item is in a held-out pair only.
 */
export const WORLDS: Split = makeWorlds();

/** The items' products; titles and brands hold what a page must escape. */
export const PRODUCTS: Product[] = Array.from({ length: ITEMS }, (_, item) => ({
  id: `ID-${item}`,
  title: item % 3 === 0 ? null : `<b>Item & "${item}"</b>`,
  brand: item % 2 === 0 ? null : "O'Brand",
  price: null,
  categories: [`All > ${item < WORLD ? "Tea" : "Nuts & <seeds>"}`],
}));

/** A model that knows the worlds but for noise. */
export function worldModel(seed: number, noise: number): ItemModel {
  const random = createRandom(seed);
  return {
    embeddings: {
      values: Float32Array.from({ length: ITEMS * DIMENSIONS }, (_, i) => {
        const isLeft = Math.floor(i / DIMENSIONS) < WORLD;
        const world = (i % 2 === 0) === isLeft ? 1 : 0;
        return world + noise * (random.float() - 0.5);
      }),
      itemCount: ITEMS,
      dimensions: DIMENSIONS,
    },
    itemBias: new Float32Array(ITEMS),
    globalBias: -2,
  };
}

/** A whole source of a report over some runs of the two worlds. */
export async function worldSource(
  names: readonly string[],
): Promise<ReportSource> {
  const models = names.map((name, i) => ({
    name,
    model: worldModel(i + 1, 2 + 3 * i),
  }));
  const options = { k: [5, 10], resamples: 200, threads: 1 };
  const { reports, comparison } = models.length === 1
    ? {
      reports: [await evaluateModel(models[0]!.model, WORLDS, options)],
      comparison: null,
    }
    : await compareModels(models, WORLDS, options);
  const runs: ReportedRun[] = models.map(({ name, model }, i) => ({
    name,
    model,
    report: reports[i] as unknown as EvaluationReport<number>,
    learning: [1, 2, 3].map((epoch) => ({
      epoch,
      pairs: 100 * epoch,
      learningRate: i === 0 ? 0.3 / epoch : null,
      meanLoss: 0.6 / epoch,
      rocAuc: 1 - 0.2 / epoch,
    })),
    run: artifact("run", { dimensions: DIMENSIONS, note: "<i>" }),
    seconds: 60 * (i + 1),
  }));
  return {
    runs,
    comparison,
    split: WORLDS,
    products: PRODUCTS,
    inputs: [artifact("split", {})],
  };
}

function artifact(
  kind: "run" | "split",
  options: Artifact["manifest"]["options"],
): Artifact {
  return {
    directory: `/nowhere/${kind}`,
    sha256: kind.padEnd(64, "0"),
    manifest: {
      kind,
      formatVersion: 1,
      software: "test",
      options,
      counts: {},
      inputs: [],
      files: {},
    },
  };
}

function makeWorlds(): Split {
  const random = createRandom(7);
  const train: [number, number][] = [];
  const positive: [number, number][] = [[0, WORLD - 1]];
  const negative: [number, number][] = [];
  for (let a = 0; a < ITEMS; a++) {
    for (let b = a + 1; b < ITEMS; b++) {
      const isOneWorld = (a < WORLD) === (b < WORLD);
      const draw = random.float();
      // The last tea is in no other pair than the first.
      if (a === WORLD - 1 || b === WORLD - 1) continue;
      if (isOneWorld && draw < 0.2) train.push([a, b]);
      else if (isOneWorld && draw < 0.3) positive.push([a, b]);
      else if (!isOneWorld && draw < 0.1) negative.push([a, b]);
    }
  }
  const held = [...positive, ...negative];
  return {
    itemCount: ITEMS,
    train: {
      left: Uint32Array.from(train, ([a]) => a),
      right: Uint32Array.from(train, ([, b]) => b),
      weight: new Float32Array(train.length).fill(1),
    },
    validation: {
      left: Uint32Array.from(held, ([a]) => a),
      right: Uint32Array.from(held, ([, b]) => b),
      label: Uint8Array.from(held, (_, i) => i < positive.length ? 1 : 0),
    },
  };
}
