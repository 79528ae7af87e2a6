/** @jsxImportSource hono/jsx */
import type { ModelInfo } from "@kindred/recommender";
import { formatCount } from "./_item_parts.tsx";
import { Layout } from "./_layout.tsx";
import {
  type MetricRow,
  type MetricsView,
  metricsView,
  type MetricView,
  type SliceView,
} from "./_metric_views.ts";
import type { PrecisionRow } from "./_precisions.ts";
import type { Visit } from "./_visit.ts";

/** What the model is, and how good it was found to be. */
export function ModelPage(
  { site, visit, info, metrics, precisions }: {
    site: string;
    visit: Visit;
    info: ModelInfo;
    /** The evaluator's metrics, or null. */
    metrics: unknown;
    precisions: readonly PrecisionRow[];
  },
) {
  const view = metricsView(metrics);
  return (
    <Layout site={site} visit={visit} heading="Model" here="model">
      <section class="item">
        <h1>The model</h1>
        <Facts
          facts={[
            ["Items", formatCount(info.itemCount)],
            ["Of them trained", formatCount(info.trainedCount)],
            ["Dimensions", formatCount(info.dimensions)],
            ["Answered by", info.engines.join(", ")],
            ["Made by", info.software],
          ]}
        />
        {info.sha256 === null
          ? null
          : <p class="hash id">sha256 {info.sha256}</p>}
      </section>
      {view === null
        ? (
          <section class="notice" aria-labelledby="quality">
            <h2 id="quality">Not evaluated</h2>
            <p>
              The model came without metrics. Evaluate it on held-out pairs
              before you trust it.
            </p>
          </section>
        )
        : <Quality view={view} />}
      {precisions.length === 0 ? null : <Precisions rows={precisions} />}
    </Layout>
  );
}

function Quality({ view }: { view: MetricsView }) {
  const { metrics, slices, sliceTitles, counts, warnings } = view;
  const hasIntervals = metrics.some(({ rows }) =>
    rows.some(({ interval }) => interval !== null)
  );
  return (
    <>
      <section aria-labelledby="quality">
        <h2 id="quality">How good it is</h2>
        <p class="caption">
          On pairs that it never saw, beside simple methods on the same pairs;
          every scale goes from 0 to 1.
          {hasIntervals ? " Lines span what is likely at 95 %." : ""}
        </p>
        <div class="metrics">
          {metrics.map((metric) => (
            <Metric
              key={metric.title}
              metric={metric}
            />
          ))}
        </div>
      </section>
      {warnings.length === 0
        ? null
        : (
          <section class="notice warnings" aria-labelledby="warnings">
            <h2 id="warnings">Read with care</h2>
            <ul>
              {warnings.map((warning) => <li key={warning}>{warning}</li>)}
            </ul>
          </section>
        )}
      {slices.length === 0
        ? null
        : <Slices slices={slices} titles={sliceTitles} />}
      {counts.length === 0
        ? null
        : (
          <section class="item" aria-labelledby="counts">
            <h2 id="counts">What it was measured on</h2>
            <Facts
              facts={counts.map(([name, count]) => [name, formatCount(count)])}
            />
          </section>
        )}
    </>
  );
}

/** One metric: a table whose last column is its plot. */
function Metric({ metric: { title, meaning, rows } }: { metric: MetricView }) {
  return (
    <table class="metric">
      <caption>
        <b>{title}</b> <span>{meaning}</span>
      </caption>
      <thead class="unseen">
        <tr>
          <th scope="col">Method</th>
          <th scope="col">{title}</th>
          <th scope="col">Plot</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr class={i === 0 ? "own" : undefined}>
            <th scope="row">{row.name}</th>
            <td class="number">
              <Value row={row} />
            </td>
            <td class="plot">
              <Plot row={row} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot aria-hidden="true">
        <tr>
          <td colspan={2}></td>
          <td>
            <span class="scale">
              <span>0</span>
              <span>0.5</span>
              <span>1</span>
            </span>
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

/** A value as a bar from 0 to 1, with its interval as a line between two ticks. */
function Plot({ row: { value, interval } }: { row: MetricRow }) {
  const at = (value: number) =>
    `${(100 * Math.min(1, Math.max(0, value))).toFixed(2)}%`;
  return (
    <svg class="bar" aria-hidden="true">
      <rect width={at(value)} height="100%" />
      {interval === null ? null : (
        <g class="interval">
          <line x1={at(interval[0])} x2={at(interval[1])} y1="50%" y2="50%" />
          {interval.map((end, i) => (
            <line key={i} x1={at(end)} x2={at(end)} y1="25%" y2="75%" />
          ))}
        </g>
      )}
    </svg>
  );
}

function Value({ row: { value, interval } }: { row: MetricRow }) {
  return (
    <>
      {value.toFixed(3)}
      {interval === null ? null : (
        <small>
          <span class="unseen">, likely</span> {interval[0].toFixed(3)} to{" "}
          {interval[1].toFixed(3)}
        </small>
      )}
    </>
  );
}

function Slices(
  { slices, titles }: { slices: readonly SliceView[]; titles: string[] },
) {
  return (
    <section class="slices" aria-labelledby="slices">
      <h2 id="slices">Where it is good</h2>
      <div class="wide" tabindex={0} role="group" aria-labelledby="slices">
        <table>
          <thead>
            <tr>
              <th scope="col">Held-out pairs</th>
              <th scope="col" class="number">How many</th>
              {titles.map((title) => (
                <th key={title} scope="col" class="number">{title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {slices.map(({ title, pairs, values }) => (
              <tr>
                <th scope="row">{title}</th>
                <td class="number">
                  {pairs === null ? "–" : formatCount(pairs)}
                </td>
                {values.map((row) => (
                  <td class="number">
                    {row === null ? "–" : <Value row={row} />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Precisions({ rows }: { rows: readonly PrecisionRow[] }) {
  return (
    <section aria-labelledby="precisions">
      <h2 id="precisions">What a smaller model would lose</h2>
      <p class="caption">
        One exact answer on one thread; neighbours lost of the ten that full
        precision finds.
      </p>
      <div class="wide" tabindex={0} role="group" aria-labelledby="precisions">
        <table>
          <thead>
            <tr>
              <th scope="col">Precision</th>
              <th scope="col" class="number">Size</th>
              <th scope="col" class="number">Time</th>
              <th scope="col" class="number">Lost</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ precision, bytes, milliseconds, lostRecallAt10 }) => (
              <tr>
                <th scope="row">{precision}</th>
                <td class="number">{(bytes / 1e6).toFixed(1)} MB</td>
                <td class="number">{milliseconds.toFixed(2)} ms</td>
                <td class="number">{(100 * lostRecallAt10).toFixed(1)}%</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Facts({ facts }: { facts: [name: string, value: string][] }) {
  return (
    <dl>
      {facts.filter(([, value]) => value !== "").map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
