import {
  countPairs,
  expectNumber,
  KindredError,
  type LabelledPairs,
  type RowPairs,
} from "@kindred/core";
import {
  type Artifact,
  type ArtifactPlan,
  inputEntry,
  type Manifest,
  openArtifact,
  readCataloguePairs,
  type Split,
  writeArtifact,
  writeSplitFiles,
} from "@kindred/core/artifact";
import { drawValidationNegatives } from "./draw_validation_negatives.ts";
import {
  DEFAULT_VALIDATION_SHARE,
  type SplitOptions,
  splitPairs,
} from "./split_pairs.ts";
import type { TimedPairs } from "./timed_pairs.ts";
import {
  resolveRelationWeights,
  type WeighOptions,
  weighPairs,
} from "./weigh_pairs.ts";

/** The kinds of validation negatives, see {@linkcode SplitCatalogueOptions}. */
export const VALIDATION_NEGATIVES = ["uniform", "degree-matched"] as const;

/** A kind of validation negatives, see {@linkcode SplitCatalogueOptions}. */
export type ValidationNegativeKind = typeof VALIDATION_NEGATIVES[number];

/** Settings of {@linkcode splitCatalogue}. */
export interface SplitCatalogueOptions extends WeighOptions, SplitOptions {
  /**
   * How often items occur in the validation negatives: `"uniform"` all alike,
   * `"degree-matched"` as often as in the held-out pairs, which makes them much
   * harder to tell from these. Default `"uniform"`.
   */
  validationNegatives?: ValidationNegativeKind;
  /** Negatives for each held-out pair, a whole number in [1, 100]. Default 1. */
  negativesPerPositive?: number;
  /** Whether an artifact already at `out` may be replaced. Default false. */
  force?: boolean;
  /** Stops the work, leaving nothing behind. Default: never. */
  signal?: AbortSignal;
}

/**
 * Returns what identifies a split before it is made.
 *
 * @param catalogue The opened catalogue.
 * @param out Folder of the split.
 * @param options See {@linkcode SplitCatalogueOptions}.
 * @returns The plan, every option resolved: equal plans give equal splits.
 */
export function splitPlan(
  catalogue: Artifact,
  out: string,
  options: SplitCatalogueOptions = {},
): ArtifactPlan {
  const method = options.method ?? "random";
  return {
    kind: "split",
    options: {
      relationWeights: { ...resolveRelationWeights(options.relationWeights) },
      countDirections: options.countDirections ?? false,
      method,
      validationShare: method === "leave-one-out"
        ? null
        : options.validationShare ?? DEFAULT_VALIDATION_SHARE,
      validationNegatives: options.validationNegatives ?? "uniform",
      negativesPerPositive: options.negativesPerPositive ?? 1,
      seed: options.seed ?? 1,
    },
    inputs: [inputEntry(catalogue, out)],
  };
}

/**
 * Weighs the pairs of a catalogue, holds some of them out, draws negatives, and
 * writes the split. Pairs that come with weights, from baskets or a list, keep
 * them.
 *
 * @param catalogueDirectory Folder of the catalogue.
 * @param out Folder of the split to write.
 * @param options See {@linkcode SplitCatalogueOptions}.
 * @returns The manifest that was written, with the counts `items`,
 * `trainPairs`, `validationPairs`, `validationNegatives`, `itemsSeen` (items
 * in at least one training pair) and `sparedPairs` (see {@linkcode splitPairs}).
 * @throws {ArtifactError} If the catalogue is damaged, or `out` is taken.
 * @throws {KindredError} If the pairs come with weights and relation weights
 * are given or directions are to be counted, or they have no times and are to be
 * split by time.
 * @throws {RangeError} If an option is out of range, or the catalogue is too
 * small or too dense to hold out pairs and draw negatives.
 * @throws The signal's reason, once it is aborted.
 */
export async function splitCatalogue(
  catalogueDirectory: string,
  out: string,
  options: SplitCatalogueOptions = {},
): Promise<Manifest> {
  const { validationNegatives = "uniform", negativesPerPositive = 1 } = options;
  expectNumber(
    "draw negatives",
    "the negatives per positive",
    negativesPerPositive,
    { min: 1, max: 100, whole: true },
  );
  if (!VALIDATION_NEGATIVES.includes(validationNegatives)) {
    throw new RangeError(
      `Cannot draw negatives: their kind must be one of ${
        VALIDATION_NEGATIVES.join(", ")
      }, got "${validationNegatives}"`,
    );
  }
  const catalogue = await openArtifact(catalogueDirectory, "catalogue");
  const plan = splitPlan(catalogue, out, options);
  return await writeArtifact(out, plan, async (directory) => {
    const itemCount = catalogue.manifest.counts.items!;
    const pairs = await readWeighedPairs(catalogue, options);
    const { train, validation: positives, spared } = splitPairs(pairs, options);
    const negatives = drawValidationNegatives(
      pairs,
      positives.left.length * negativesPerPositive,
      itemCount,
      {
        seed: options.seed,
        like: validationNegatives === "uniform" ? undefined : positives,
      },
    );
    options.signal?.throwIfAborted();
    const split: Split = {
      itemCount,
      train,
      validation: labelPairs(positives, negatives),
    };
    await writeSplitFiles(directory, split);
    return {
      items: itemCount,
      trainPairs: train.left.length,
      validationPairs: positives.left.length,
      validationNegatives: negatives.left.length,
      itemsSeen: countPairs(train, itemCount).filter((count) =>
        count > 0
      ).length,
      sparedPairs: spared,
    };
  }, options);
}

/** Reads the pairs of a catalogue and weighs them, unless they have weights. */
async function readWeighedPairs(
  catalogue: Artifact,
  options: SplitCatalogueOptions,
): Promise<TimedPairs> {
  const read = await readCataloguePairs(catalogue);
  const time = read.kind === "weighted" ? read.time : null;
  if (options.method === "time" && time === null) {
    throw new KindredError(
      `Cannot split "${catalogue.directory}" by time: its pairs must have times, got none`,
    );
  }
  if (read.kind === "related") return weighPairs(read.pairs, options);
  if (options.relationWeights !== undefined || options.countDirections) {
    throw new KindredError(
      `Cannot weigh the pairs of "${catalogue.directory}": they must have relations, got pairs that have weights already`,
    );
  }
  return { ...read.pairs, time };
}

/** Joins held-out pairs (label 1) and negatives (label 0), in this order. */
function labelPairs(
  positives: RowPairs,
  negatives: RowPairs,
): LabelledPairs {
  const n = positives.left.length;
  const join = (a: Uint32Array, b: Uint32Array): Uint32Array => {
    const joined = new Uint32Array(a.length + b.length);
    joined.set(a);
    joined.set(b, a.length);
    return joined;
  };
  return {
    left: join(positives.left, negatives.left),
    right: join(positives.right, negatives.right),
    label: new Uint8Array(n + negatives.left.length).fill(1, 0, n),
  };
}
