// deno-lint-ignore-file no-console -- a skipped test says why
/**
 * Pair metrics beside scikit-learn, where a Python has it: `python3`, or what
 * KINDRED_PYTHON names. KINDRED_SHOW=1 prints the largest differences.
 *
 * Run: deno test -A --cached-only test/scikit_learn_test.ts
 */
import { createRandom } from "@kindred/core";
import {
  averagePrecision,
  calibrationCurve,
  logLoss,
  precisionRecallCurve,
  rocAuc,
  rocCurve,
} from "@kindred/evaluator";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { withFolder } from "./_kindred.ts";

const python = process.env.KINDRED_PYTHON ?? "python3";
const hasScikitLearn = spawnSync(python, ["-c", "import sklearn"]).status === 0;
if (!hasScikitLearn) {
  console.log(`skipped: ${python} has no scikit-learn to compare metrics with`);
}

/** Largest difference from what scikit-learn says. */
const ALLOWED = 1e-9;

interface Pairs {
  scores: Float32Array;
  labels: Uint8Array;
}

type Metric = (scores: Float32Array, labels: Uint8Array) => ArrayLike<number>[];

/** Ours, each as columns, by the names that the Python program has too. */
const METRICS: Readonly<Record<string, Metric>> = {
  rocAuc: (...pairs) => [[rocAuc(...pairs)]],
  averagePrecision: (...pairs) => [[averagePrecision(...pairs)]],
  logLoss: (...pairs) => [[logLoss(...pairs)]],
  rocCurve: (...pairs) => {
    const curve = rocCurve(...pairs);
    return [curve.threshold, curve.falsePositiveRate, curve.truePositiveRate];
  },
  precisionRecallCurve: (...pairs) => {
    const curve = precisionRecallCurve(...pairs);
    return [curve.threshold, curve.precision, curve.recall];
  },
  calibrationCurve: (...pairs) => {
    const curve = calibrationCurve(...pairs);
    return [curve.predicted, curve.observed];
  },
};

/** Pairs of both classes; a positive scores 2 more than a negative would. */
function drawPairs(n: number, scoreOf: (uniform: number) => number): Pairs {
  const random = createRandom(n);
  const scores = new Float32Array(n);
  const labels = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    labels[i] = i % 3 === 0 ? 1 : 0;
    scores[i] = scoreOf(random.float()) + 2 * labels[i]!;
  }
  return { scores, labels };
}

/** Logits of a logistic distribution, few beyond 15. */
const logistic = (u: number) => Math.log((u + 1e-6) / (1 - u + 1e-6)) - 1;

/** Drawn when they are needed: a skipped test costs nothing. */
const drawAnswered = (): Record<string, Pairs> => ({
  two: { scores: Float32Array.of(1, -1), labels: Uint8Array.of(0, 1) },
  random: drawPairs(10_000, logistic),
  tied: drawPairs(10_001, (u) => Math.round(2 * logistic(u)) / 2),
  constant: {
    scores: new Float32Array(999).fill(0.75),
    labels: drawPairs(999, logistic).labels,
  },
  zero: {
    scores: new Float32Array(1000),
    labels: drawPairs(1000, logistic).labels,
  },
  // Beyond 36, scikit-learn takes a probability of 2e-16 for a lower one.
  far: drawPairs(10_002, (u) => 2 * logistic(u)),
  fiveMillion: drawPairs(5_000_000, logistic),
});

const REFUSED: Readonly<Record<string, Pairs>> = {
  empty: { scores: new Float32Array(0), labels: new Uint8Array(0) },
  negatives: { scores: Float32Array.of(1, 2), labels: Uint8Array.of(0, 0) },
  positives: { scores: Float32Array.of(1, 2), labels: Uint8Array.of(1, 1) },
  notANumber: { scores: Float32Array.of(1, NaN), labels: Uint8Array.of(1, 0) },
};

/** One class is enough for scikit-learn here; ours need both, all alike. */
const ANSWERED_ANYWAY: Readonly<Record<string, readonly string[]>> = {
  negatives: ["averagePrecision", "precisionRecallCurve", "calibrationCurve"],
  positives: ["averagePrecision", "precisionRecallCurve", "calibrationCurve"],
};

/** Asks scikit-learn about all cases at once; returns what it refused. */
async function askScikitLearn(
  folder: string,
  cases: Readonly<Record<string, Pairs>>,
): Promise<Record<string, string[]>> {
  for (const [name, { scores, labels }] of Object.entries(cases)) {
    const bytes = new Uint8Array(scores.buffer);
    await writeFile(join(folder, `${name}.scores.f32`), bytes);
    await writeFile(join(folder, `${name}.labels.u8`), labels);
  }
  await writeFile(
    join(folder, "cases.json"),
    JSON.stringify(Object.keys(cases)),
  );
  const program = new URL("./scikit_learn_metrics.py", import.meta.url);
  const { status, stdout, stderr } = spawnSync(
    python,
    [fileURLToPath(program), folder],
    { encoding: "utf8" },
  );
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

function largestDifference(
  columns: ArrayLike<number>[],
  expected: Float64Array,
): number {
  const rows = columns[0]!.length;
  assert.equal(expected.length, rows * columns.length);
  let largest = 0;
  for (const [c, column] of columns.entries()) {
    for (let i = 0; i < rows; i++) {
      const [a, e] = [column[i]!, expected[c * rows + i]!];
      // Infinity, above all thresholds, is no further from itself.
      if (a !== e) largest = Math.max(largest, Math.abs(a - e));
    }
  }
  return largest;
}

Deno.test({
  name:
    "pair metrics are those of scikit-learn to 1e-9, and so is their refusal",
  ignore: !hasScikitLearn,
  fn: () =>
    withFolder(async (folder) => {
      const answered = drawAnswered();
      const refused = await askScikitLearn(folder, { ...answered, ...REFUSED });
      for (const [name, { scores, labels }] of Object.entries(answered)) {
        assert.deepEqual(refused[name], [], name);
        for (const [metric, compute] of Object.entries(METRICS)) {
          const bytes = await readFile(join(folder, `${name}.${metric}.f64`));
          const largest = largestDifference(
            compute(scores, labels),
            new Float64Array(new Uint8Array(bytes).buffer),
          );
          if (process.env.KINDRED_SHOW === "1") {
            console.log(`${name} ${metric}: ${largest}`);
          }
          assert.ok(largest <= ALLOWED, `${name} ${metric}: off by ${largest}`);
        }
      }
      for (const [name, { scores, labels }] of Object.entries(REFUSED)) {
        for (const [metric, compute] of Object.entries(METRICS)) {
          assert.throws(() => compute(scores, labels), RangeError);
          if (ANSWERED_ANYWAY[name]?.includes(metric)) continue;
          assert.ok(refused[name]!.includes(metric), `${name} ${metric}`);
        }
      }
    }),
});
