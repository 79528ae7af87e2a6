/** A metric of the model beside those of the baselines. */
export interface MetricView {
  /** What it is called. */
  title: string;
  /** What it says, in a sentence. */
  meaning: string;
  /** The model first, then the baselines. */
  rows: MetricRow[];
}

/** One value of a metric. */
export interface MetricRow {
  /** Whose it is. */
  name: string;
  /** The value, in `[0, 1]`. */
  value: number;
  /** What its true value is likely to be within, 95 %; null where nobody knows. */
  interval: readonly [number, number] | null;
}

/** A part of the held-out pairs, and how the model does on it. */
export interface SliceView {
  /** What is in it. */
  title: string;
  /** Held-out pairs in it, or null. */
  pairs: number | null;
  /** The values, in the order of {@linkcode SLICE_METRICS}; null where there is none. */
  values: (MetricRow | null)[];
}

/** All that a page shows of an evaluation. */
export interface MetricsView {
  /** The metrics to look at. */
  metrics: MetricView[];
  /** What the columns of the slices are called. */
  sliceTitles: string[];
  /** The model over parts of the held-out pairs. */
  slices: SliceView[];
  /** What the numbers were measured on: names and counts. */
  counts: [name: string, count: number][];
  /** What makes the numbers say less than they seem to. */
  warnings: string[];
}

const BASELINES: Readonly<Record<string, string>> = {
  adamicAdar: "Adamic–Adar",
  commonNeighbours: "Common neighbours",
  cosine: "Cosine of neighbours",
  degree: "Popularity",
  random: "Random",
};

const SLICES: Readonly<Record<string, string>> = {
  seen: "Both items seen in training",
  head: "Popular items",
  middle: "Items between",
  tail: "Rare items",
  also_bought: "Also bought",
  also_viewed: "Also viewed",
  bought_together: "Bought together",
  buy_after_viewing: "Bought after viewing",
  degreeMatched: "Negatives as popular as the pairs",
};

const COUNTS: Readonly<Record<string, string>> = {
  items: "Items",
  itemsSeen: "Items seen in training",
  trainPairs: "Training pairs",
  pairs: "Held-out pairs",
  negatives: "Drawn negatives",
  queryItems: "Items ranked for",
};

/**
 * Reads what a page shows out of the evaluator's metrics, as far as it is there: they
 * may come from an older release, or from somebody else.
 *
 * @param metrics Any JSON.
 * @returns Null where there is no metric that is known here.
 */
export function metricsView(metrics: unknown): MetricsView | null {
  const report = objectOf(metrics);
  const texts = metricTexts(placesOf(report.k));
  const baselines = Object.entries(objectOf(report.baselines));
  const views = texts.flatMap(([name, title, meaning]) => {
    const rows = [
      rowOf("This model", report, name),
      ...baselines.map(([baseline, values]) =>
        rowOf(BASELINES[baseline] ?? baseline, values, name)
      ),
    ].filter((row) => row !== null);
    return rows[0]?.name === "This model" ? [{ title, meaning, rows }] : [];
  });
  if (views.length === 0) return null;
  const inSlices = texts.filter(([name]) => /^(rocAuc|ndcg|recall)/.test(name));
  return {
    metrics: views,
    sliceTitles: inSlices.map(([, title]) => title),
    slices: Object.entries(objectOf(report.slices)).map(([name, slice]) => {
      const { metrics, intervals, pairs } = objectOf(slice);
      const values = { ...objectOf(metrics), intervals };
      return {
        title: SLICES[name] ?? name,
        pairs: numberOf(pairs),
        values: inSlices.map(([metric, title]) => rowOf(title, values, metric)),
      };
    }),
    counts: Object.entries(COUNTS).flatMap(([name, title]) => {
      const count = numberOf(objectOf(report.counts)[name]);
      return count === null ? [] : [[title, count] as [string, number]];
    }),
    warnings: (Array.isArray(report.warnings) ? report.warnings : [])
      .map((warning) => objectOf(warning).message)
      .filter((message) => typeof message === "string"),
  };
}

/** The metrics to look at, with their names in a report. */
function metricTexts(
  k: number,
): [name: string, title: string, meaning: string][] {
  return [
    [
      "rocAuc",
      "ROC-AUC",
      "Chance that a held-out pair outscores a drawn negative; 0.5 is guessing.",
    ],
    [
      `ndcgAt${k}`,
      `NDCG@${k}`,
      `Hits in the first ${k}, higher places counting more.`,
    ],
    [
      `recallAt${k}`,
      `Recall@${k}`,
      `Share of an item's held-out neighbours in its first ${k}.`,
    ],
    [
      `hitRateAt${k}`,
      `Hit rate@${k}`,
      `Share of items with a held-out neighbour in the first ${k}.`,
    ],
    ["mrr", "MRR", "Mean of 1 / rank of the best held-out neighbour."],
  ];
}

/** How many places the ranking metrics count: 10 if they can be had. */
function placesOf(k: unknown): number {
  const all = (Array.isArray(k) ? k : [k]).filter(Number.isSafeInteger);
  return all.includes(10) ? 10 : all[0] ?? 10;
}

function rowOf(
  name: string,
  values: unknown,
  metric: string,
): MetricRow | null {
  const value = numberOf(objectOf(values)[metric]);
  if (value === null) return null;
  const interval = objectOf(objectOf(values).intervals)[metric];
  const [low, high] = Array.isArray(interval) ? interval.map(numberOf) : [];
  return {
    name,
    value,
    interval: typeof low === "number" && typeof high === "number"
      ? [low, high]
      : null,
  };
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as Record<string, unknown>
    : {};
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
