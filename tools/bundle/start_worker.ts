import type { ModelItem } from "@kindred/core";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { firstAnswer, runWorker } from "../../test/_workerd.ts";
import type { MistypedQuery } from "./mistyped_queries.ts";
import type { ServedFolder } from "./serve_folder.ts";

/** What the model's server is asked for between answers and searches. */
export const SEARCHES = "searches";

/** What one cold start took, in ms and MB. */
export interface ColdStart {
  /** The import alone; null where it cannot be told. */
  evaluate: number | null;
  /** From the beginning of the import, or of the process, to the first answer. */
  first: number;
  /** Processor time until then, of all threads. */
  cpu: number;
  /** A question about another item, thereafter. */
  next: number;
  /** Resident memory that the worker added, or that the process has. */
  resident: number;
  /** The first search, thereafter. */
  search: number;
  /** Its processor time, of all threads. */
  searchCpu: number;
  /** Another search. */
  nextSearch: number;
  /** Resident memory with the words. */
  searchResident: number;
}

/** Runs in a process of its own, without anything of ours but the bundle. */
const PROGRAM = `
import process from "node:process";
const [bundle, url, wanted] = process.argv.slice(-3);
const [one, other] = JSON.parse(wanted);
const before = process.memoryUsage().rss;
let spent = process.cpuUsage();
let begin = performance.now();
const time = () => performance.now() - begin;
const processors = () => {
  const { user, system } = process.cpuUsage(spent);
  return (user + system) / 1000;
};
const resident = () => (process.memoryUsage().rss - before) / 1e6;
const { default: worker } = await import(bundle);
const taken = { evaluate: time() };
const ask = async (path, holds) => {
  const response = await worker.fetch(
    new Request("https://shop.example/v1/items" + path),
    { MODEL_URL: url },
  );
  const { items } = await response.json();
  if (!holds(items)) throw new Error("another answer to " + path);
};
const similar = ({ id }) =>
  ask("/" + id + "/similar?k=10", (items) => items.length === 10);
const search = ({ id, query }) =>
  ask("?q=" + encodeURIComponent(query), (items) =>
    items.some((item) => item.id === id));
await similar(one);
taken.first = time();
taken.cpu = processors();
begin = performance.now();
await similar(other);
taken.next = time();
taken.resident = resident();
await (await fetch(url + "/${SEARCHES}")).text();
begin = performance.now();
spent = process.cpuUsage();
await search(one);
taken.search = time();
taken.searchCpu = processors();
begin = performance.now();
await search(other);
taken.nextSearch = time();
taken.searchResident = resident();
console.log(JSON.stringify(taken));
process.exit();
`;

/**
 * Starts a program with the bundle in its folder, `worker.mjs`.
 *
 * @param command `node`, or the path of Deno.
 * @param folder Where.
 * @param served The model.
 * @param wanted What is asked: two items, and the searches that must find them.
 */
export async function startIn(
  command: string,
  folder: string,
  served: ServedFolder,
  wanted: readonly MistypedQuery[],
): Promise<ColdStart> {
  const program = join(folder, "program.mjs");
  await writeFile(program, PROGRAM);
  const child = spawn(command, [
    ...command === "node" ? [] : ["run", "-A"],
    program,
    `file://${join(folder, "worker.mjs")}`,
    served.url,
    JSON.stringify(wanted),
  ]);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (data) => said += data);
  }
  await new Promise((resolve) => child.on("close", resolve));
  try {
    return JSON.parse(said);
  } catch {
    throw new Error(said);
  }
}

/**
 * Starts the runtime of Workers with the bundle.
 *
 * @param folder An empty folder.
 * @param bundle The bundle.
 * @param served The model.
 * @param wanted What is asked: two items, and the searches that must find them.
 */
export async function startInWorkerd(
  folder: string,
  bundle: Uint8Array,
  served: ServedFolder,
  wanted: readonly MistypedQuery[],
): Promise<ColdStart> {
  const [one, other] = wanted as [MistypedQuery, MistypedQuery];
  let begin = performance.now();
  const time = () => performance.now() - begin;
  const worker = await runWorker(folder, bundle, { MODEL_URL: served.url });
  const processors = () => worker.processorMs() ?? NaN;
  const resident = () => (worker.residentBytes() ?? NaN) / 1e6;
  const ask = async (path: string): Promise<ModelItem[]> => {
    const response = await firstAnswer(
      worker,
      () => fetch(`${worker.url}/v1/items${path}`),
    );
    return (await response.json()).items;
  };
  const similar = async ({ id }: MistypedQuery) =>
    assert.equal((await ask(`/${id}/similar?k=10`)).length, 10);
  const search = async ({ id, query }: MistypedQuery) => {
    const items = await ask(`?q=${encodeURIComponent(query)}`);
    assert.ok(items.some((item) => item.id === id), query);
  };
  try {
    await similar(one);
    const first = time();
    const cpu = processors();
    begin = performance.now();
    await similar(other);
    const answered = { first, cpu, next: time(), resident: resident() };
    await (await fetch(`${served.url}/${SEARCHES}`)).text();
    begin = performance.now();
    const before = processors();
    await search(one);
    const searched = { search: time(), searchCpu: processors() - before };
    begin = performance.now();
    await search(other);
    const nextSearch = time();
    return {
      evaluate: null,
      ...answered,
      ...searched,
      nextSearch,
      searchResident: resident(),
    };
  } finally {
    await worker.close();
  }
}
