import {
  countPairs,
  type LabelledPairs,
  RELATIONS,
  type RowPairs,
  type WeightedPairs,
} from "@kindred/core";
import {
  type Artifact,
  type ArtifactPlan,
  inputEntry,
  type Manifest,
  openArtifact,
  readRelatedPairs,
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
import {
  DEFAULT_RELATION_WEIGHTS,
  type WeighOptions,
  weighPairs,
} from "./weigh_pairs.ts";

/** Settings of {@linkcode splitCatalogue}. */
export interface SplitCatalogueOptions extends WeighOptions, SplitOptions {
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
  const weights = options.relationWeights ?? DEFAULT_RELATION_WEIGHTS;
  return {
    kind: "split",
    options: {
      relationWeights: Object.fromEntries(
        RELATIONS.map((relation) => [relation, weights[relation]]),
      ),
      countDirections: options.countDirections ?? false,
      validationShare: options.validationShare ?? DEFAULT_VALIDATION_SHARE,
      seed: options.seed ?? 1,
    },
    inputs: [inputEntry(catalogue, out)],
  };
}

/**
 * Weighs the pairs of a catalogue, holds a share of them out, draws as many
 * negatives, and writes the split.
 *
 * @param catalogueDirectory Folder of the catalogue.
 * @param out Folder of the split to write.
 * @param options See {@linkcode SplitCatalogueOptions}.
 * @returns The manifest that was written, with the counts `items`,
 * `trainPairs`, `validationPairs`, `validationNegatives` and `itemsSeen` (items
 * in at least one training pair).
 * @throws {ArtifactError} If the catalogue is damaged, or `out` is taken.
 * @throws {RangeError} If an option is out of range, or the catalogue is too
 * small or too dense to hold out pairs and draw negatives.
 * @throws The signal's reason, once it is aborted.
 */
export async function splitCatalogue(
  catalogueDirectory: string,
  out: string,
  options: SplitCatalogueOptions = {},
): Promise<Manifest> {
  const catalogue = await openArtifact(catalogueDirectory, "catalogue");
  const plan = splitPlan(catalogue, out, options);
  return await writeArtifact(out, plan, async (directory) => {
    const itemCount = catalogue.manifest.counts.items!;
    const pairs = weighPairs(await readRelatedPairs(catalogue), options);
    const { train, validation: positives } = splitPairs(pairs, options);
    const negatives = drawValidationNegatives(
      pairs,
      positives.left.length,
      itemCount,
      options.seed,
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
    };
  }, options);
}

/** Joins held-out pairs (label 1) and negatives (label 0), in this order. */
function labelPairs(
  positives: WeightedPairs,
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
