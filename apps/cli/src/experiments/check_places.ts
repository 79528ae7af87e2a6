import {
  type Artifact,
  type ArtifactPlan,
  checkWritable,
  isUpToDate,
  openArtifact,
} from "@kindred/core/artifact";
import { isIngested } from "@kindred/ingest";
import { splitPlan } from "@kindred/sampler";
import { trainPlan } from "@kindred/trainer";
import { trainOptionsOf } from "./experiments.ts";
import type { ExperimentData } from "./find_data.ts";
import type { ReproduceOptions } from "./reproduce.ts";
import type { ReproductionPlaces } from "./reproduction_places.ts";

/**
 * Refuses a reproduction, before any work, that would end at a folder which it may
 * not replace: one that is not Kindred's, or, without `force`, one that is not what
 * would be made there.
 *
 * @param data What the experiments are made on.
 * @param places The folders.
 * @param options What would be made.
 * @throws {ArtifactError} If there is one.
 * @throws {KindredError} If the source cannot be read.
 */
export async function checkPlaces(
  data: ExperimentData,
  places: ReproductionPlaces,
  options: ReproduceOptions,
): Promise<void> {
  const { force, seed, experiments } = options;
  /** What stays as it is; null for what must be made, as must all behind it. */
  const kept = async (
    directory: string,
    plan: ArtifactPlan | null,
  ): Promise<Artifact | null> => {
    if (plan !== null && await isUpToDate(directory, plan)) {
      return await openArtifact(directory, plan.kind);
    }
    await checkWritable(directory, { force });
    return null;
  };

  const split = data.kind === "split"
    ? data.artifact
    : await keptCatalogue(data, places, options).then((catalogue) =>
      kept(
        places.split,
        catalogue && splitPlan(catalogue, places.split, { seed }),
      )
    );
  for (const experiment of experiments) {
    const run = places.runOf(experiment.name);
    const trainOptions = trainOptionsOf(experiment, options);
    await kept(run, split && trainPlan(split, run, trainOptions));
  }
  // What is made of all of them may always be replaced: it comes from them alone.
  await checkWritable(places.comparison, { force: true });
  await checkWritable(places.reproduction, { force: true });
}

async function keptCatalogue(
  data: Exclude<ExperimentData, { kind: "split" }>,
  { catalogue }: ReproductionPlaces,
  { ingest, force }: ReproduceOptions,
): Promise<Artifact | null> {
  if (data.kind === "catalogue") return data.artifact;
  if (await isIngested([data.source], catalogue, ingest)) {
    return await openArtifact(catalogue, "catalogue");
  }
  await checkWritable(catalogue, { force });
  return null;
}
