import type {
  Comparison,
  ScorerComparison,
  Verdict,
} from "../../intervals/compare_scorers.ts";
import { metricDirection } from "../../intervals/metric_direction.ts";
import {
  headlineTexts,
  type MetricText,
  metricTitle,
  printMetric,
} from "../metric_texts.ts";
import {
  baselineScorers,
  headlineK,
  type ReportedRun,
  type ReportedScorer,
  runScorers,
  valueOf,
} from "../reported_run.ts";
import { sliceValue } from "../slice_titles.ts";

/**
 * Returns what the numbers of a page say, in sentences: of the one run, or of
 * several by the best of them in each metric.
 *
 * @param comparison Which differences of several runs are real; null where nobody
 * tested them.
 */
export function findings(
  runs: readonly ReportedRun[],
  comparison: Comparison | null,
): string[] {
  const metrics = headlineTexts(headlineK(runs[0]!));
  const scorers = runScorers(runs);
  const [only] = scorers;
  const beside = besideBaselines(metrics, scorers, baselineScorers(runs));
  if (scorers.length === 1) {
    return [...beside, ...weakestSlice(only!), ...cliff(only!)];
  }
  const names = metrics.map(({ name }) => name);
  const tested =
    comparison?.comparisons.map((compared) =>
      realDifferences(compared, names)
    ) ?? [];
  return [...bestRuns(metrics, scorers), ...tested, ...beside];
}

/** Which run is the best in which metrics. */
function bestRuns(
  metrics: readonly MetricText[],
  scorers: readonly ReportedScorer[],
): string[] {
  const won = groupBy(metrics, (metric) => bestOf(scorers, metric));
  return [...won].map(([scorer, metrics]) =>
    `Of the runs, ${scorer.title} has the best ${
      listed(metrics.map(({ name, title, decimals }) =>
        `${inSentence(title)} (${
          printMetric(valueOf(scorer, name), { decimals })
        })`
      ))
    }.`
  );
}

/** In which of the metrics to look at first a run is really better than another. */
function realDifferences(
  { first, other, metrics }: ScorerComparison,
  headlines: readonly string[],
): string {
  const found = metrics.filter(({ metric }) => headlines.includes(metric));
  const named = (verdict: Verdict) =>
    listed(
      found.filter((compared) => compared.verdict === verdict)
        .map(({ metric }) => inSentence(metricTitle(metric))),
    );
  const parts = (["better", "worse"] as const).flatMap((verdict) => {
    const names = named(verdict);
    return names === "" ? [] : [`${verdict} in ${names}`];
  });
  const open = named("no difference shown");
  return [
    parts.length === 0
      ? `Between ${other} and ${first}`
      : `Beyond chance, ${other} is ${parts.join(", and ")} than ${first}`,
    open === ""
      ? "."
      : parts.length === 0
      ? ` no difference is shown in ${open}.`
      : `; in ${open} no difference is shown.`,
  ].join("");
}

/** Where the best run is ahead of the best baseline, and where it is not. */
function besideBaselines(
  metrics: readonly MetricText[],
  scorers: readonly ReportedScorer[],
  baselines: readonly ReportedScorer[],
): string[] {
  const subject = scorers.length > 1 ? "the best run" : "the model";
  const duels = metrics.flatMap((metric) => {
    const run = bestOf(scorers, metric);
    const rival = bestOf(baselines, metric);
    const [ours, theirs] = [
      valueOf(run, metric.name),
      valueOf(rival, metric.name),
    ];
    if (ours === null || theirs === null) return [];
    const isAhead = ours > theirs;
    const [first, second] = isAhead ? [ours, theirs] : [theirs, ours];
    return [{
      rival,
      isAhead,
      isSure: areApart(run, rival, metric.name),
      text: `${inSentence(metric.title)} (${
        printMetric(first, metric)
      } beside ${printMetric(second, metric)}${
        isAhead ? ` of ${rival.title}` : ""
      })`,
    }];
  });
  const texts = (isAhead: boolean, isSure: boolean) =>
    duels.filter((duel) => duel.isAhead === isAhead && duel.isSure === isSure);
  const said = (
    duels: readonly { text: string }[],
    sentence: (metrics: string) => string,
  ) =>
    duels.length === 0
      ? []
      : [capital(sentence(listed(duels.map(({ text }) => text))))];
  const behind = (isSure: boolean) =>
    [...groupBy(texts(false, isSure), ({ rival }) => rival)].flatMap((
      [rival, duels],
    ) =>
      said(
        duels,
        (metrics) =>
          `${rival.title}, which learns nothing, is ${
            isSure ? "better" : "no worse"
          } than ${subject} in ${metrics}.`,
      )
    );
  return [
    ...said(
      texts(true, true),
      (metrics) => `${subject} is better than every baseline in ${metrics}.`,
    ),
    ...said(
      texts(true, false),
      (metrics) =>
        `${subject} is ahead of every baseline, but within the 95 % intervals, in ${metrics}.`,
    ),
    ...behind(true),
    ...behind(false),
  ];
}

/** Where the model is weakest by how often items are paired. */
function weakestSlice(scorer: ReportedScorer): string[] {
  const parts = ["head", "middle", "tail"].flatMap((slice) => {
    const { value } = sliceValue(scorer, slice, "rocAuc");
    return value === null ? [] : [{ slice, value }];
  }).toSorted((a, b) => a.value - b.value);
  if (parts.length < 2) return [];
  const [weakest, strongest] = [parts[0]!, parts.at(-1)!];
  return [
    `By how often items are paired, it is weakest in the ${weakest.slice} (ROC-AUC ${
      weakest.value.toFixed(4)
    }) and strongest in the ${strongest.slice} (${
      strongest.value.toFixed(4)
    }).`,
  ];
}

function cliff(scorer: ReportedScorer): string[] {
  const fall = valueOf(scorer, "cliff");
  const foot = valueOf(scorer, "cliffThreshold");
  if (fall === null || foot === null) return [];
  return [
    `Where precision falls most steeply, at a threshold of ${
      foot.toFixed(2)
    } (a probability), it falls by ${
      fall.toFixed(3)
    } as the threshold moves by 0.05.`,
  ];
}

function bestOf(
  scorers: readonly ReportedScorer[],
  metric: MetricText,
): ReportedScorer {
  const sign = metricDirection(metric.name) === "lower" ? -1 : 1;
  const value = (scorer: ReportedScorer): number => {
    const value = valueOf(scorer, metric.name);
    return value === null ? -Infinity : sign * value;
  };
  return scorers.reduce((a, b) => value(b) > value(a) ? b : a);
}

/** Whether the intervals of two scorers do not touch. */
function areApart(
  a: ReportedScorer,
  b: ReportedScorer,
  metric: string,
): boolean {
  const ends = ({ report }: ReportedScorer, value: number) =>
    report.intervals[metric] ?? [value, value];
  const [lowA, highA] = ends(a, valueOf(a, metric)!);
  const [lowB, highB] = ends(b, valueOf(b, metric)!);
  return lowA > highB || lowB > highA;
}

function groupBy<T, K>(
  values: readonly T[],
  key: (value: T) => K,
): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group === undefined) groups.set(key(value), [value]);
    else group.push(value);
  }
  return groups;
}

/** A title within a sentence: acronyms keep their capitals. */
function inSentence(title: string): string {
  return /^[A-Z][a-z]/.test(title)
    ? title.charAt(0).toLowerCase() + title.slice(1)
    : title;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "a", "a and b", "a, b and c". */
function listed(parts: readonly string[]): string {
  return parts.length < 2
    ? parts.join("")
    : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
