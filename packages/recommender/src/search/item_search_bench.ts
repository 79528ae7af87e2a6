// What a search of many titles costs, and what it finds, beside MiniSearch.
// Run: deno run -A --v8-flags=--expose-gc packages/recommender/src/search/item_search_bench.ts
// It needs some GB and minutes: most of both for MiniSearch, which `--alone`
// leaves out; a number is how many items.
import {
  createRandom,
  MODEL_FILES,
  type ModelItem,
  type Random,
  SearchIndexBuilder,
} from "@kindred/core";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { folderSource } from "../sources/folder_source.ts";
import { madeItems } from "./_titles_fixture.ts";
import { openItemSearch } from "./open_item_search.ts";

/** Queries of a kind. */
const QUERIES = 200;

/** How long one search may be asked queries of a kind, in milliseconds. */
const PATIENCE = 30_000;

/** A query, and the row of the item that it is made from. */
type Query = [text: string, row: number];

type Find = (query: string) => Promise<number[]> | number[];

const print = (line: string) => process.stdout.write(`${line}\n`);
const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
const ms = (time: number) => `${time.toFixed(2)} ms`;

/** Makes one error: a letter left out, added, replaced or exchanged with the next. */
function mistyped(word: string, random: Random): string {
  const at = 1 + random.below(word.length - 2);
  const [before, letter, behind] = [
    word.slice(0, at),
    word[at]!,
    word.slice(at + 1),
  ];
  const other = String.fromCharCode(97 + random.below(26));
  return [
    before + behind,
    before + other + letter + behind,
    before + other + behind,
    before + behind[0] + letter + behind.slice(1),
  ][random.below(4)]!;
}

/** Makes queries of each kind from words of titles that are not in most of them. */
function madeQueries(items: readonly ModelItem[]): Record<string, Query[]> {
  const random = createRandom(7);
  const queries: Record<string, Query[]> = {
    "three words": [],
    "the last begun": [],
    "one mistyped": [],
    "one of all mistyped": [],
    "a rare word mistyped": [],
  };
  const add = (kind: string, words: string[], row: number) =>
    queries[kind]!.push([words.join(" "), row]);
  while (queries["three words"]!.length < QUERIES) {
    const row = random.below(items.length);
    const words = [...new Set(items[row]!.title?.toLowerCase().split(" "))];
    const telling = words.filter((word) => word.length >= 6);
    if (telling.length < 3) continue;
    const three = telling.slice(0, 3);
    const last = three[2]!, rare = telling.at(-1)!;
    const at = random.below(3);
    const err = (word: string) => mistyped(word, random);
    add("three words", three, row);
    add("the last begun", [...three.slice(0, 2), last.slice(0, 4)], row);
    add("one mistyped", three.map((w, i) => i === at ? err(w) : w), row);
    add("one of all mistyped", words.map((w) => w === rare ? err(w) : w), row);
    add("a rare word mistyped", [err(rare)], row);
  }
  return queries;
}

/** Asks all queries; prints how long that took and how often the item was found. */
async function ask(
  name: string,
  find: Find,
  queries: Record<string, Query[]>,
): Promise<void> {
  for (const [kind, list] of Object.entries(queries)) {
    const times: number[] = [];
    let found = 0;
    const began = performance.now();
    const cpu = process.cpuUsage();
    for (const [text, row] of list) {
      const start = performance.now();
      if (performance.now() - began > PATIENCE) break;
      const rows = await find(text);
      times.push(performance.now() - start);
      if (rows.includes(row)) found++;
    }
    const { user } = process.cpuUsage(cpu);
    times.sort((a, b) => a - b);
    const count = times.length;
    print(
      `${name}, ${kind}: found in the first 10 ${
        (100 * found / count).toFixed(1)
      } % of ${count}; median ${ms(times[count >> 1]!)}, p99 ${
        ms(times[Math.floor(0.99 * count)]!)
      }, mean of processor time ${ms(user / 1000 / count)}`,
    );
  }
  for (const text of ["for", "with black", "po", "b0", "for with black case"]) {
    print(
      `${name}, "${text}": ${ms(await leastTime(() => find(text)))}`,
    );
  }
}

