import { KindredError, type OnProgress } from "@kindred/core";
import {
  type ArtifactPlan,
  CATALOGUE_FILES,
  type Manifest,
  sha256OfFile,
  writeArtifact,
  writeJson,
} from "@kindred/core/artifact";
import { withDuckDb } from "@kindred/core/parquet";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { unreadableFileError } from "./_unreadable_file_error.ts";
import { CatalogueTables } from "./catalogue_tables.ts";
import {
  countSkip,
  type IngestReport,
  type SkipPosition,
} from "./ingest_report.ts";
import { LooseJsonSyntaxError } from "./loose_json/loose_json_syntax_error.ts";
import {
  type LooseJsonValue,
  parseLooseJson,
} from "./loose_json/parse_loose_json.ts";
import { toProductRecord } from "./product_record.ts";
import { readLines } from "./read_lines.ts";

/** Settings of {@linkcode ingestCatalogue}. */
export interface IngestOptions {
  /** Whether an artifact already at `out` may be replaced. Default false. */
  force?: boolean;
  /** The most memory DuckDB may hold before it spills to disk. Default `"4GB"`. */
  memoryLimit?: string;
  /** Receives the number of lines read. Default: nobody. */
  onProgress?: OnProgress;
  /** Stops the work, leaving nothing behind. Default: never. */
  signal?: AbortSignal;
}

/** Lines between two looks at the signal and two reports of progress. */
const LINES_A_TURN = 1000;

/**
 * Returns what identifies a catalogue before it is made: its sources by content.
 *
 * @param sources Paths of files, in the order in which they are read.
 * @returns A plan of kind `catalogue`; each input has the file's name, not its path.
 * @throws {KindredError} If a file cannot be read.
 */
export async function ingestPlan(
  sources: readonly string[],
): Promise<ArtifactPlan> {
  const inputs: ArtifactPlan["inputs"] = [];
  for (const path of sources) {
    const hash = await sha256OfFile(path).catch((cause) => {
      throw unreadableFileError(path, cause);
    });
    inputs.push({ kind: "source", path: basename(path), sha256: hash });
  }
  return { kind: "catalogue", options: {}, inputs };
}

/**
 * Reads product metadata and writes a catalogue: the products that name one
 * another, and their pairs. Lines that cannot be used are counted by reason and
 * located in `report.json`. Of several records with one id the first counts.
 *
 * @param sources Paths of files, plain or gzip, one record a line.
 * @param out Folder of the catalogue to write.
 * @param options See {@linkcode IngestOptions}.
 * @returns The manifest of the catalogue, and the report that is in it too.
 * @throws {ArtifactError} If `out` is taken.
 * @throws {KindredError} If a source cannot be read, no source holds a usable
 * record, or no two products name each other; nothing is written then.
 * @throws {RangeError} If there is no source.
 *
 * @example
 * ```ts
 * import { ingestCatalogue } from "@kindred/ingest";
 * import assert from "node:assert/strict";
 * import { mkdtemp, rm, writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 *
 * const folder = await mkdtemp(join(tmpdir(), "kindred-"));
 * const source = join(folder, "meta.json");
 * await writeFile(
 *   source,
 *   `{'asin': 'rice', 'related': {'also_bought': ['saffron']}}
 * {'asin': 'saffron', 'title': "Nonna's saffron"}
 * not a record
 * `,
 * );
 * const { report } = await ingestCatalogue([source], join(folder, "catalogue"));
 * await rm(folder, { recursive: true });
 *
 * assert.equal(report.pairs, 1);
 * assert.equal(report.skipped.syntax?.first[0]?.line, 3);
 * ```
 */
