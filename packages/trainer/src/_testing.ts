// What the tests of this package share.
import type { ItemModel, WeightedPairs } from "@kindred/core";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { referenceEngine } from "./engines/reference_engine.ts";
import type { TrainEngine, TrainSession } from "./engines/train_engine.ts";

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

/** Returns every file of a folder, by name, as hex. */
export async function readFolder(
  folder: string,
): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of (await readdir(folder)).sort()) {
    files[name] = await readFile(join(folder, name), "hex");
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

/** The model's logit of a pair, in plain arithmetic. */
export function logitOf(model: ItemModel, a: number, b: number): number {
  const { embeddings: { values, dimensions }, itemBias, globalBias } = model;
  let logit = itemBias[a]! + itemBias[b]! + globalBias;
  for (let i = 0; i < dimensions; i++) {
    logit += values[a * dimensions + i]! * values[b * dimensions + i]!;
  }
  return logit;
}

/** Returns whether each pair of a clique outscores each pair across. */
export function separatesCliques(model: ItemModel): boolean {
  let worstWithin = Infinity;
  let bestAcross = -Infinity;
  for (let a = 0; a < 12; a++) {
    for (let b = 0; b < a; b++) {
      const logit = logitOf(model, a, b);
      if (Math.floor(a / 6) === Math.floor(b / 6)) {
        worstWithin = Math.min(worstWithin, logit);
      } else bestAcross = Math.max(bestAcross, logit);
    }
  }
  return worstWithin > bestAcross;
}

/** Returns the bytes of a model, for comparing. */
export function bytesOf(model: ItemModel): Uint8Array[] {
  return [
    model.embeddings.values,
    model.itemBias,
    Float32Array.of(model.globalBias),
  ].map(({ buffer, byteOffset, byteLength }) =>
    new Uint8Array(buffer, byteOffset, byteLength)
  );
}

/** The reference engine with parts of its sessions replaced, and what was closed. */
export function changedEngine(
  change: (session: TrainSession) => Partial<TrainSession>,
): TrainEngine & { closed: number } {
  const engine = {
    name: "changed",
    device: "cpu" as const,
    closed: 0,
    start(model: ItemModel): TrainSession {
      const session = referenceEngine.start(model);
      return {
        step: session.step,
        read: session.read,
        close: () => {
          engine.closed++;
        },
        ...change(session),
      };
    },
  };
  return engine;
}
