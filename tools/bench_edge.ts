// deno-lint-ignore-file no-console -- it is run to be read
/**
 * Measures the cold start of the bundled worker: from the beginning of the import to
 * the first answer, then a search by words of which one is mistyped, over models of
 * several sizes that lie on a web server on this machine. In Node, in Deno, and in the
 * runtime of Workers where it is installed (`deno task test:workerd`). Medians of five
 * new processes each.
 *
 *     deno task bench:edge [ITEMS …]
 *
 * @module
 */
import { MODEL_FILES } from "@kindred/core";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { firstAnswer, runWorker, workerdPath } from "../test/_workerd.ts";
import { bundleEntry } from "./bundle/bundle_entry.ts";
import { type ServedFolder, serveFolder } from "./bundle/serve_folder.ts";
import {
  mistypedQueries,
  type MistypedQuery,
} from "./bundle/mistyped_queries.ts";
import {
  type ColdStart,
  SEARCHES,
  startIn,
  startInWorkerd,
} from "./bundle/start_worker.ts";
import { writeRandomModel } from "./bundle/write_random_model.ts";

const RUNS = 5;
const SIZES = Deno.args.length > 0 ? Deno.args.map(Number) : [1227, 420_000];

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

/** Says what was read, for the two items and for the two searches. */
function readOf({ asked, sent }: ServedFolder): string {
  const turn = asked.findIndex((one) => one.startsWith(SEARCHES));
  const [answers, searches] = [sent.slice(0, turn), sent.slice(turn + 1)];
  const sum = (all: number[]) =>
    `${all.length} requests, ${
      (all.reduce((sum, bytes) => sum + bytes, 0) / 1e6).toFixed(2)
    } MB`;
  const words = searches.filter((_, i) =>
    asked[turn + 1 + i]!.startsWith(MODEL_FILES.searchIndex)
  );
  return `read for answers ${sum(answers)}, for searches ${
    sum(searches)
  }, of which of words ${sum(words)}, of which at first ${
    sum(words.slice(0, 1))
  }`;
}

/** Says what the starts over one model took. */
function tell(name: string, runs: readonly ColdStart[], read: string): void {
  const of = (part: keyof ColdStart) => median(runs.map((run) => run[part]));
  console.log(
    `${name}: evaluated ${of("evaluate")} ms, first answer ${of("first")} ms (${
      of("cpu")
    } ms of processors), another ${of("next")} ms, resident ${
      of("resident")
    } MB; first search ${of("search")} ms (${
      of("searchCpu")
    } ms of processors), another ${of("nextSearch")} ms, resident ${
      of("searchResident")
    } MB; ${read}`,
  );
}

const [bundle] = await bundleEntry("apps/recommend/src/edge/worker.ts");
const folder = await mkdtemp(join(tmpdir(), "kindred-edge-"));
try {
  await writeFile(join(folder, "worker.mjs"), bundle!.contents);
  const starts: Record<
    string,
    (served: ServedFolder, wanted: MistypedQuery[]) => Promise<ColdStart>
  > = {
    deno: (served, wanted) => startIn(Deno.execPath(), folder, served, wanted),
  };
  if (spawnSync("node", ["--version"]).status === 0) {
    starts.node = (served, wanted) => startIn("node", folder, served, wanted);
  }
  if (workerdPath !== undefined) {
    starts.workerd = (served, wanted) =>
      startInWorkerd(folder, bundle!.contents, served, wanted);
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
    const items = await writeRandomModel(model, itemCount);
    const wanted = mistypedQueries(items, 2);
    for (const [name, start] of Object.entries(starts)) {
      const runs: ColdStart[] = [];
      let read = "";
      for (let run = 0; run < RUNS; run++) {
        const served = serveFolder(model);
        runs.push(await start(served, wanted));
        await served.close();
        read = readOf(served);
      }
      tell(`${itemCount} items, ${name}`, runs, read);
    }
    await rm(model, { recursive: true });
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
