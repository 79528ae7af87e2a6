// deno-lint-ignore-file no-console -- a benchmark prints what it measured
// version "sortLinks": a counting sort over codes in one thread
// version "DuckDB": GROUP BY and ORDER BY of the same links, in all its threads
// Run: deno run -A packages/ingest/src/links/sort_links_bench.ts
//      [--items 200000] [--links 2000000]
import { createRandom } from "@kindred/core";
import {
  NumberAppender,
  queryNumbers,
  withDuckDb,
} from "@kindred/core/parquet";
import type { DuckDBConnection } from "@duckdb/node-api";
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { LinkLog } from "./link_log.ts";
import { type SortedPairs, sortLinks } from "./sort_links.ts";

/** Links that one record has. */
const LINKS_A_RECORD = 40;

/** How many items an item's links are spread over: few, so that pairs repeat. */
const NEAR = 60;

/** Rounds of which the median counts. */
const ROUNDS = 3;

const TYPES = ["uint32", "uint32", "uint8"] as const;

/** A way to sort links, which fills the pairs that it is given. */
type Way = (pairs: Pairs) => void | Promise<void>;

/** Pairs that are filled chunk by chunk. */
class Pairs implements SortedPairs {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  readonly directions: Uint8Array;
  length = 0;

  /** @param capacity The most pairs that may come. */
  constructor(capacity: number) {
    this.left = new Uint32Array(capacity);
    this.right = new Uint32Array(capacity);
    this.directions = new Uint8Array(capacity);
  }

  add({ left, right, directions }: SortedPairs): void {
    this.left.set(left, this.length);
    this.right.set(right, this.length);
    this.directions.set(directions, this.length);
    this.length += left.length;
  }

  equals(other: Pairs): boolean {
    return this.length === other.length &&
      (["left", "right", "directions"] as const).every((column) =>
        this[column].every((value, p) => value === other[column][p])
      );
  }
}

/** Fills a log of codes, a table `links` of rows and a table `named` of ids alike. */
async function makeLinks(
  log: LinkLog,
  connection: DuckDBConnection,
  rowOf: Uint32Array,
  linkCount: number,
): Promise<void> {
  const random = createRandom(1);
  const itemCount = rowOf.length;
  const a = new Uint32Array(linkCount);
  const b = new Uint32Array(linkCount);
  const relation = new Uint8Array(linkCount);
  const targets = new Uint32Array(LINKS_A_RECORD);
  const relations = new Uint8Array(LINKS_A_RECORD);
  for (let made = 0; made < linkCount;) {
    const code = random.below(itemCount);
    const count = Math.min(LINKS_A_RECORD, linkCount - made);
    for (let k = 0; k < count; k++, made++) {
      targets[k] = (code + 1 + random.below(NEAR)) % itemCount;
      relation[made] = random.below(4);
      relations[k] = 1 << relation[made]!;
      a[made] = rowOf[code]!;
      b[made] = rowOf[targets[k]!]!;
    }
    log.add(code, targets, relations, count);
  }
  await connection.run(
    "CREATE TABLE links (a UINTEGER, b UINTEGER, relation UTINYINT)",
  );
  const appender = await NumberAppender.create(connection, "links", TYPES);
  appender.append([a, b, relation]);
  appender.close();
  await connection.run(
    `CREATE TABLE named AS
       SELECT printf('B%09d', a) AS a, printf('B%09d', b) AS b, relation FROM links`,
  );
}

/** SQL for what `sortLinks` gives; `row` is that for the row of an item. */
function grouped(table: string, row: (item: string) => string): string {
  return `SELECT ${row("first")}, ${row("second")}, directions
    FROM (
      SELECT least(a, b) AS first, greatest(a, b) AS second,
        bit_or(((CASE WHEN a < b THEN 1 ELSE 2 END) << (2 * relation))::UTINYINT)
          AS directions
      FROM ${table} WHERE a <> b GROUP BY ALL
    ) ORDER BY first, second`;
}

function byDuckDb(connection: DuckDBConnection, sql: string): Way {
  return async (pairs) => {
    for await (const columns of queryNumbers(connection, sql, TYPES)) {
      const [left, right, directions] = columns as [
        Uint32Array,
        Uint32Array,
        Uint8Array,
      ];
      pairs.add({ left, right, directions });
    }
  };
}

/** Runs each way in turn, and prints the medians beside that of the first. */
async function compare(
  linkCount: number,
  ways: Record<string, Way>,
): Promise<void> {
  const all = Object.entries(ways).map(([name, way]) => ({
    name,
    way,
    pairs: new Pairs(linkCount),
    seconds: [] as number[],
  }));
  const [first] = all;
  // A fast wrong answer is worthless: compare before timing.
  for (const { name, way, pairs } of all) {
    await way(pairs);
    assert.ok(pairs.length > 0 && pairs.equals(first!.pairs), name);
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const { way, pairs, seconds } of all) {
      pairs.length = 0;
      const start = performance.now();
      await way(pairs);
      seconds.push((performance.now() - start) / 1000);
    }
  }
  const median = (seconds: number[]): number =>
    seconds.toSorted((x, y) => x - y)[ROUNDS >> 1]!;
  console.log(`${linkCount} links, ${first!.pairs.length} pairs\n`);
  console.log("| way | seconds | times the first |");
  console.log("| --- | --- | --- |");
  for (const { name, seconds } of all) {
    const ratio = median(seconds) / median(first!.seconds);
    console.log(
      `| ${name} | ${median(seconds).toFixed(2)} | ${ratio.toFixed(1)} |`,
    );
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      items: { type: "string", default: "200000" },
      links: { type: "string", default: "2000000" },
    },
  });
  const itemCount = Number(values.items);
  const linkCount = Number(values.links);
  // Rows are in another order than codes: turned by a stride.
  const rowOf = Uint32Array.from(
    { length: itemCount },
    (_, code) => code * 7919 % itemCount,
  );
  const folder = await mkdtemp(join(tmpdir(), "kindred-bench-"));
  const log = new LinkLog(join(folder, "links"));
  const inPasses = (passes: number): Way => (pairs) => {
    const memoryBytes = Math.ceil(8 * linkCount / passes);
    for (const chunk of sortLinks(log, rowOf, itemCount, memoryBytes)) {
      pairs.add(chunk);
    }
  };
  try {
    await withDuckDb(async (connection) => {
      await makeLinks(log, connection, rowOf, linkCount);
      const rows = grouped("links", (item) => item);
      const ids = grouped("named", (item) => `${item}[2:]::UINTEGER`);
      await compare(linkCount, {
        "sortLinks, one pass": inPasses(1),
        "sortLinks, about four passes": inPasses(4),
        "DuckDB, rows": byDuckDb(connection, rows),
        "DuckDB, ids of 10 bytes": byDuckDb(connection, ids),
      });
    }, { temporaryDirectory: folder });
  } finally {
    log.close();
    await rm(folder, { recursive: true });
  }
}

// Not where `deno bench` loads it with others.
if (import.meta.main) {
  await main();
  // Deno may crash while it takes DuckDB's objects down at the end.
  process.exit(0);
}
