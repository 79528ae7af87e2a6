// The text format of Prometheus, of which a service needs little: what there is for
// Node loads a dozen built-in modules, and so does not load at the edge.

/** What a metric is about. */
export interface MetricHead {
  /** Its name, such as `kindred_cache_hits_total`. */
  name: string;
  /** What it counts, in a line. */
  help: string;
}

/** Labels of a sample by name. */
export type Labels = Readonly<Record<string, string | number>>;

/** Returns a metric that only grows, or one that goes up and down. */
export function metricText(
  { name, help, type, samples }: MetricHead & {
    type: "counter" | "gauge";
    samples: readonly { labels?: Labels; value: number }[];
  },
): string {
  const lines = samples.map(({ labels = {}, value }) =>
    `${name}${labelText(labels)} ${value}\n`
  );
  return headText(name, help, type) + lines.join("");
}

/** Upper ends of the ranges of durations that are told apart, in seconds. */
const DURATION_BUCKETS = [
  0.0005,
  0.001,
  0.0025,
  0.005,
  0.01,
  0.025,
  0.05,
  0.1,
  0.25,
  0.5,
  1,
  2.5,
  10,
] as const;

/** One row of a histogram: how often which duration was seen. */
interface Series {
  labels: Labels;
  /** How many fell into each range; the last holds what is longer than all. */
  counts: Float64Array;
  sum: number;
}

/** Durations, by labels. Who observes must see to it that labels are few. */
export class DurationHistogram {
  readonly #head: MetricHead;
  readonly #series = new Map<string, Series>();

  constructor(head: MetricHead) {
    this.#head = head;
  }

  /**
   * Counts a duration.
   *
   * @param key Stands for the labels.
   * @param labels The labels, asked for once a key.
   * @param seconds How long it took.
   */
  observe(key: string, labels: () => Labels, seconds: number): void {
    let series = this.#series.get(key);
    if (series === undefined) {
      series = {
        labels: labels(),
        counts: new Float64Array(DURATION_BUCKETS.length + 1),
        sum: 0,
      };
      this.#series.set(key, series);
    }
    const range = DURATION_BUCKETS.findIndex((end) => seconds <= end);
    const { counts } = series;
    counts[range === -1 ? counts.length - 1 : range]!++;
    series.sum += seconds;
  }

  /** Returns the histogram as text. */
  text(): string {
    const { name, help } = this.#head;
    let text = headText(name, help, "histogram");
    for (const { labels, counts, sum } of this.#series.values()) {
      let count = 0;
      for (const [i, end] of [...DURATION_BUCKETS, "+Inf"].entries()) {
        count += counts[i]!;
        text += `${name}_bucket${labelText({ ...labels, le: end })} ${count}\n`;
      }
      text += `${name}_sum${labelText(labels)} ${sum}\n`;
      text += `${name}_count${labelText(labels)} ${count}\n`;
    }
    return text;
  }
}

function headText(name: string, help: string, type: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
}

function labelText(labels: Labels): string {
  const entries = Object.entries(labels);
  if (entries.length === 0) return "";
  const pairs = entries.map(([name, value]) =>
    `${name}="${escapeLabel(String(value))}"`
  );
  return `{${pairs.join(",")}}`;
}

function escapeLabel(text: string): string {
  return text.replace(
    /[\\"\n]/g,
    (found) => found === "\n" ? "\\n" : `\\${found}`,
  );
}
