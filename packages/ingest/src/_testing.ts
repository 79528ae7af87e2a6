// What the tests of this package share.
import type { CataloguePairs, Product } from "@kindred/core";
import {
  CATALOGUE_FILES,
  openArtifact,
  readCataloguePairs,
  readProducts,
} from "@kindred/core/artifact";
import { sqlText, withDuckDb } from "@kindred/core/parquet";
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Hands a new empty folder to `use`, and removes it whatever happens. */
export async function withFolder(
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "kindred-ingest-test-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes a file into `folder` and returns its path. */
export async function writeSource(
  folder: string,
  name: string,
  content: string | Uint8Array | readonly string[],
): Promise<string> {
  const path = join(folder, name);
  const isLines = Array.isArray(content);
  await writeFile(
    path,
    isLines
      ? content.map((line) => line + "\n").join("")
      : content as string | Uint8Array,
  );
  return path;
}

/** Writes a Parquet file of what a query gives. */
export async function writeParquet(path: string, query: string): Promise<void> {
  await withDuckDb((connection) =>
    connection.run(`COPY (${query}) TO ${sqlText(path)} (FORMAT parquet)`)
  );
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

/** Returns the items and the pairs of a catalogue as they are stored, as hex. */
export async function readTables(
  catalogue: string,
): Promise<{ items: string; pairs: string }> {
  const { [CATALOGUE_FILES.items]: items, [CATALOGUE_FILES.pairs]: pairs } =
    await readFolder(catalogue);
  return { items: items!, pairs: pairs! };
}

/** Returns the items and the pairs of a catalogue. */
export async function readCatalogue(
  folder: string,
): Promise<{ products: Product[]; pairs: CataloguePairs }> {
  const catalogue = await openArtifact(folder, "catalogue");
  return {
    products: await readProducts(catalogue),
    pairs: await readCataloguePairs(catalogue),
  };
}

/** Returns `!available`, for a test's `ignore`, and prints why if it is ignored. */
export function ignoreWithout(available: boolean, reason: string): boolean {
  // deno-lint-ignore no-console -- a skipped test says why
  if (!available) console.log(`skipped: ${reason}`);
  return !available;
}

/** Whether a Python is there to compare with. */
export const hasPython: boolean =
  spawnSync("python3", ["--version"]).status === 0;

/**
 * Runs a Python program on a value.
 *
 * @param program Reads JSON from standard input, prints JSON.
 * @param input What it reads.
 */
export function runPython(program: string, input: unknown): unknown {
  const { status, stdout, stderr } = spawnSync(
    "python3",
    ["-W", "ignore", "-c", program],
    { input: JSON.stringify(input), encoding: "utf8", maxBuffer: 1 << 28 },
  );
  if (status !== 0) throw new Error(`python3 failed: ${stderr}`);
  return JSON.parse(stdout);
}

/** Items by id: a, b, c, d; e is in no pair, and nobody describes "gone". */
export const CATALOGUE_LINES = [
  `{'asin': 'c', 'title': "C's", 'brand': 'Brand', 'price': 2.5, ` +
  `'categories': [['x', 'y'], ['z']], 'related': ` +
  `{'also_bought': ['a', 'b', 'a', 'c', 'gone'], 'also_viewed': ['b']}}`,
  `{'asin': 'a', 'related': {'also_bought': ['c'], 'bought_together': ['b']}}`,
  `{'asin': 'b', 'related': {'buy_after_viewing': ['d']}}`,
  `{'asin': 'd'}`,
  `{'asin': 'e', 'related': {'also_viewed': ['gone']}}`,
  // A repeat: neither its title nor its link to e counts.
  `{'asin': 'a', 'title': 'again', 'related': {'also_bought': ['e']}}`,
];
