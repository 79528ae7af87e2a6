/** How a metric is called, explained and printed. */
export interface MetricText {
  /** Its name in a report: `ndcgAt10`. */
  name: string;
  /** Its name in text: `NDCG@10`. */
  title: string;
  /** What it says, in a sentence. */
  meaning: string;
  /** Decimals to print. */
  decimals: number;
}

/** What tells held-out pairs from drawn negatives. */
export const PAIR_TEXTS: readonly MetricText[] = [
  text(
    "rocAuc",
    "ROC-AUC",
    "Chance that a held-out pair outscores a drawn negative; 0.5 is guessing.",
  ),
  text(
    "averagePrecision",
    "Average precision",
    "Precision averaged over the recall that each threshold adds.",
  ),
  text(
    "bestF1",
    "Best F1",
    "Harmonic mean of precision and recall at the threshold where it is highest.",
  ),
  text("bestF1Threshold", "… its threshold", "In the scorer's own unit."),
  text(
    "precisionAtRecall90",
    "Precision at 90 % recall",
    "At the highest threshold that finds nine held-out pairs in ten.",
  ),
  text(
    "thresholdAtRecall90",
    "… its threshold",
    "In the scorer's own unit.",
  ),
  text(
    "logLoss",
    "Log loss",
    "In nats per pair, of the probabilities that are given; 0.693 is guessing.",
  ),
  text(
    "calibrationError",
    "Calibration error",
    "How far given probabilities are from what happens, on average over 10 bins.",
  ),
  text(
    "cliff",
    "Cliff",
    "Largest fall of precision as the threshold moves by a probability of 0.05.",
  ),
  text("cliffThreshold", "… its foot", "As a probability."),
];

/** Returns what says how well the right items are ranked, for each k. */
export function rankingTexts(ks: readonly number[]): MetricText[] {
  return [
    ...perK(
      ks,
      "recallAt",
      "Recall",
      (k) => `Share of an item's held-out neighbours in its first ${k}.`,
    ),
    ...perK(
      ks,
      "precisionAt",
      "Precision",
      (k) => `Share of the first ${k} that are held-out neighbours.`,
    ),
    ...perK(
      ks,
      "ndcgAt",
      "NDCG",
      (k) =>
        `Hits in the first ${k}, higher places counting more; 1 is the best order.`,
    ),
    ...perK(
      ks,
      "hitRateAt",
      "Hit rate",
      (k) => `Share of items with a held-out neighbour in the first ${k}.`,
    ),
    ...perK(
      ks,
      "mapAt",
      "MAP",
      (k) => `Mean of the precision at each hit in the first ${k}.`,
    ),
    text(
      "mrr",
      "MRR",
      "Mean of 1 / rank of an item's best held-out neighbour.",
    ),
  ];
}

/**
 * Returns what says which items are shown at all, for each k. None of these is
 * good as such: who guesses at random covers the most.
 */
export function exposureTexts(ks: readonly number[]): MetricText[] {
  return [
    ...perK(
      ks,
      "coverageAt",
      "Coverage",
      (k) => `Share of all items that are in some item's first ${k}.`,
    ),
    ...perK(
      ks,
      "giniAt",
      "Gini of exposure",
      (k) =>
        `How unevenly the places in the first ${k} are dealt out: 0 evenly, 1 all to one item.`,
    ),
    ...perK(
      ks,
      "popularityAt",
      "Popularity",
      (k) =>
        `Mean number of training neighbours of the items in the first ${k}.`,
      2,
    ),
    ...perK(
      ks,
      "noveltyAt",
      "Novelty",
      (k) =>
        `Mean surprise of the items in the first ${k}, in bits: rare ones have more.`,
      2,
    ),
    ...perK(
      ks,
      "diversityAt",
      "Diversity",
      (k) =>
        `How little the items in the first ${k} share their training neighbours: 1 not at all.`,
    ),
  ];
}

/** The metrics to look at first. */
export function headlineTexts(k: number): MetricText[] {
  const named = [...PAIR_TEXTS, ...rankingTexts([k])];
  return [
    "rocAuc",
    "averagePrecision",
    `ndcgAt${k}`,
    `recallAt${k}`,
    `hitRateAt${k}`,
    "mrr",
  ].map((name) => named.find((metric) => metric.name === name)!);
}

/** Returns a metric's title by its name; the name itself where nobody knows it. */
export function metricTitle(name: string): string {
  const k = Number(/At(\d+)$/.exec(name)?.[1] ?? 1);
  const texts = [...PAIR_TEXTS, ...rankingTexts([k]), ...exposureTexts([k])];
  return texts.find((metric) => metric.name === name)?.title ?? name;
}

/**
 * Prints a value, with fewer decimals the larger it is; an en dash where there is
 * none.
 */
export function printMetric(
  value: number | null | undefined,
  { decimals }: Pick<MetricText, "decimals">,
): string {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return "–";
  }
  const whole = Math.trunc(Math.abs(value)).toString().length;
  return value.toFixed(Math.max(0, decimals + 1 - whole)).replace("-", "−");
}

function text(
  name: string,
  title: string,
  meaning: string,
  decimals = 4,
): MetricText {
  return { name, title, meaning, decimals };
}

function perK(
  ks: readonly number[],
  name: string,
  title: string,
  meaning: (k: number) => string,
  decimals?: number,
): MetricText[] {
  // What is said of the first is easily read for the others.
  return ks.map((k, i) =>
    text(
      `${name}${k}`,
      `${title}@${k}`,
      i === 0 ? meaning(k) : "",
      decimals,
    )
  );
}