/** The least time of some, in milliseconds: what else runs only adds to it. */
async function leastTime(work: () => Promise<unknown> | unknown) {
  let least = Infinity;
  const began = performance.now();
  for (let i = 0; i < 9 && performance.now() - began < PATIENCE; i++) {
    const start = performance.now();
    await work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

/** What is held in memory, less what nobody uses. */
function heldBytes(): number {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** In a process of its own: opens an index, answers, and tells the memory it takes. */
async function openAlone(folder: string, itemCount: number): Promise<void> {
  const before = process.memoryUsage().rss;
  const source = folderSource(folder);
  const start = performance.now();
  const pairs = new Uint32Array(itemCount).fill(1);
  const search = (await openItemSearch(source, pairs))!;
  await search.rowsFor("wiht black", 10);
  const time = performance.now() - start;
  const opened = process.memoryUsage().rss;
  for (let i = 0; i < 20; i++) {
    for (const query of ["for", "po", "b0", "blakc wiht fro"]) {
      await search.rowsFor(query, 1000);
    }
  }
  const { rss } = process.memoryUsage();
  print(
    `search.index: opened, and the first query answered, in ${
      ms(time)
    }; resident memory ${mb(before)} before, ${mb(opened)} then, ${
      mb(rss)
    } after 80 large queries`,
  );
  await source.close();
}

async function writeIndex(
  path: string,
  items: readonly ModelItem[],
): Promise<void> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const builder = new SearchIndexBuilder(items.length);
  for (const item of items) builder.add(item);
  const file = await builder.finish();
  const { user } = process.cpuUsage(cpu);
  print(
    `search.index: made in ${ms(performance.now() - start)} (${
      ms(user / 1000)
    } of processor time), ${mb(file.length)}`,
  );
  await writeFile(path, file);
}

async function benchIndex(
  items: readonly ModelItem[],
  queries: Record<string, Query[]>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "kindred-bench-"));
  await writeIndex(join(folder, MODEL_FILES.searchIndex), items);
  const pairs = Uint32Array.from(items, (item) => item.pairs);
  const source = folderSource(folder);
  const script = new URL(import.meta.url).pathname;
  const alone = ["run", "-A", "--no-check", script, "--open", folder];
  spawnSync(Deno.execPath(), [...alone, `${items.length}`], {
    stdio: "inherit",
  });
  const search = (await openItemSearch(source, pairs))!;
  await ask("search.index", (query) => search.rowsFor(query, 10), queries);
  const time = await leastTime(() => search.rowsFor("for", 11_000));
  print(`search.index, 11,000 of "for": ${ms(time)}`);
  await source.close();
  await rm(folder, { recursive: true });
}

async function benchMiniSearch(
  items: readonly ModelItem[],
  queries: Record<string, Query[]>,
): Promise<void> {
  const { default: MiniSearch } = await import("minisearch");
  const held = heldBytes();
  const start = performance.now();
  const index = new MiniSearch({
    idField: "row",
    fields: ["title", "brand"],
  });
  for (const [row, { title, brand }] of items.entries()) {
    index.add({ row, title, brand });
  }
  print(
    `MiniSearch: made in ${ms(performance.now() - start)}, holds ${
      mb(heldBytes() - held)
    }`,
  );
  const prefix = (word: string, i: number, words: string[]) =>
    word.length > (i === words.length - 1 ? 1 : 2);
  const fuzzy = ({ length }: string) => length > 4 ? 2 : length > 3;
  const boost = { title: 2 };
  await ask("MiniSearch", (query) => {
    let hits = index.search(query, { boost, prefix, combineWith: "AND" });
    if (hits.length === 0) hits = index.search(query, { boost, prefix, fuzzy });
    return hits.slice(0, 10).map(({ id }) => id);
  }, queries);
}

if (import.meta.main) {
  const [first, ...rest] = process.argv.slice(2);
  if (first === "--open") {
    await openAlone(rest[0]!, Number(rest[1]));
  } else {
    const words = process.argv.slice(2);
    const count = words.find((word) => word !== "--alone");
    const items = madeItems({ itemCount: Number(count ?? 420_000) });
    const queries = madeQueries(items);
    print(`${items.length} items, for example: ${items[0]!.title}`);
    await benchIndex(items, queries);
    if (!words.includes("--alone")) await benchMiniSearch(items, queries);
  }
}
