/**
 * Makes product metadata in the shape of the Amazon releases, of any size, and
 * tells the truth about it: what an ingest of the file must find.
 *
 * Run: `deno run -A tools/make_catalogue.ts --preset electronics --out
 * meta.json.gz`; `--help` lists the options. Equal options make equal text. Exits
 * with 1 if it fails, 2 if the command line is wrong, 130 if it is interrupted.
 *
 * @module
 */
import { KindredError } from "@kindred/core";
import process from "node:process";
import {
  Catalogue,
  type CatalogueTruth,
  expectAbsent,
  writeCatalogue,
} from "./catalogue/mod.ts";
import {
  type CatalogueRequest,
  parseArguments,
  USAGE,
} from "./catalogue/parse_arguments.ts";

/** Makes what is asked for; the signal ends it with nothing left behind. */
async function make(
  { options, out, level, force, json }: CatalogueRequest,
  signal: AbortSignal,
): Promise<void> {
  if (out !== "-" && !force) await expectAbsent(out);
  const catalogue = new Catalogue(options);
  await writeCatalogue(catalogue, out, { level, force, signal });
  const { truth } = catalogue;
  const summary = json ? `${JSON.stringify(truth, null, 2)}\n` : inWords(truth);
  (json && out !== "-" ? process.stdout : process.stderr).write(summary);
}

/** Returns the truth for people, a line for each kind of figure. */
function inWords(truth: CatalogueTruth): string {
  const listed = (counts: Record<string, number>) =>
    Object.entries(counts).map(([name, count]) => `${name} ${count}`)
      .join(", ");
  return `lines: ${truth.lines} (${truth.bytes} bytes)
records: ${truth.products}, of them in a pair ${truth.items}
pairs: ${truth.pairs}
links: ${truth.links} (${listed(truth.linksByRelation)})
links not used: dangling ${truth.danglingLinks}, to itself ${truth.selfLinks}
lines not used: ${listed(truth.skipped)}
`;
}

/** Returns whether the system refused something: a full disk, a closed pipe. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

/** Returns the exit code, having said what went wrong, if anything. */
async function main(): Promise<number> {
  let request;
  try {
    request = parseArguments(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof KindredError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  if (request === "help") {
    process.stdout.write(USAGE);
    return 0;
  }
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => interruption.abort());
  }
  try {
    await make(request, interruption.signal);
    return 0;
  } catch (error) {
    if (interruption.signal.aborted) return 130;
    if (isSystemError(error)) {
      const name = request.out === "-" ? "standard output" : `"${request.out}"`;
      process.stderr.write(`Cannot write ${name}: ${error.message}\n`);
      return 1;
    }
    if (!(error instanceof KindredError || error instanceof RangeError)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
    // A range that a function refused was an option's.
    return error instanceof RangeError ? 2 : 1;
  }
}

process.exitCode = await main();
