import { createRandom, type ItemModel } from "@kindred/core";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { randomModel } from "../_testing.ts";
import { neighboursOf } from "../neighbours.ts";
import type { RankedItems, RankingJob } from "../ranking.ts";
import { rankItemsReference } from "../reference/rank_items.ts";
import { rankItemsSpec } from "../spec/rank_items_spec.ts";
import { ThreadedRanker } from "./_threaded_ranker.ts";
import { openRanker, type Ranker } from "./ranker.ts";

/** Has a ranker used, and closes it. */
async function withRanker(
  ranker: Ranker,
  use: (ranker: Ranker) => Promise<void>,
): Promise<void> {
  try {
    await use(ranker);
  } finally {
    await ranker.close();
  }
}

/** A ranker that has its threads do even what is not worth it. */
function byThreads(
  model: ItemModel,
  threads: number,
  relaxed = true,
): Ranker {
  const threadsWorth = () => Infinity;
  return new ThreadedRanker(model, { threads, relaxed, threadsWorth });
}

rankItemsSpec(
  "openRanker()",
  (model, use) =>
    withRanker(openRanker(model), (ranker) => use((job) => ranker.rank(job))),
);
rankItemsSpec(
  "openRanker() by 2 threads",
  (model, use) =>
    withRanker(byThreads(model, 2), (ranker) => use((job) => ranker.rank(job))),
);

const MODEL = randomModel(createRandom(1), 3001, 20);

/** Queries for some blocks, and what they are not given. */
const JOB: RankingJob = {
  queries: Uint32Array.from({ length: 400 }, (_, q) => 7 * q),
  k: 10,
  excluded: neighboursOf({
    left: Uint32Array.from({ length: 3000 }, (_, p) => p),
    right: Uint32Array.from({ length: 3000 }, (_, p) => p + 1),
  }, 3001),
  relevant: neighboursOf({
    left: Uint32Array.from({ length: 2999 }, (_, p) => p),
    right: Uint32Array.from({ length: 2999 }, (_, p) => p + 2),
  }, 3001),
};

function bytesOf(ranked: RankedItems): Record<string, Uint8Array> {
  return Object.fromEntries(
    Object.entries(ranked).map(([name, { buffer, byteLength }]) => [
      name,
      new Uint8Array(buffer).slice(0, byteLength),
    ]),
  );
}

async function ranked(ranker: Ranker, job = JOB): Promise<RankedItems> {
  let result: RankedItems | undefined;
  await withRanker(ranker, async () => {
    result = await ranker.rank(job);
  });
  return result!;
}

for (const relaxed of [true, false]) {
  Deno.test(`openRanker() gives the same bytes by any number of threads, relaxed ${relaxed}`, async () => {
    const here = bytesOf(await ranked(openRanker(MODEL, { relaxed })));
    for (const threads of [1, 2, 3]) {
      assert.deepEqual(
        bytesOf(await ranked(byThreads(MODEL, threads, relaxed))),
        here,
        `${threads} threads`,
      );
    }
  });
}

Deno.test("openRanker() gives results that later jobs leave alone, in memory of their own", async () => {
  await withRanker(byThreads(MODEL, 2), async (ranker) => {
    const first = await ranker.rank(JOB);
    const before = bytesOf(first);
    // Both at once: they are done one after another.
    const [second, third] = await Promise.all([
      ranker.rank({ queries: Uint32Array.of(5), k: 2 }),
      ranker.rank({ ...JOB, queries: JOB.queries.toReversed() }),
    ]);
    assert.deepEqual(bytesOf(first), before);
    const { items } = rankItemsReference(MODEL, {
      queries: Uint32Array.of(5),
      k: 2,
    });
    assert.deepEqual([...second.items], [...items]);
    assert.deepEqual([...third.count], [...first.count].reverse());
    assert.deepEqual([...third.higher], [...first.higher].reverse());
  });
});

Deno.test("openRanker() takes arrays that are shared already, and parts of arrays", async () => {
  const room = new Uint32Array(new SharedArrayBuffer(4 * 402));
  room.set(JOB.queries, 1);
  const job = { ...JOB, queries: room.subarray(1, 401) };
  assert.deepEqual(
    bytesOf(await ranked(byThreads(MODEL, 2), job)),
    bytesOf(await ranked(openRanker(MODEL))),
  );
});

Deno.test("openRanker() says its threads: by default one a processor", async () => {
  const ranker = openRanker(MODEL);
  assert.equal(ranker.threads, availableParallelism());
  await ranker.close();
  assert.equal(openRanker(MODEL, { threads: 3 }).threads, 3);
});

