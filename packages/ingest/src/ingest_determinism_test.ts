// The same sources give the same bytes, whatever memory there is, and the same
// tables in whatever order their lines stand.
import { createRandom, shuffleInPlace } from "@kindred/core";
import assert from "node:assert/strict";
import { join } from "node:path";
import { readFolder, readTables, withFolder, writeSource } from "./_testing.ts";
import { ingestCatalogue } from "./ingest_catalogue.ts";
import type { IngestOptions } from "./ingest_options.ts";

/** Records of different products, each naming 12 others at most. */
function manyRecords(count: number): string[] {
  const random = createRandom(5);
  const idOf = (number: number) => `${number % 3 === 0 ? "é" : "B"}${number}`;
  const targets = () =>
    Array.from({ length: 6 }, () => idOf(random.below(count + 100)));
  return Array.from({ length: count }, (_, number) =>
    JSON.stringify({
      asin: idOf(number),
      title: `Item ${number}`,
      category: ["x", String(number % 9)],
      also_buy: targets(),
      also_view: targets(),
    }));
}

/** Rows of baskets of 20 items, a few far more often than others. */
function manyRows(baskets: number): string[] {
  const random = createRandom(6);
  return Array.from({ length: 20 * baskets }, (_, row) => {
    const item = Math.floor(3000 * random.float() ** 3);
    return `${row % baskets},i${item},${1e9 + random.below(1e8)}`;
  });
}

/** A weighted list in which pairs repeat. */
function manyWeights(count: number): string[] {
  const random = createRandom(7);
  return Array.from({ length: count }, () => {
    const [a, b] = [random.below(2000), random.below(2000)];
    return `${a},${b},${2 ** (random.below(40) - 20) * (1 + random.float())}`;
  });
}

const DECAYING: IngestOptions = {
  baskets: { minSupport: 2, weight: "lift", halfLife: 100 },
};

/** Lines below a heading, in an order that does not matter. */
const SOURCES: [
  name: string,
  heading: string[],
  lines: string[],
  options: IngestOptions,
][] = [
  ["records", [], manyRecords(8000), {}],
  ["records with all targets", [], manyRecords(3000), { targets: "all" }],
  ["baskets", ["order,item,time"], manyRows(1500), DECAYING],
  ["weighted pairs", ["left,right,weight"], manyWeights(30_000), {}],
];

for (const [name, heading, lines, options] of SOURCES) {
  Deno.test(`ingestCatalogue() gives the same of ${name} in little memory, and in another order`, () =>
    withFolder(async (folder) => {
      const ingest = async (source: string, out: string, memoryLimit: string) =>
        await ingestCatalogue([source], join(folder, out), {
          ...options,
          memoryLimit,
        });
      const write = async (file: string, ordered: readonly string[]) =>
        await writeSource(folder, file, [...heading, ...ordered]);

      const source = await write("source", lines);
      const { report } = await ingest(source, "much", "4GB");
      await ingest(source, "little", "100MB");
      assert.deepEqual(
        await readFolder(join(folder, "little")),
        await readFolder(join(folder, "much")),
      );

      const shuffled = shuffleInPlace(lines.slice(), createRandom(8));
      const other = await write("other", shuffled);
      const again = await ingest(other, "shuffled", "4GB");
      assert.deepEqual(
        await readTables(join(folder, "shuffled")),
        await readTables(join(folder, "much")),
      );
      const { sources } = report;
      assert.deepEqual({ ...again.report, sources }, report);
    }));
}
