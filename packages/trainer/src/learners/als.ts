import type { EmbeddingTable, ItemModel, WeightedPairs } from "@kindred/core";
import type { Tensor } from "@kindred/core/artifact";
import { neighboursOf } from "@kindred/kernels";
import type { TrainSession, WorkRun } from "../engines/train_engine.ts";
import { fillInitialVectors } from "../initial_vectors.ts";
import type { ResolvedTrainOptions } from "../train_options.ts";
import type { AlsWork } from "../work/als_work.ts";
import { createGramWork, type GramWork, sumParts } from "../work/gram_work.ts";
import { rowChunk, rowChunks } from "../work/row_chunks.ts";
import type { Learner, PiecesReport } from "./learner.ts";
import { restoreTensors } from "./restore_tensors.ts";
import { asItemModel, logitsOf, type Parameters } from "./two_tables.ts";

/** One table to solve and what that takes. */
interface Half {
  work: AlsWork;
  run: WorkRun;
  gramWork: GramWork;
  gramRun: WorkRun;
}

/**
 * Implicit alternating least squares: in each epoch the first table is solved
 * given the second, then the second given the first.
 */
export class AlternatingLeastSquares implements Learner {
  readonly #tables: readonly [EmbeddingTable, EmbeddingTable];
  readonly #halves: readonly [Half, Half];
  readonly #itemCount: number;
  readonly #pairCount: number;
  readonly #itemBias: Float32Array;
  /** What the pairs of each chunk of rows weigh, float64, shape `[chunks]`. */
  readonly #weights: Float64Array;
  /** What is under way, and the piece of the epoch that is its first. */
  #current: { run: WorkRun; offset: number } | undefined;
  /** The first piece that is not done while nothing is under way. */
  #done = 0;
  #stopping = false;

  /**
   * Draws the first vectors.
   *
   * @param pairs The training pairs, at least one.
   * @param itemCount Every row is below it.
   * @param options What to learn and how.
   * @param session Where it is computed.
   */
  constructor(
    pairs: WeightedPairs,
    itemCount: number,
    options: ResolvedTrainOptions,
    session: TrainSession,
  ) {
    const { dimensions, seed, weightUse } = options;
    const { arrays } = session;
    const { left, right } = pairs;
    const createTable = (): EmbeddingTable => ({
      values: arrays.float32(itemCount * dimensions),
      itemCount,
      dimensions,
    });
    this.#itemCount = itemCount;
    this.#pairCount = left.length;
    this.#itemBias = arrays.float32(itemCount);
    this.#tables = [createTable(), createTable()];
    fillInitialVectors(this.#tables, options.initialLength, seed);
    const neighbours = neighboursOf(
      weightUse === "none" ? { left, right } : pairs,
      itemCount,
      arrays,
    );
    const { start, weight } = neighbours;
    this.#weights = Float64Array.from(
      { length: rowChunks(itemCount) },
      (_, chunk) => {
        const { from, to } = rowChunk(chunk, itemCount);
        return weight.subarray(start[from], start[to])
          .reduce((sum, w) => sum + w, 0);
      },
    );
    const half = (solved: EmbeddingTable, fixed: EmbeddingTable): Half => {
      const gram = arrays.float32(dimensions ** 2);
      const gramWork = createGramWork(fixed, arrays);
      const work: AlsWork = {
        kind: "als",
        problem: { solved, fixed, gram, neighbours },
        settings: {
          unobservedWeight: options.unobservedWeight,
          regularization: options.regularization,
          steps: options.solverSteps,
        },
        loss: new Float64Array(
          new SharedArrayBuffer(8 * rowChunks(itemCount)),
        ),
      };
      return {
        work,
        run: session.start(work),
        gramWork,
        gramRun: session.start(gramWork),
      };
    };
    const [first, second] = this.#tables;
    this.#halves = [half(first, second), half(second, first)];
  }

  begin(_epoch: number): Promise<number> {
    return Promise.resolve(2 * rowChunks(this.#itemCount));
  }

  async run(epoch: number, from: number, to: number): Promise<number> {
    const chunks = rowChunks(this.#itemCount);
    this.#stopping = false;
    let done = from;
    for (
      const [h, { work, run, gramWork, gramRun }] of this.#halves.entries()
    ) {
      const offset = h * chunks;
      const end = Math.min(to, offset + chunks);
      if (done >= end) continue;
      this.#current = undefined;
      this.#done = done;
      // The fixed table does not change in this half: the same sum each time.
      await gramRun.run(epoch, 0, gramWork.parts.length);
      sumParts(gramWork, work.problem.gram);
      // A run that is stopped over and over must get on all the same.
      if (this.#stopping && done > from) break;
      this.#current = { run, offset };
      done = offset + await run.run(epoch, done - offset, end - offset);
      if (done < end) break;
    }
    return done;
  }

  stop(): void {
    this.#stopping = true;
    this.#current?.run.stop();
  }

  get taken(): number {
    const current = this.#current;
    return current === undefined
      ? this.#done
      : current.offset + current.run.taken;
  }

  report(_epoch: number, from: number, to: number): PiecesReport {
    const chunks = rowChunks(this.#itemCount);
    let loss = 0;
    let lossCount = 0;
    for (let piece = from; piece < to; piece++) {
      const half = this.#halves[piece < chunks ? 0 : 1];
      loss += half.work.loss[piece % chunks]!;
      lossCount += this.#weights[piece % chunks]!;
    }
    const share = (to - from) / (2 * chunks);
    return {
      pairs: Math.round(this.#pairCount * share),
      loss,
      lossCount,
      hits: null,
      learningRate: null,
    };
  }

  get sums(): Record<string, Float64Array> {
    const [first, second] = this.#halves;
    return { first: first.work.loss, second: second.work.loss };
  }

  logits(left: Uint32Array, right: Uint32Array): Float32Array {
    return logitsOf(this.#parameters(), left, right);
  }

  finish(): Promise<ItemModel> {
    return Promise.resolve(asItemModel(this.#parameters()));
  }

  parameters(): Record<string, Tensor> {
    const [first, second] = this.#tables;
    const shape = [first.itemCount, first.dimensions];
    return {
      anchors: { shape, values: first.values },
      targets: { shape, values: second.values },
    };
  }

  state(): Record<string, Tensor> {
    return this.parameters();
  }

  restore(saved: Record<string, Tensor>): void {
    restoreTensors(this.state(), saved);
  }

  #parameters(): Parameters {
    const [anchors, targets] = this.#tables;
    return { anchors, targets, itemBias: this.#itemBias, globalBias: 0 };
  }
}
