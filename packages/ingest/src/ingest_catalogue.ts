import { KindredError } from "@kindred/core";
import {
  type ArtifactPlan,
  CATALOGUE_FILES,
  isUpToDate,
  type Manifest,
  openArtifact,
  sha256OfFile,
  writeArtifact,
  writeJson,
} from "@kindred/core/artifact";
import { withDuckDb } from "@kindred/core/parquet";
import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { describePairs } from "./catalogue/describe_pairs.ts";
import { share } from "./catalogue/pair_figures.ts";
import { createProductTable } from "./catalogue/product_table.ts";
import { writeTables } from "./catalogue/write_tables.ts";
import {
  type IngestOptions,
  type IngestSettings,
  manifestOptions,
  resolveIngestOptions,
} from "./ingest_options.ts";
import type { IngestReport } from "./ingest_report.ts";
import { SkipLog } from "./skip_log.ts";
import { inputPath, SourceReading } from "./source_reading.ts";
import { resolveSources } from "./sources/resolve_sources.ts";
import type { Source } from "./sources/source.ts";

/**
 * Reads sources of any format and writes a catalogue: the products that go with one
 * another, and their pairs. Lines that cannot be used are counted by reason and
 * located in `report.json`. Memory is bounded whatever the sources hold, but for
 * their distinct ids. The same sources and options give the same bytes.
 *
 * Pairs come from records of products that name one another, from a table of pairs,
 * or from baskets. Records beside a table of pairs or baskets only describe the
 * products. Items are numbered by the UTF-8 bytes of their ids.
 *
 * @param sources Files, patterns such as `meta_*.json.gz`, `-` for standard input,
 * addresses, or names of data sets; see {@linkcode resolveSources}.
 * @param out Folder of the catalogue to write.
 * @param options See {@linkcode IngestOptions}.
 * @returns The manifest of the catalogue, and the report that is in it too.
 * @throws {ArtifactError} If `out` is taken.
 * @throws {KindredError} If a source cannot be read or recognised, no source holds
 * anything usable, no pair comes of them, or columns are named and no source is a
 * table; nothing is written then.
 * @throws {OutOfRoomError} If the memory limit or the disk is too small.
 * @throws {RangeError} If there is no source, or an option is out of range.
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
  const settings = resolveIngestOptions(options);
  const resolved = await resolveSources(sources);
  const plan: ArtifactPlan = {
    kind: "catalogue",
    options: manifestOptions(settings),
    inputs: [],
  };
  let report: IngestReport | undefined;
  const manifest = await writeArtifact(out, plan, async (directory) => {
    report = await writeCatalogueFiles(resolved, directory, settings, plan);
    await writeJson(join(directory, CATALOGUE_FILES.report), report);
    const { items, pairs, lines, products } = report;
    return { items, pairs, lines, products };
  }, options);
  return { manifest, report: report! };
}

/**
 * Returns whether a folder holds the catalogue that {@linkcode ingestCatalogue}
 * would write. Files are compared by content; what lies at an address without a
 * query counts as unchanged; standard input never does.
 *
 * @param sources As for {@linkcode ingestCatalogue}.
 * @param directory The folder.
 * @param options Those that decide about the content.
 * @throws {KindredError} If a source cannot be read.
 */
export async function isIngested(
  sources: readonly string[],
  directory: string,
  options: IngestOptions = {},
): Promise<boolean> {
  const resolved = await resolveSources(sources);
  const there = await openArtifact(directory, "catalogue").catch(() => null);
  if (there === null) return false;
  const inputs = there.manifest.inputs;
  const isSameList = resolved.length === inputs.length &&
    resolved.every((source, s) => inputPath(source) === inputs[s]!.path);
  // Hashing large files is work: first what is known without.
  if (!isSameList || resolved.some(isUnnamed)) return false;
  return await isUpToDate(directory, {
    kind: "catalogue",
    options: manifestOptions(resolveIngestOptions(options)),
    inputs: await Promise.all(resolved.map(async (source, s) => ({
      ...inputs[s]!,
      ...source.kind === "file"
        ? { sha256: await sha256OfFile(source.path) }
        : {},
    }))),
  });
}

