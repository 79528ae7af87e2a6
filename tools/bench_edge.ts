// deno-lint-ignore-file no-console -- it is run to be read
/**
 * Measures the cold start of the bundled worker: from the beginning of the import to
 * the first answer, over models of several sizes that lie on a web server on this
 * machine. In Node, in Deno, and in the runtime of Workers where it is installed
 * (`deno task test:workerd`). Medians of five new processes each.
 *
 *     deno task bench:edge [ITEMS …]
 *
 * @module
 */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { firstAnswer, runWorker, workerdPath } from "../test/_workerd.ts";
import { bundleEntry } from "./bundle/bundle_entry.ts";
import { type ServedFolder, serveFolder } from "./bundle/serve_folder.ts";
import { idOf, writeRandomModel } from "./bundle/write_random_model.ts";

const RUNS = 5;
const SIZES = Deno.args.length > 0 ? Deno.args.map(Number) : [1227, 420_000];

/** What one cold start took, in ms and MB. */
interface ColdStart {
  /** The import alone; null where it cannot be told. */
  evaluate: number | null;
  /** From the beginning of the import, or of the process, to the first answer. */
  first: number;
  /** Processor time until then, of all threads. */
  cpu: number;
  /** A question about another item, thereafter. */
  next: number;
  /** Resident memory that the worker added, or that the process has. */
  resident: number | null;
}

/** Runs in a process of its own, without anything of ours but the bundle. */
const PROGRAM = `
import process from "node:process";
const [bundle, url, ...ids] = process.argv.slice(-4);
const before = process.memoryUsage().rss;
const spent = process.cpuUsage();
const begin = performance.now();
const { default: worker } = await import(bundle);
const evaluate = performance.now() - begin;
const ask = async (id) => {
  const response = await worker.fetch(
    new Request("https://shop.example/v1/items/" + id + "/similar?k=10"),
    { MODEL_URL: url },
  );
  const { items } = await response.json();
  if (items.length !== 10) throw new Error("no answer");
};
await ask(ids[0]);
const first = performance.now() - begin;
const { user, system } = process.cpuUsage(spent);
const cpu = (user + system) / 1000;
const then = performance.now();
await ask(ids[1]);
const next = performance.now() - then;
const resident = (process.memoryUsage().rss - before) / 1e6;
console.log(JSON.stringify({ evaluate, first, cpu, next, resident }));
process.exit();
`;

async function startIn(
  command: string,
  folder: string,
  served: ServedFolder,
  ids: string[],
): Promise<ColdStart> {
  const program = join(folder, "program.mjs");
  await writeFile(program, PROGRAM);
  const child = spawn(command, [
    ...command === "node" ? [] : ["run", "-A"],
    program,
    `file://${join(folder, "worker.mjs")}`,
    served.url,
    ...ids,
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

async function startInWorkerd(
  folder: string,
  bundle: Uint8Array,
  served: ServedFolder,
  ids: string[],
): Promise<ColdStart> {
  const begin = performance.now();
  const worker = await runWorker(folder, bundle, { MODEL_URL: served.url });
  const ask = async (id: string) => {
    const response = await firstAnswer(
      worker,
      () => fetch(`${worker.url}/v1/items/${id}/similar?k=10`),
    );
    const { items } = await response.json();
    assert.equal(items.length, 10);
  };
  await ask(ids[0]!);
  const first = performance.now() - begin;
  const cpu = worker.processorMs() ?? NaN;
  const then = performance.now();
  await ask(ids[1]!);
  const next = performance.now() - then;
  const resident = (worker.residentBytes() ?? NaN) / 1e6;
  await worker.close();
  return { evaluate: null, first, cpu, next, resident };
}

/** What `workerd` itself takes: a worker that does nothing. */
const NOTHING = "export default { fetch: () => new Response('{}') };";

async function startNothing(folder: string): Promise<[number, number]> {
  const begin = performance.now();
  const bytes = new TextEncoder().encode(NOTHING);
  const worker = await runWorker(folder, bytes, {});
  const response = await firstAnswer(worker, () => fetch(worker.url));
  await response.body?.cancel();
  const first = performance.now() - begin;
  const cpu = worker.processorMs() ?? NaN;
  await worker.close();
  return [first, cpu];
}

function median(numbers: readonly (number | null)[]): string {
  const known = numbers.filter((number) => number !== null);
  if (known.length === 0) return "-";
  const sorted = known.sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!.toFixed(1);
}

const [bundle] = await bundleEntry("apps/recommend/src/edge/worker.ts");
const folder = await mkdtemp(join(tmpdir(), "kindred-edge-"));
try {
  await writeFile(join(folder, "worker.mjs"), bundle!.contents);
  const starts: Record<
    string,
    (served: ServedFolder, ids: string[]) => Promise<ColdStart>
  > = {
    deno: (served, ids) => startIn(Deno.execPath(), folder, served, ids),
  };
  if (spawnSync("node", ["--version"]).status === 0) {
    starts.node = (served, ids) => startIn("node", folder, served, ids);
  }
  if (workerdPath !== undefined) {
    starts.workerd = (served, ids) =>
      startInWorkerd(folder, bundle!.contents, served, ids);
  }
  if (workerdPath !== undefined) {
    const runs: [number, number][] = [];
    for (let run = 0; run < RUNS; run++) runs.push(await startNothing(folder));
    console.log(
      `workerd with a worker that does nothing: ${
        median(runs.map(([first]) => first))
      } ms (${median(runs.map(([, cpu]) => cpu))} ms of processors)`,
    );
  }
  for (const itemCount of SIZES) {
    const model = join(folder, `model-${itemCount}`);
    await writeRandomModel(model, itemCount);
    for (const [name, start] of Object.entries(starts)) {
      const runs: ColdStart[] = [];
      let asked = 0, sent = 0;
      for (let run = 0; run < RUNS; run++) {
        const served = serveFolder(model);
        runs.push(await start(served, [idOf(7), idOf(700)]));
        await served.close();
        [asked, sent] = [served.asked.length, served.bytesSent() / 1e6];
      }
      const of = (part: keyof ColdStart) =>
        median(runs.map((run) => run[part]));
      console.log(
        `${itemCount} items, ${name}: evaluated ${of("evaluate")} ms, ` +
          `first answer ${of("first")} ms (${
            of("cpu")
          } ms of processors), another ${of("next")} ms, ` +
          `resident ${of("resident")} MB; both answers ${asked} requests, ${
            sent.toFixed(1)
          } MB`,
      );
    }
    await rm(model, { recursive: true });
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
