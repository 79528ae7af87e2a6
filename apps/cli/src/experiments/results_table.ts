import { formatCount } from "../terminal/format.ts";
import {
  PUBLISHED_MODELS,
  type PublishedFigures,
  type PublishedModel,
} from "./published_figures.ts";
import type { Reproduction } from "./reproduction.ts";

/** What a cell without a number holds. */
const NONE = "-";

/**
 * Returns the experiments beside the published figures, as rows of texts; the
 * first is the heading. Published models that are not among the experiments
 * follow them.
 *
 * @param reproduction What to show.
 */
export function resultsTable(
  { results, diverged, published }: Reproduction,
): string[][] {
  const shown = new Set(results.map(({ experiment }) => experiment.published));
  const others = (Object.keys(PUBLISHED_MODELS) as PublishedModel[])
    .filter((model) => published.models[model] !== undefined)
    .filter((model) => !shown.has(model));
  const figuresOf = (model: PublishedModel | null): string[] =>
    publishedCells(model === null ? undefined : published.models[model]);
  return [
    [
      "",
      "ROC-AUC",
      "seen items",
      "NDCG@10",
      "cliff",
      "at",
      "minutes",
      `published (${published.name})`,
      "published, seen",
      "published, minutes",
    ],
    ...results.map(({ experiment, figures, time }) => [
      experiment.name,
      cell(figures.rocAuc, 4),
      cell(figures.rocAucSeen, 4),
      cell(figures.ndcgAt10, 4),
      cell(figures.cliff, 3),
      cell(figures.cliffThreshold, 2),
      cell(time && time.seconds / 60, 2),
      ...figuresOf(experiment.published),
    ]),
    ...diverged.map(({ name }) => [
      name,
      "diverged",
      ...new Array<string>(8).fill(NONE),
    ]),
    ...others.map((model) => [
      PUBLISHED_MODELS[model],
      ...new Array<string>(6).fill(NONE),
      ...figuresOf(model),
    ]),
  ];
}

/**
 * Returns what must be known to read the table, in sentences.
 *
 * @param reproduction What is shown.
 */
export function tableNotes(
  { data, published, sameData, results, diverged }: Reproduction,
): string[] {
  const { items, trainPairs, pairs } = data;
  const size = `${formatCount(items)} items, ${
    formatCount(trainPairs)
  } training and ${formatCount(pairs)} held-out pairs`;
  const engines = new Set(
    results.flatMap(({ time }) => time === null ? [] : [time.engine]),
  );
  return [
    `On ${size}.`,
    sameData
      ? `Published figures are of ${published.name}, which has as many.`
      : `Published figures are of other data: ${published.name} has ${
        formatCount(published.items)
      } items and ${
        formatCount(published.pairs)
      } pairs, so they are not to be compared by number.`,
    "Seen items: over pairs of items that are in training pairs. Cliff: the largest fall of precision as the threshold falls by a probability of 0.05, and where to.",
    ...engines.size === 0 ? [] : [
      `Minutes are of the training with its learning curve, here on ${
        [...engines].join("; ")
      }.`,
    ],
    ...diverged.map(({ name, message }) => `${name} diverged: ${message}.`),
  ];
}

function publishedCells(figures: PublishedFigures | undefined): string[] {
  return [
    cell(figures?.rocAuc, 4),
    cell(figures?.rocAucSeen, 4),
    cell(figures?.minutes, 2),
  ];
}

function cell(value: number | null | undefined, decimals: number): string {
  return value?.toFixed(decimals) ?? NONE;
}