/** Whether what a manifest calls a source does not say what is read. */
function isUnnamed(source: Source): boolean {
  return source.kind === "stdin" ||
    source.kind === "http" && new URL(source.url).search !== "";
}

async function writeCatalogueFiles(
  sources: readonly Source[],
  directory: string,
  settings: IngestSettings,
  plan: ArtifactPlan,
): Promise<IngestReport> {
  // Beside the result: there is room for it, and a killed run's is cleared away.
  const work = join(directory, "work");
  await mkdir(work);
  try {
    return await withDuckDb(async (connection) => {
      await createProductTable(connection);
      const skipped = new SkipLog(settings.strict);
      const reading = new SourceReading(connection, work, settings, skipped);
      try {
        await readAll(sources, reading, settings);
        plan.inputs.push(...reading.inputs);
        const { figures, products, ...origin } = await reading.derivePairs();
        settings.signal?.throwIfAborted();
        const quality = await describePairs(connection, figures);
        const unconnected = products - quality.items;
        const report: IngestReport = {
          sources: reading.reports,
          lines: reading.reports.reduce((sum, { lines }) => sum + lines, 0),
          products,
          skipped: skipped.skips,
          ...origin,
          ...quality,
          unconnected,
          unconnectedShare: share(unconnected, products),
        };
        checkUsable(sources, report, skipped);
        checkPaired(sources, report, settings);
        settings.signal?.throwIfAborted();
        await writeTables(connection, directory);
        return report;
      } finally {
        reading.close();
      }
    }, {
      memoryLimit: `${settings.memory.duckDb}B`,
      temporaryDirectory: join(work, "spilled"),
      ...settings.signal === undefined ? {} : { signal: settings.signal },
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function readAll(
  sources: readonly Source[],
  reading: SourceReading,
  { onProgress }: IngestSettings,
): Promise<void> {
  let done = 0;
  const sizes = await Promise.all(
    sources.map(async (source) =>
      source.kind === "file" ? (await stat(source.path)).size : null
    ),
  );
  const known = sizes.every((size) => size !== null)
    ? sizes.reduce((sum, size) => sum + size!, 0)
    : null;
  for (const [s, source] of sources.entries()) {
    await reading.read(source, {
      isLast: s === sources.length - 1,
      onBytes(bytes, size) {
        const total = known ?? (sources.length === 1 ? size : null);
        onProgress?.({
          task: "ingest",
          done: done + bytes,
          total,
          unit: "bytes",
        });
      },
    });
    done += reading.reports.at(-1)!.bytes;
  }
}

function checkUsable(
  sources: readonly Source[],
  report: IngestReport,
  skipped: SkipLog,
): void {
  if (report.products > 0) return;
  const names = sources.map(({ name }) => name);
  const first = skipped.first(names);
  const place = first &&
    `line ${first.line}${names.length > 1 ? ` of "${first.source}"` : ""}`;
  throw new KindredError(
    `Cannot ingest ${listed(sources)}: it must hold products, got none in ${
      counted(report.lines, "line")
    }` +
      (first ? `; ${place}: ${first.detail || "blank"}` : ""),
  );
}

function checkPaired(
  sources: readonly Source[],
  { pairs, products, tables }: IngestReport,
  { baskets: { minSupport } }: IngestSettings,
): void {
  if (pairs > 0) return;
  const { rareItems = 0, rarePairs = 0 } = tables?.baskets ?? {};
  const isRare = rareItems + rarePairs > 0;
  throw new KindredError(
    `Cannot ingest ${listed(sources)}: its products must go with one another${
      isRare ? ` in at least ${minSupport} baskets` : ""
    }, got ${counted(products, "product")} and no pair among them` +
      (isRare ? "; --min-support sets in how many" : ""),
  );
}

/** The names of the sources, quoted. */
function listed(sources: readonly Source[]): string {
  return sources.map(({ name }) => `"${name}"`).join(", ");
}

/** Returns `1 line`, or `2 lines`. */
function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
