import type { ExperimentResult } from "../experiment_result.ts";
import { type Effect, LEAST_DIFFERENCE, signed } from "./effect.ts";

/** What biases change: figures with them less those without. */
export interface BiasDifference {
  /** The experiment with biases. */
  name: string;
  /** Of ROC-AUC. */
  rocAuc: number;
  /** Of NDCG@10. */
  ndcgAt10: number;
  /** Of the cliff; null where a run has none. */
  cliff: number | null;
}

/**
 * Looks for what biases do. As published, they lower ROC-AUC (from 0.8083 to
 * 0.7951, with continuous labels from 0.9225 to 0.8319) and make the cliff less
 * steep.
 *
 * @param results The runs; those with a twin without biases count.
 */
export function biasEffect(
  results: readonly ExperimentResult[],
): Effect<BiasDifference> {
  const title = "biases lower ROC-AUC";
  const rows = results.flatMap((result): BiasDifference[] => {
    const twin = results.find(({ experiment }) =>
      result.experiment.biases && !experiment.biases &&
      experiment.recipe === result.experiment.recipe &&
      experiment.labels === result.experiment.labels
    );
    if (twin === undefined) return [];
    const [own, without] = [result.figures, twin.figures];
    return [{
      name: result.experiment.name,
      rocAuc: own.rocAuc - without.rocAuc,
      ndcgAt10: own.ndcgAt10 - without.ndcgAt10,
      cliff: own.cliff === null || without.cliff === null
        ? null
        : own.cliff - without.cliff,
    }];
  });
  if (rows.length === 0) {
    return {
      title,
      shows: null,
      verdict:
        "What biases do cannot be told: no run here has a twin without them.",
      rows,
    };
  }
  const differences = rows.map(({ rocAuc }) => rocAuc);
  const shows = differences.every((difference) =>
    difference <= -LEAST_DIFFERENCE
  );
  const each = rows.map(({ name, rocAuc, ndcgAt10 }) =>
    `${signed(rocAuc)} and ${signed(ndcgAt10)} for ${name}`
  ).join(", ");
  return {
    title,
    shows,
    verdict: `${
      rocAucVerdict(differences)
    } (ROC-AUC and NDCG@10: ${each}). As published they lower it, by 0.0132 with binary and by 0.0906 with continuous labels. ${
      cliffVerdict(rows)
    }`,
    rows,
  };
}

function rocAucVerdict(differences: readonly number[]): string {
  const raised = differences.filter((d) => d >= LEAST_DIFFERENCE).length;
  const lowered = differences.filter((d) => d <= -LEAST_DIFFERENCE).length;
  const all = differences.length;
  if (raised + lowered === 0) return "Biases do not change ROC-AUC here";
  if (lowered === all) return "Biases lower ROC-AUC here";
  if (raised === all) return "Biases raise ROC-AUC here, and do not lower it";
  return `Biases raise ROC-AUC in ${raised} and lower it in ${lowered} of ${all} models here`;
}

function cliffVerdict(rows: readonly BiasDifference[]): string {
  const cliffs = rows.flatMap(({ cliff }) => cliff === null ? [] : [cliff]);
  if (cliffs.length === 0) return "What they do to the cliff cannot be told.";
  const flatter = cliffs.filter((cliff) => cliff < 0).length;
  return `The cliff is less steep with them in ${flatter} of ${cliffs.length} models.`;
}
