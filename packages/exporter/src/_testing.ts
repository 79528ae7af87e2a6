// What the tests of this package share.
import { createRandom, type ItemModel, MODEL_FILES } from "@kindred/core";
import {
  CATALOGUE_FILES,
  inputEntry,
  openArtifact,
  writeArtifact,
  writeItemModel,
  writeJson,
  writeSplitFiles,
} from "@kindred/core/artifact";
import { sqlText, withDuckDb } from "@kindred/core/parquet";
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withGraph } from "./verify/with_graph.ts";

/** Hands a new empty folder to `use`, and removes it whatever happens. */
export async function withFolder(
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "kindred-exporter-test-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Returns every file of a folder, by name, as hex. */
export async function readFolder(
  folder: string,
): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of (await readdir(folder)).sort()) {
    files[name] = await readFile(join(folder, name), "hex");
  }
  return files;
}

/**
 * Five items whose logits come out even in binary:
 *
 *     0-1  1.25   0-2  0.00   0-3 -2.00
 *     1-2  1.50   1-3 -1.75   2-3 -4.00   1-4 24.75
 *
 * Item 4 would beat all others, but no training pair holds it.
 */
export function smallModel(): ItemModel {
  return {
    embeddings: {
      values: Float32Array.of(1, 0, 2, 0.5, 1.5, -0.5, -1, 2, 9, 9),
      itemCount: 5,
      dimensions: 2,
    },
    itemBias: Float32Array.of(0, 0.25, -0.5, 0, 3),
    globalBias: -1,
  };
}

/** Training pairs that hold each item of {@linkcode smallModel}. */
export const SMALL_PAIR_COUNTS: Uint32Array = Uint32Array.of(3, 2, 2, 1, 0);

/** The probability of a logit. */
export function probabilityOf(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/** A small model whose halves cross. */
export function crossedModel(): ItemModel {
  return {
    ...randomModel(7, 6),
    crossed: true,
  };
}

/** A model of random numbers in [-1, 1), always the same. */
export function randomModel(itemCount: number, dimensions: number): ItemModel {
  const random = createRandom(3);
  const draw = () => 2 * random.float() - 1;
  return {
    embeddings: {
      values: Float32Array.from({ length: itemCount * dimensions }, draw),
      itemCount,
      dimensions,
    },
    itemBias: Float32Array.from({ length: itemCount }, draw),
    globalBias: 0.25,
  };
}

/**
 * Asks `neighbours.onnx` for baskets, each of as many rows.
 *
 * @param directory Its folder.
 * @param baskets Rows of each.
 * @param k How many neighbours.
 * @param options What each row counts (default 1), and what is excluded (none).
 */
export async function neighboursOf(
  directory: string,
  baskets: number[][],
  k: number,
  options: { weights?: number[][]; excluded?: number[][] } = {},
): Promise<{ dims: readonly number[]; rows: number[]; found: number[] }> {
  const { weights = baskets.map((rows) => rows.map(() => 1)) } = options;
  const { excluded = baskets.map(() => []) } = options;
  const dimsOf = (table: number[][]) => [table.length, table[0]!.length];
  const outputs = await withGraph(
    directory,
    MODEL_FILES.neighbours,
    (run) =>
      run({
        item: {
          values: Uint32Array.from(baskets.flat()),
          dims: dimsOf(baskets),
        },
        weight: {
          values: Float32Array.from(weights.flat()),
          dims: dimsOf(weights),
        },
        excluded: {
          values: Uint32Array.from(excluded.flat()),
          dims: dimsOf(excluded),
        },
        k: { values: Uint32Array.of(k), dims: [1] },
      }),
  );
  const { neighbour, neighbour_probability: probability } = outputs;
  assert.deepEqual(neighbour!.dims, probability!.dims);
  return {
    dims: neighbour!.dims,
    rows: Array.from(neighbour!.values),
    found: Array.from(probability!.values),
  };
}

/** Runs a graph once whose inputs are rows. */
export async function runGraph(
  directory: string,
  file: string,
  inputs: Record<string, readonly number[]>,
): Promise<Record<string, { dims: readonly number[]; values: number[] }>> {
  const outputs = await withGraph(
    directory,
    file,
    (run) =>
      run(Object.fromEntries(
        Object.entries(inputs).map(([name, rows]) => [
          name,
          { values: Uint32Array.from(rows), dims: [rows.length] },
        ]),
      )),
  );
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { dims, values }]) => [
      name,
      { dims, values: Array.from(values) },
    ]),
  );
}

