// What the tests of experiments share.
import type { ExperimentResult, RocAucPoint } from "./experiment_result.ts";
import { EXPERIMENTS } from "./experiments.ts";

/** Returns what an experiment could have come to. */
export function resultOf(
  name: string,
  figures: Partial<ExperimentResult["figures"]> = {},
  rest: Partial<Omit<ExperimentResult, "figures" | "experiment">> = {},
): ExperimentResult {
  return {
    experiment: EXPERIMENTS.find((one) => one.name === name)!,
    figures: {
      rocAuc: 0.8,
      rocAucSeen: 0.8,
      ndcgAt10: 0.3,
      cliff: 0.05,
      cliffThreshold: 0.5,
      ...figures,
    },
    curve: [],
    restartEpochs: 0,
    time: null,
    ...rest,
  };
}

/** Returns a curve of evenly spaced points, as many an epoch as asked for. */
export function curveOf(
  rocAucs: readonly number[],
  pointsAnEpoch: number,
): RocAucPoint[] {
  return rocAucs.map((rocAuc, i) => ({
    epoch: (i + 1) / pointsAnEpoch,
    rocAuc,
  }));
}