export async function ingestCatalogue(
  sources: readonly string[],
  out: string,
  options: IngestOptions = {},
): Promise<{ manifest: Manifest; report: IngestReport }> {
  if (sources.length === 0) {
    throw new RangeError("Cannot ingest: there must be a source, got none");
  }
  options.signal?.throwIfAborted();
  const plan = await ingestPlan(sources);
  let report: IngestReport | undefined;
  const manifest = await writeArtifact(out, plan, async (directory) => {
    report = await writeCatalogueFiles(sources, directory, options);
    await writeJson(join(directory, CATALOGUE_FILES.report), report);
    const { items, pairs, lines, products } = report;
    return { items, pairs, lines, products };
  }, options);
  return { manifest, report: report! };
}

async function writeCatalogueFiles(
  sources: readonly string[],
  directory: string,
  options: IngestOptions,
): Promise<IngestReport> {
  const spill = await mkdtemp(join(tmpdir(), "kindred-ingest-"));
  try {
    return await withDuckDb(async (connection) => {
      const tables = await CatalogueTables.create(connection);
      const { lines, skipped } = await readRecords(sources, tables, options);
      options.signal?.throwIfAborted();
      const counts = await tables.join();
      options.signal?.throwIfAborted();
      const duplicates = await tables.duplicates(sources);
      if (duplicates.count > 0) skipped.duplicate = duplicates;
      const products = counts.items + counts.unconnected;
      const report = { lines, products, skipped, ...counts };
      checkUsable(sources, report);
      await tables.write(directory);
      return report;
    }, { memoryLimit: options.memoryLimit, temporaryDirectory: spill });
  } finally {
    await rm(spill, { recursive: true, force: true });
  }
}

async function readRecords(
  sources: readonly string[],
  tables: CatalogueTables,
  { onProgress, signal }: IngestOptions,
): Promise<Pick<IngestReport, "lines" | "skipped">> {
  const skipped: IngestReport["skipped"] = {};
  let lines = 0;
  const tell = (): void =>
    onProgress?.({ task: "ingest", done: lines, total: null, unit: "lines" });
  for (const [sourceIndex, source] of sources.entries()) {
    for await (const { number, text } of readLines(source)) {
      lines++;
      if (lines % LINES_A_TURN === 0) {
        await setImmediate();
        signal?.throwIfAborted();
        tell();
      }
      const skip = (
        reason: Parameters<typeof countSkip>[1],
        detail: string,
      ): void => countSkip(skipped, reason, { source, line: number, detail });

      if (text.trim() === "") {
        skip("blank", "");
        continue;
      }
      let value: LooseJsonValue;
      try {
        value = parseLooseJson(text);
      } catch (error) {
        if (!(error instanceof LooseJsonSyntaxError)) throw error;
        const { column, expected, found } = error;
        skip("syntax", `column ${column} must hold ${expected}, got ${found}`);
        continue;
      }
      const record = toProductRecord(value);
      if (typeof record === "string") skip(record, text.slice(0, 60));
      else tables.add(record, sourceIndex, number);
    }
  }
  tell();
  return { lines, skipped };
}

function checkUsable(sources: readonly string[], report: IngestReport): void {
  const named = sources.map((source) => `"${source}"`).join(", ");
  if (report.products === 0) {
    const first = firstSkip(sources, report);
    const place = first &&
      `line ${first.line}${sources.length > 1 ? ` of "${first.source}"` : ""}`;
    throw new KindredError(
      `Cannot ingest ${named}: it must hold product records, got none in ${
        counted(report.lines, "line")
      }` +
        (first ? `; ${place}: ${first.detail || "blank"}` : ""),
    );
  }
  if (report.pairs === 0) {
    throw new KindredError(
      `Cannot ingest ${named}: its products must name one another, got ${
        counted(report.products, "product")
      } and no pair among them`,
    );
  }
}

/** Returns `1 line`, or `2 lines`. */
function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** The skipped line that was read first, if any. */
function firstSkip(
  sources: readonly string[],
  report: IngestReport,
): SkipPosition | undefined {
  return Object.values(report.skipped)
    .flatMap((skip) => skip.first)
    .sort((a, b) =>
      sources.indexOf(a.source) - sources.indexOf(b.source) || a.line - b.line
    )[0];
}
