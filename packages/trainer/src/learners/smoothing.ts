import type { EmbeddingTable } from "@kindred/core";
import type { Neighbours } from "@kindred/kernels";
import type { TrainSession, WorkRun } from "../engines/train_engine.ts";
import { rowChunks } from "../work/row_chunks.ts";

/** A table, and what its items' neighbours add to it. */
interface Smoothed {
  table: EmbeddingTable;
  context: EmbeddingTable;
  /** Writes what the neighbours add. */
  update: WorkRun;
  /** Writes the table with that added. */
  finish: WorkRun;
}

/**
 * What is added to each vector: the vectors of the items it goes with in training,
 * each over the root of both numbers of pairs, times a strength. One layer of
 * LightGCN (He et al. 2020) that lags behind: it is computed once an epoch, and
 * gradients do not go through it.
 */
export class Smoothing {
  readonly #smoothed: readonly Smoothed[];

  /**
   * Makes room for what is added.
   *
   * @param tables What is smoothed.
   * @param neighbours The training pairs from both sides.
   * @param strength How much is added, above 0.
   * @param session Where it is computed.
   */
  constructor(
    tables: readonly EmbeddingTable[],
    neighbours: Neighbours,
    strength: number,
    { arrays, start }: TrainSession,
  ) {
    this.#smoothed = tables.map((table) => {
      const values = arrays.float32(table.values.length);
      const context = { ...table, values };
      const run = (keep: number): WorkRun =>
        start({
          kind: "smooth",
          problem: { table, neighbours, out: context },
          settings: { strength, keep, normalization: "symmetric" },
        });
      return { table, context, update: run(0), finish: run(1) };
    });
  }

  /** Returns what is added to anchors and targets. */
  contextOf(
    anchors: EmbeddingTable,
    targets: EmbeddingTable,
  ): { anchors: EmbeddingTable; targets: EmbeddingTable } {
    const of = (table: EmbeddingTable): EmbeddingTable =>
      this.#smoothed.find((smoothed) => smoothed.table === table)!.context;
    return { anchors: of(anchors), targets: of(targets) };
  }

  /** What is added, by name: a training that is interrupted goes on with it. */
  get tensors(): Record<string, Float32Array> {
    return Object.fromEntries(
      this.#smoothed.map(({ context }, t) => [`context.${t}`, context.values]),
    );
  }

  /** Computes what is added anew. */
  async update(): Promise<void> {
    for (const { table, update } of this.#smoothed) {
      await runWhole(update, rowChunks(table.itemCount));
    }
  }

  /** Turns what is added into the smoothed vectors themselves. */
  async finish(): Promise<void> {
    for (const { table, finish } of this.#smoothed) {
      await runWhole(finish, rowChunks(table.itemCount));
    }
  }
}

/** Does all pieces, also where a stop of the session's work ends a run early. */
async function runWhole(run: WorkRun, pieces: number): Promise<void> {
  for (let done = 0; done < pieces;) done = await run.run(1, done, pieces);
}
