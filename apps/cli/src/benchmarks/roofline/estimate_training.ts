import {
  type DeviceBytes,
  estimateDeviceBytes,
  stepShapeOf,
  type StepWork,
  stepWork,
  type TrainOptions,
} from "@kindred/trainer";
import { H100, type MachineLimits } from "./machine_limits.ts";
import { plannedBatches } from "./planned_batches.ts";
import { type Roofline, roofline } from "./roofline.ts";

/** A catalogue, as far as training takes long because of it. */
export interface CatalogueShape {
  name: string;
  items: number;
  /** Training pairs. */
  pairs: number;
}

/** The shapes that BENCHMARKS.md has. */
export const CATALOGUE_SHAPES: readonly CatalogueShape[] = [
  { name: "electronics", items: 418_749, pairs: 2_668_486 },
  { name: "books", items: 1_948_370, pairs: 17_716_983 },
];

/** A way of training that is estimated. */
interface EstimatedRecipe {
  name: string;
  options: TrainOptions;
  /**
   * Seconds that drawing a pair takes, with its negatives: measured on the machine of
   * BENCHMARKS.md by `host_work_bench.ts` of the engine.
   */
  drawingSeconds: number;
}

const RECIPES: readonly EstimatedRecipe[] = [
  { name: "default", options: {}, drawingSeconds: 900e-9 },
  { name: "plain", options: { recipe: "plain" }, drawingSeconds: 400e-9 },
  {
    name: "plain, Adam",
    options: { recipe: "plain", optimizer: "adam" },
    drawingSeconds: 400e-9,
  },
];

/** Settings of {@linkcode estimateTraining}. */
export interface EstimateOptions {
  /** Numbers in a vector. */
  dimensions: number;
  /** Batches that are asked for, in pairs. */
  batchPairs: readonly number[];
  /** What bounds a step. Default an H100. */
  limits?: MachineLimits;
}

/** What a training could do, on paper. */
export interface TrainingEstimate extends Roofline {
  catalogue: CatalogueShape;
  recipe: string;
  /** Pairs of a batch that were asked for. */
  batchPairs: number;
  /** Pairs of a batch that there are, the mean. */
  meanBatchPairs: number;
  /** What a step comes to. */
  step: StepWork;
  /** What an epoch takes, in seconds. */
  secondsPerEpoch: number;
  /** What it takes of the device's memory. */
  memory: DeviceBytes;
}

/**
 * Estimates training on a GPU by the tensorflow engine, from what a step reads, writes,
 * computes and launches. Nothing is run.
 *
 * @param catalogues What would be trained on.
 * @param options See {@linkcode EstimateOptions}.
 */
export function estimateTraining(
  catalogues: readonly CatalogueShape[],
  { dimensions, batchPairs, limits = H100 }: EstimateOptions,
): TrainingEstimate[] {
  return catalogues.flatMap((catalogue) =>
    RECIPES.flatMap(({ name, options, drawingSeconds }) =>
      batchPairs.map((wanted) => {
        const all = { ...options, dimensions };
        // What the engine takes where nothing else is asked for.
        const planned = plannedBatches(catalogue, wanted, 4 * wanted);
        const shape = stepShapeOf(all, Math.round(planned.pairs));
        const step = stepWork(shape);
        const bounds = roofline(
          { work: step, pairs: shape.pairs, drawingSeconds },
          limits,
        );
        return {
          catalogue,
          recipe: name,
          batchPairs: wanted,
          meanBatchPairs: shape.pairs,
          step,
          ...bounds,
          secondsPerEpoch: catalogue.pairs / bounds.pairsPerSecond,
          memory: estimateDeviceBytes({ ...shape, items: catalogue.items }),
        };
      })
    )
  );
}
