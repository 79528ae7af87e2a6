import assert from "node:assert/strict";
import { worldSource } from "./_testing.ts";
import { CURVE_TABLES, curveTables } from "./curve_tables.ts";

const one = (await worldSource(["run"])).runs;
const two = (await worldSource(["first", `a "b", c`])).runs;

function cells(table: string): string[][] {
  return table.trimEnd().split("\n").map((line) => line.split(","));
}

Deno.test("curveTables() has each point of each scorer's curves", () => {
  const tables = curveTables(one);
  assert.deepEqual(Object.keys(tables), [...CURVE_TABLES]);
  const { curves } = one[0]!.report;
  const [header, ...rows] = cells(tables["roc.csv"]!);
  assert.deepEqual(header, [
    "scorer",
    "false_positive_rate",
    "true_positive_rate",
  ]);
  for (const scorer of ["model", "degree", "random"] as const) {
    const { falsePositiveRate, truePositiveRate } = curves[scorer].roc;
    assert.deepEqual(
      rows.filter(([name]) => name === scorer),
      falsePositiveRate.map((
        x,
        i,
      ) => [scorer, String(x), String(truePositiveRate[i])]),
    );
  }
  const counts = cells(tables["histogram.csv"]!)
    .filter(([name]) => name === "model");
  const sum = (column: number) =>
    counts.reduce((sum, row) => sum + Number(row[column]), 0);
  assert.equal(sum(3), one[0]!.report.counts.pairs);
  assert.equal(sum(4), one[0]!.report.counts.negatives);
});

Deno.test("curveTables() gives probabilities of models only, slices of all", () => {
  const tables = curveTables(one);
  const names = (file: string) =>
    new Set(cells(tables[file]!).slice(1).map(([name]) => name));
  assert.deepEqual([...names("calibration.csv")], ["model"]);
  assert.deepEqual([...names("slices.csv")], [
    "model",
    "adamicAdar",
    "commonNeighbours",
    "cosine",
    "degree",
    "random",
  ]);
  const seen = one[0]!.report.slices.seen!;
  const [low, high] = seen.intervals.rocAuc!;
  assert.ok(
    tables["slices.csv"]!.includes(
      `\nmodel,seen,rocAuc,${seen.metrics.rocAuc},${low},${high}\n`,
    ),
  );
});

Deno.test("curveTables() names several runs, quoted where that is needed", () => {
  const lines = curveTables(two)["precision_recall.csv"]!.split("\n");
  assert.ok(lines.some((line) => line.startsWith("first,")));
  assert.ok(lines.some((line) => line.startsWith(`"a ""b"", c",`)));
});
