import type { Reproduction } from "./reproduction.ts";

/**
 * Returns the experiments as CSV, a line for each; what is not known is empty.
 *
 * @param reproduction What to write.
 */
export function resultsCsv({ results, published }: Reproduction): string {
  const lines = results.map(({ experiment, figures, time }) => {
    const theirs = experiment.published === null
      ? undefined
      : published.models[experiment.published];
    return [
      experiment.name,
      experiment.recipe,
      experiment.labels,
      experiment.biases,
      figures.rocAuc,
      figures.rocAucSeen,
      figures.ndcgAt10,
      figures.cliff,
      figures.cliffThreshold,
      time && (time.seconds / 60).toFixed(4),
      published.name,
      theirs?.rocAuc,
      theirs?.rocAucSeen,
      theirs?.minutes,
    ].map((value) => value ?? "").join(",");
  });
  const header = [
    "experiment,recipe,labels,biases,roc_auc,roc_auc_seen,ndcg_at_10,cliff",
    "cliff_threshold,minutes,published_data,published_roc_auc",
    "published_roc_auc_seen,published_minutes",
  ].join(",");
  return [header, ...lines, ""].join("\n");
}
