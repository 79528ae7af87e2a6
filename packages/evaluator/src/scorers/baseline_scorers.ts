import type { RowPairs } from "@kindred/core";
import type { Baseline } from "../evaluation_report.ts";
import { adamicAdarScorer } from "./adamic_adar_scorer.ts";
import { commonNeighboursScorer } from "./common_neighbours_scorer.ts";
import { cosineScorer } from "./cosine_scorer.ts";
import { degreeScorer } from "./degree_scorer.ts";
import { randomScorer } from "./random_scorer.ts";
import type { Scorer } from "./scorer.ts";

/** Returns every baseline for some training pairs, in the order of reports. */
export function baselineScorers(
  train: RowPairs,
  itemCount: number,
): Record<Baseline, Scorer> {
  return {
    adamicAdar: adamicAdarScorer(train, itemCount),
    commonNeighbours: commonNeighboursScorer(train, itemCount),
    cosine: cosineScorer(train, itemCount),
    degree: degreeScorer(train, itemCount),
    random: randomScorer(itemCount),
  };
}
