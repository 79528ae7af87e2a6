// Reloads a model again and again while a real server is asked: for a test, and for
// `reload_bench.ts`.
import assert from "node:assert/strict";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { itemsOfVersion, writeModelFolder } from "../_model_files_fixture.ts";
import { createApp } from "../create_app.ts";
import { serve } from "./serve.ts";
import { watchModelFolder } from "./watch_model_folder.ts";

/** Settings of {@linkcode reloadUnderLoad}. */
export interface ReloadPlan {
  /** How often to change the model. */
  reloads: number;
  /** How many items each has. */
  itemCount: number;
  /** How many requests are under way at any time. */
  callers: number;
}

/** What happened. */
export interface ReloadFindings {
  /** Requests that were answered. */
  answered: number;
  /** Answers of another status than 200, and connections that failed. */
  failed: number;
  /** Models that have answered. */
  loads: number;
  /** What the process took after each reload. */
  samples: MemorySample[];
}

/** What a process takes. */
export interface MemorySample {
  /** Resident memory in bytes: it swings by a tenth with nothing going on. */
  resident: number;
  /** What is used of the heap, in bytes. */
  heap: number;
}

/** Changes the model of a server under load by its pointer file. */
export async function reloadUnderLoad(
  { reloads, itemCount, callers }: ReloadPlan,
): Promise<ReloadFindings> {
  const versions = await mkdtemp(join(tmpdir(), "kindred-reload-"));
  const point = async (version: string) => {
    await writeFile(join(versions, ".latest"), version);
    await rename(join(versions, ".latest"), join(versions, "latest"));
  };
  try {
    for (const version of ["a", "b"]) {
      const items = itemsOfVersion(itemCount, version);
      await writeModelFolder(join(versions, version), items);
    }
    await point("a");
    const failures: unknown[] = [];
    const model = await watchModelFolder(versions, {
      seconds: 0,
      onFailure: (error) => failures.push(error),
    });
    const server = await serve(createApp(model), { port: 0 });
    const load = startLoad(server.url, itemCount, callers);
    const samples: MemorySample[] = [];
    for (let i = 1; i <= reloads; i++) {
      await point(i % 2 === 0 ? "a" : "b");
      assert.ok(await model.reload());
      samples.push(memorySample());
    }
    const { answered, failed } = await load.stop();
    const { loads } = model.status;
    await server.close();
    await model.close();
    assert.deepEqual(failures, []);
    return { answered, failed, loads, samples };
  } finally {
    await rm(versions, { recursive: true, force: true });
  }
}

/** Asks a server all the time: items, lists and baskets, each caller one at a time. */
function startLoad(url: string, itemCount: number, callers: number) {
  let isStopped = false;
  let answered = 0;
  let failed = 0;
  const call = async (caller: number) => {
    for (let i = caller; !isStopped; i += callers) {
      const id = `item-${i % itemCount}`;
      const basket = JSON.stringify({ basket: [id, "item-0"], k: 2 });
      const request = [
        new Request(`${url}/v1/items/${id}/similar`),
        new Request(`${url}/v1/items/${id}`),
        new Request(`${url}/v1/items?q=${i % itemCount}`),
        new Request(`${url}/v1/recommend`, {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: basket,
        }),
      ][i % 4]!;
      try {
        const response = await fetch(request);
        await response.text();
        answered++;
        if (response.status !== 200) failed++;
      } catch {
        failed++;
      }
    }
  };
  const calls = Array.from({ length: callers }, (_, caller) => call(caller));
  return {
    async stop() {
      isStopped = true;
      await Promise.all(calls);
      return { answered, failed };
    },
  };
}

/** Memory after a collection, where the program may ask for one. */
function memorySample(): MemorySample {
  const { gc } = globalThis as { gc?: () => void };
  gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { resident: rss, heap: heapUsed };
}