/** Where the artifacts of {@linkcode withRun} are. */
export interface RunPlaces {
  folder: string;
  catalogue: string;
  split: string;
  run: string;
  report: string;
  out: string;
}

/** What the report of {@linkcode withRun} says. */
export const METRICS = { rocAuc: 0.975, ndcgAt10: 0.54321, queries: 3 };

/**
 * Writes {@linkcode smallModel} as a run, with the catalogue, the split and the
 * report that go with it, and hands their folders to `use`.
 *
 * @param use What to do with them.
 * @param model The run's model. Default {@linkcode smallModel}.
 */
export async function withRun(
  use: (places: RunPlaces) => Promise<void>,
  model: ItemModel = smallModel(),
): Promise<void> {
  await withFolder(async (folder) => {
    const at = (name: string) => join(folder, name);
    const places = {
      folder,
      catalogue: at("catalogue"),
      split: at("split"),
      run: at("run"),
      report: at("report"),
      out: at("model"),
    };
    const counts = { items: 5 };
    await writeArtifact(
      places.catalogue,
      { kind: "catalogue", options: {}, inputs: [] },
      async (staging) => {
        await writeProducts(join(staging, CATALOGUE_FILES.items));
        return counts;
      },
    );
    const catalogue = await openArtifact(places.catalogue, "catalogue");
    await writeArtifact(places.split, {
      kind: "split",
      options: {},
      inputs: [inputEntry(catalogue, places.split)],
    }, async (staging) => {
      await writeSplitFiles(staging, {
        itemCount: 5,
        train: {
          left: Uint32Array.of(0, 0, 1, 0),
          right: Uint32Array.of(1, 2, 2, 3),
          weight: Float32Array.of(1, 1, 1, 1),
        },
        validation: {
          left: Uint32Array.of(1, 2),
          right: Uint32Array.of(4, 3),
          label: Uint8Array.of(1, 0),
        },
      });
      return counts;
    });
    await writeRun(places, places.run, model, 1);
    const run = await openArtifact(places.run, "run");
    await writeArtifact(places.report, {
      kind: "report",
      options: {},
      inputs: [inputEntry(run, places.report)],
    }, async (staging) => {
      await writeJson(join(staging, "metrics.json"), METRICS);
      return {};
    });
    await use(places);
  });
}

/** Writes one more run of the same split, at `directory`. */
export async function writeRun(
  { split }: Pick<RunPlaces, "split">,
  directory: string,
  model: ItemModel,
  seed: number,
): Promise<void> {
  await writeArtifact(directory, {
    kind: "run",
    options: { dimensions: model.embeddings.dimensions, epochs: 3, seed },
    inputs: [inputEntry(await openArtifact(split, "split"), directory)],
  }, async (staging) => {
    await writeItemModel(staging, model);
    return { items: model.embeddings.itemCount };
  });
}

/** Titles of the five products. */
export const TITLES = ["Rice", "Nonna's", null, 'A "quote"\n', "饭🍚"] as const;

async function writeProducts(path: string): Promise<void> {
  const rows = TITLES.map((title, i) =>
    `('id-${i}', ${title === null ? "NULL" : sqlText(title)}, 'Brand', ${
      i === 0 ? "2.5::DOUBLE" : "NULL::DOUBLE"
    }, ['Food > Grain', 'Gifts'])`
  );
  await withDuckDb((connection) =>
    connection.run(
      `COPY (SELECT * FROM (VALUES ${rows}) AS t(id, title, brand, price, categories)) TO ${
        sqlText(path)
      } (FORMAT parquet)`,
    )
  );
}

/** Returns `!available`, for a test's `ignore`, and prints why if it is ignored. */
export function ignoreWithout(available: boolean, reason: string): boolean {
  // deno-lint-ignore no-console -- a skipped test says why
  if (!available) console.log(`skipped: ${reason}`);
  return !available;
}
