// What the tests of this package share.
import {
  createRandom,
  type ItemModel,
  type LabelledPairs,
  type WeightedPairs,
} from "@kindred/core";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TrainEngine, WorkRun } from "./engines/train_engine.ts";
import type { TrainingSplit } from "./train.ts";
import type { TrainOptions } from "./train_options.ts";
import type { Work } from "./work/work.ts";

/** Hands a new empty folder to `use`, and removes it whatever happens. */
export async function withFolder(
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "kindred-trainer-test-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Returns the sha256 of every file of a folder, by name. */
export async function readFolder(
  folder: string,
): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of (await readdir(folder)).sort()) {
    files[name] = sha256(Uint8Array.from(await readFile(join(folder, name))));
  }
  return files;
}

/** Returns pairs of weight 1. */
export function pairsOf(rows: readonly (readonly number[])[]): WeightedPairs {
  return {
    left: Uint32Array.from(rows, ([left]) => left!),
    right: Uint32Array.from(rows, ([, right]) => right!),
    weight: new Float32Array(rows.length).fill(1),
  };
}

/** Items of {@linkcode TWO_CLIQUES}: two times six in pairs, and one in none. */
export const CLIQUE_ITEMS = 13;

/** Every pair within items 0 to 5, and within items 6 to 11. */
export const TWO_CLIQUES: WeightedPairs = pairsOf(
  [0, 6].flatMap((start) =>
    [0, 1, 2, 3, 4].flatMap((a) =>
      Array.from(
        { length: 5 - a },
        (_, step) => [start + a, start + a + 1 + step],
      )
    )
  ),
);

/** The two cliques, with each pair of two items to judge by. */
export const CLIQUE_SPLIT: TrainingSplit & { validation: LabelledPairs } = {
  itemCount: CLIQUE_ITEMS,
  train: TWO_CLIQUES,
  validation: judgedPairs(),
};

function judgedPairs(): LabelledPairs {
  const rows: [number, number][] = [];
  for (let a = 0; a < 12; a++) {
    for (let b = 0; b < a; b++) rows.push([b, a]);
  }
  const { left, right } = pairsOf(rows);
  const label = Uint8Array.from(
    rows,
    ([a, b]) => Number(Math.floor(a / 6) === Math.floor(b / 6)),
  );
  return { left, right, label };
}

/**
 * Returns a split of distinct pairs with weights: three of four of an item's pairs
 * are with items of its own rest by 7, so that there is something to learn.
 */
export function randomSplit(
  itemCount: number,
  pairCount: number,
): TrainingSplit & { validation: LabelledPairs } {
  const random = createRandom(11);
  const keys = new Set<number>();
  const draw = (): void => {
    const a = random.below(itemCount);
    const step = random.below(itemCount);
    const b = random.below(4) === 0
      ? step
      : (a + 7 * (step % 20)) % Math.max(1, itemCount);
    if (a !== b) keys.add(Math.min(a, b) * itemCount + Math.max(a, b));
  };
  while (keys.size < pairCount) draw();
  const known = [...keys];
  while (keys.size < pairCount + 200) draw();
  const held = [...keys].slice(pairCount);
  const negatives = held.map(() =>
    random.below(itemCount) * itemCount + random.below(itemCount)
  );
  const left = (all: number[]) =>
    Uint32Array.from(all, (key) => Math.floor(key / itemCount));
  const right = (all: number[]) =>
    Uint32Array.from(all, (key) => key % itemCount);
  return {
    itemCount,
    train: {
      left: left(known),
      right: right(known),
      weight: Float32Array.from(known, () => 0.5 + random.float()),
    },
    validation: {
      left: left([...held, ...negatives]),
      right: right([...held, ...negatives]),
      label: new Uint8Array(400).fill(1, 0, 200),
    },
  };
}

/** The vectors' product of two items, in plain arithmetic, and the biases. */
export function logitOf(model: ItemModel, a: number, b: number): number {
  const { embeddings, itemBias, globalBias, crossed = false } = model;
  const { values, dimensions: d } = embeddings;
  let logit = itemBias[a]! + itemBias[b]! + globalBias;
  for (let i = 0; i < d; i++) {
    const opposite = crossed ? (i + d / 2) % d : i;
    logit += values[a * d + i]! * values[b * d + opposite]!;
  }
  return logit;
}

/** Returns whether each pair of a clique outscores each pair across. */
export function separatesCliques(model: ItemModel): boolean {
  let worstWithin = Infinity;
  let bestAcross = -Infinity;
  const { left, right, label } = CLIQUE_SPLIT.validation;
  for (const [p, isWithin] of label.entries()) {
    const logit = logitOf(model, left[p]!, right[p]!);
    if (isWithin) worstWithin = Math.min(worstWithin, logit);
    else bestAcross = Math.max(bestAcross, logit);
  }
  return worstWithin > bestAcross;
}

/**
 * Returns what stands for the bytes of a model: the sha256 of its arrays. Where two
 * are not equal, a comparison of the arrays would write out every number.
 */
export function bytesOf(model: ItemModel): Record<string, string> {
  return {
    vectors: sha256(model.embeddings.values),
    itemBias: sha256(model.itemBias),
    globalBias: sha256(Float32Array.of(model.globalBias)),
  };
}

function sha256(data: Uint8Array | Float32Array): string {
  // Of a copy: memory that threads share is not hashed.
  const { buffer } = data.slice();
  return createHash("sha256").update(new Uint8Array(buffer)).digest("hex");
}

/** An engine that counts the sessions that were opened and closed. */
export interface CountingEngine extends TrainEngine {
  opened: number;
  closed: number;
}

/**
 * Returns an engine that hands every work that is started to `change`, and counts
 * its sessions.
 */
export function changedEngine(
  engine: TrainEngine,
  change: (run: WorkRun, work: Work) => Partial<WorkRun> = () => ({}),
): CountingEngine {
  const { name, device, threads } = engine;
  const changed: CountingEngine = {
    name,
    device,
    threads,
    opened: 0,
    closed: 0,
    open() {
      const session = engine.open();
      changed.opened++;
      return {
        arrays: session.arrays,
        start(work) {
          const run = session.start(work);
          return {
            run: run.run,
            stop: run.stop,
            get taken() {
              return run.taken;
            },
            ...change(run, work),
          };
        },
        noteChanges: () => session.noteChanges(),
        async close() {
          changed.closed++;
          await session.close();
        },
      };
    },
  };
  return changed;
}

/**
 * The engine stopped behind every piece, as by an unlucky clock: so a checkpoint
 * can be taken behind every one.
 */
export function haltingEngine(engine: TrainEngine): CountingEngine {
  return changedEngine(engine, ({ run }, { kind }) => ({
    // Sums of the table are never stopped.
    run: (epoch, from, to) =>
      run(epoch, from, kind === "gram" ? to : Math.min(to, from + 1)),
  }));
}

/** Plain factorization that learns the two cliques. */
export const CLIQUE_OPTIONS = {
  recipe: "plain",
  dimensions: 8,
  epochs: 40,
} as const satisfies TrainOptions;
