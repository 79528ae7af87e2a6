import { KindredError, nearestSpellings } from "@kindred/core";
import { parseArgs } from "node:util";
import type { CatalogueOptions } from "./catalogue_options.ts";
import type { FormatName } from "./formats/record_format.ts";
import type { PresetName } from "./presets.ts";
import type { OrderName } from "./record_order.ts";

/** What the command line asks for. */
export interface CatalogueRequest {
  /** What is made; ranges are not looked at yet. */
  options: CatalogueOptions;
  /** Where to: a path, or `-` for standard output. */
  out: string;
  /** Level of gzip. */
  level: number;
  /** Whether a file that is there is replaced. */
  force: boolean;
  /** Whether the truth is printed as JSON. */
  json: boolean;
}

/** How the tool is called. */
export const USAGE =
  `usage: deno run -A tools/make_catalogue.ts --out FILE [options]

  --out FILE        what is written: gzip if it ends in .gz, Zstandard if in
                    .zst, else plain; "-" is standard output
  --preset NAME     electronics (default) or books
  --records N       products with a record
  --items N         products in a pair
  --pairs N         distinct pairs of items, met within 1 %
  --dangling SHARE  links to products without a record, of all links
  --broken RATE     broken lines for each record (default 1e-4)
  --format YEAR     2014 (default), 2018 or 2023
  --order NAME      shuffled (default) or sorted, by id
  --seed N          another seed, another catalogue (default 1)
  --level N         level of gzip, 1 to 9 (default 1)
  --force           replace FILE if it is there
  --json            print the truth as JSON, to standard output unless FILE is "-"
  --help            print this
`;

const NUMBERS = [
  "records",
  "items",
  "pairs",
  "dangling",
  "broken",
  "seed",
] as const;

const TEXT = { type: "string" } as const;
const SWITCH = { type: "boolean" } as const;
const OPTIONS = {
  out: TEXT,
  preset: TEXT,
  records: TEXT,
  items: TEXT,
  pairs: TEXT,
  dangling: TEXT,
  broken: TEXT,
  format: TEXT,
  order: TEXT,
  seed: TEXT,
  level: TEXT,
  force: SWITCH,
  json: SWITCH,
  help: SWITCH,
};

/**
 * Reads the command line.
 *
 * @param args What stands after the name of the tool.
 * @returns The request, or `"help"`.
 * @throws {KindredError} If an option is unknown, given twice or no number
 * where one must be, or if there is no `--out`.
 */
export function parseArguments(args: string[]): CatalogueRequest | "help" {
  const values = readOptions(args);
  if (values.help) return "help";
  if (values.out === undefined || values.out === "") {
    throw new KindredError("Cannot make a catalogue: --out must name a file");
  }
  const options: CatalogueOptions = {};
  // Names are checked with the ranges, by what the functions check anyway.
  if (values.preset !== undefined) options.preset = values.preset as PresetName;
  if (values.format !== undefined) options.format = values.format as FormatName;
  if (values.order !== undefined) options.order = values.order as OrderName;
  for (const name of NUMBERS) {
    const text = values[name];
    if (text !== undefined) options[name] = readNumber(name, text);
  }
  return {
    options,
    out: values.out,
    level: values.level === undefined ? 1 : readLevel(values.level),
    force: values.force ?? false,
    json: values.json ?? false,
  };
}

function readOptions(args: string[]) {
  try {
    const { values, tokens } = parseArgs({
      args,
      options: OPTIONS,
      tokens: true,
    });
    const names = tokens.flatMap((token) =>
      token.kind === "option" ? [token.name] : []
    );
    const repeated = names.find((name, i) => names.indexOf(name) < i);
    if (repeated === undefined) return values;
    throw new KindredError(
      `Cannot make a catalogue: --${repeated} must be given once, got it twice`,
    );
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (!code?.startsWith("ERR_PARSE_ARGS")) throw cause;
    // The first sentence says what is wrong, the others give general advice.
    const reason = message.split(/\.\s|\.$/)[0]!;
    const unknown = /^Unknown option '--([^']*)'/.exec(message)?.[1];
    const nearest = unknown === undefined
      ? []
      : nearestSpellings(unknown, Object.keys(OPTIONS), 1);
    const advice = nearest.map((name) => `; did you mean --${name}?`).join("");
    throw new KindredError(
      `Cannot make a catalogue: ${reason}${advice}`,
      { cause },
    );
  }
}

function readNumber(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) {
    throw new KindredError(
      `Cannot make a catalogue: --${name} must be a number, got "${text}"`,
    );
  }
  return value;
}

function readLevel(text: string): number {
  const level = readNumber("level", text);
  if (!Number.isInteger(level) || level < 1 || level > 9) {
    throw new KindredError(
      `Cannot make a catalogue: --level must be a whole number in [1, 9], got "${text}"`,
    );
  }
  return level;
}