Deno.test("openRanker() throws RangeError where threads is not a whole number >= 1", () => {
  for (const threads of [0, -1, 1.5, NaN]) {
    assert.throws(
      () => openRanker(MODEL, { threads }),
      new RangeError(
        `Cannot rank: threads must be a whole number >= 1, got ${threads}`,
      ),
    );
  }
});

/** Enough for several slices, and for threads that do other things meanwhile. */
const LARGE = randomModel(createRandom(2), 40_000, 64);
const LARGE_JOB = {
  queries: Uint32Array.from({ length: 800 }, (_, q) => 31 * q),
  k: 5,
};

const PLACES: [string, (model: ItemModel) => Ranker][] = [
  [
    "in the calling thread",
    (model) =>
      new ThreadedRanker(model, {
        threads: 1,
        relaxed: true,
        threadsWorth: () => 1,
      }),
  ],
  ["by 2 threads", (model) => byThreads(model, 2)],
];

for (const [place, open] of PLACES) {
  Deno.test(`Ranker.rank() ${place} tells progress, more each time and all at last`, async () => {
    await withRanker(open(LARGE), async (ranker) => {
      const told: number[][] = [];
      const onProgress = (...numbers: [number, number]) => told.push(numbers);
      await ranker.rank(LARGE_JOB, { onProgress });
      assert.deepEqual(told.at(-1), [800, 800]);
      for (const [i, [done, total]] of told.entries()) {
        assert.ok(i === 0 || done! > told[i - 1]![0]!);
        assert.equal(total, 800);
      }
      const none: number[][] = [];
      await ranker.rank({ queries: new Uint32Array(), k: 1 }, {
        onProgress: (...numbers) => none.push(numbers),
      });
      assert.deepEqual(none, [[0, 0]]);
    });
  });

  Deno.test(`Ranker.rank() ${place} lets the event loop turn`, async () => {
    await withRanker(open(LARGE), async (ranker) => {
      let turns = 0;
      const timer = setInterval(() => turns++, 1);
      await ranker.rank(LARGE_JOB);
      clearInterval(timer);
      assert.ok(turns >= 2, `${turns} turns`);
    });
  });

  Deno.test(`Ranker.rank() ${place} ends with the signal's reason, and is good for another job`, async () => {
    await withRanker(open(LARGE), async (ranker) => {
      const reason = new Error("enough");
      const job = { ...LARGE_JOB, queries: new Uint32Array(20_000) };
      await assert.rejects(
        ranker.rank(job, { signal: AbortSignal.abort(reason) }),
        reason,
      );
      const controller = new AbortController();
      let last = 0;
      await assert.rejects(
        ranker.rank(job, {
          signal: controller.signal,
          onProgress(done) {
            last = done;
            controller.abort(reason);
          },
        }),
        reason,
      );
      assert.ok(last > 0 && last < 20_000);
      const { count } = await ranker.rank(LARGE_JOB);
      assert.ok(count.every((found) => found === 5));
    });
  });

  Deno.test(`Ranker.rank() ${place} ends with what onProgress throws`, async () => {
    await withRanker(open(LARGE), async (ranker) => {
      const fault = new Error("nobody listens any more");
      let told = 0;
      await assert.rejects(
        ranker.rank({ ...LARGE_JOB, queries: new Uint32Array(20_000) }, {
          onProgress() {
            told++;
            throw fault;
          },
        }),
        fault,
      );
      assert.equal(told, 1);
      await ranker.rank(JOB_OF_ONE);
    });
  });

  Deno.test(`Ranker.rank() ${place} fails once the ranker is closed, what is under way too`, async () => {
    const ranker = open(LARGE);
    const closed = new Error("Cannot rank: the ranker is closed");
    let close: Promise<void> | undefined;
    await assert.rejects(
      ranker.rank({ ...LARGE_JOB, queries: new Uint32Array(20_000) }, {
        onProgress() {
          close ??= ranker.close();
        },
      }),
      closed,
    );
    await close;
    await ranker.close();
    await assert.rejects(ranker.rank(JOB_OF_ONE), closed);
  });
}

const JOB_OF_ONE = { queries: Uint32Array.of(1), k: 1 };

Deno.test("Ranker.close() leaves no thread behind that would keep a process alive", async () => {
  const fixture = new URL("ranker_fixture.ts", import.meta.url);
  // Killed only where it does not end by itself, which is a failure then.
  const { stdout } = await promisify(execFile)(process.execPath, [
    "run",
    "-A",
    "--cached-only",
    "--no-check",
    fileURLToPath(fixture),
  ], { timeout: 60_000 });
  assert.equal(stdout, "ranked\n");
});
