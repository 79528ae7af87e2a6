import {
  countPairs,
  type EmbeddingTable,
  type ItemModel,
  type WeightedPairs,
} from "@kindred/core";
import type { Tensor } from "@kindred/core/artifact";
import {
  createOptimizerState,
  type Neighbours,
  neighboursOf,
  type OptimizerState,
  SHARED,
} from "@kindred/kernels";
import { EpochPlanner } from "@kindred/sampler";
import type { TrainSession, WorkRun } from "../engines/train_engine.ts";
import { fillInitialVectors } from "../initial_vectors.ts";
import { learningRateAt } from "../learning_rate.ts";
import type { ResolvedTrainOptions } from "../train_options.ts";
import type { BlockSums, PairWork } from "../work/pair_work.ts";
import { createTurns, resetTurns } from "../work/turns.ts";
import { l2Scales, pairSettings, scaledWeights } from "./pair_settings.ts";
import type { Learner, PiecesReport } from "./learner.ts";
import { restoreTensors } from "./restore_tensors.ts";
import { Smoothing } from "./smoothing.ts";
import { asItemModel, logitsOf, type Parameters } from "./two_tables.ts";

/** Vectors and biases by gradient steps on pairs and drawn negatives. */
export class Factorization implements Learner {
  readonly #planner: EpochPlanner;
  readonly #work: PairWork;
  readonly #run: WorkRun;
  readonly #session: TrainSession;
  readonly #smoothing: Smoothing | undefined;

  /**
   * Draws the first vectors.
   *
   * @param pairs The training pairs, at least one.
   * @param itemCount Every row is below it.
   * @param options What to learn and how.
   * @param session Where it is computed.
   * @param countHits Whether accidental hits are counted.
   */
  constructor(
    pairs: WeightedPairs,
    itemCount: number,
    options: ResolvedTrainOptions,
    session: TrainSession,
    countHits: boolean,
  ) {
    const { dimensions, seed, weightUse, maskHits, smoothing } = options;
    this.#session = session;
    const { arrays } = session;
    const { left, right } = pairs;
    const degree = countPairs(pairs, itemCount);
    const settings = pairSettings(options, degree);
    const createTable = (): EmbeddingTable => ({
      values: arrays.float32(itemCount * dimensions),
      itemCount,
      dimensions,
    });
    const anchors = createTable();
    const targets = options.tables === 1 ? anchors : createTable();
    const tables = [...new Set([anchors, targets])];
    fillInitialVectors(tables, options.initialLength, seed);
    const itemBias = arrays.float32(itemCount);
    if (options.biases) {
      const { negatives, negativeWeight } = settings;
      itemBias.fill(
        options.initialBias ?? -Math.log(negatives * negativeWeight) / 2,
      );
    }
    let neighbours: Neighbours | undefined;
    if (countHits || maskHits || smoothing > 0) {
      neighbours = neighboursOf({ left, right }, itemCount, arrays);
    }
    if (smoothing > 0) {
      this.#smoothing = new Smoothing(tables, neighbours!, smoothing, session);
    }
    const weight = scaledWeights(pairs, weightUse);
    this.#planner = new EpochPlanner(
      weight === undefined ? { left, right } : { left, right, weight },
      itemCount,
      {
        power: options.negativePower,
        blockPairs: options.blockPairs,
        seed,
        shared: true,
      },
    );
    const { groups, blocks } = this.#planner;
    const blockCount = blocks.start.length - 1;
    const state = createOptimizerState(options.optimizer, {
      anchors,
      targets,
      itemBias,
      globalBias: new Float32Array(1),
    }, arrays);
    this.#work = {
      kind: "pairs",
      blocks,
      anchors,
      targets,
      itemBias,
      state,
      scalars: scalarsOf(state, groups),
      turns: createTurns(groups),
      sums: createSums(blockCount),
      known: countHits || maskHits ? neighbours : undefined,
      context: this.#smoothing?.contextOf(anchors, targets),
      l2Scale: l2Scales(degree, options.l2Power, arrays),
      settings,
    };
    this.#run = session.start(this.#work);
  }

  async begin(epoch: number): Promise<number> {
    this.#planner.plan(epoch);
    await this.#smoothing?.update();
    return this.#work.sums.loss.length;
  }

  run(epoch: number, from: number, to: number): Promise<number> {
    const { turns, blocks } = this.#work;
    resetTurns(turns, blocks.schedule, from);
    return this.#run.run(epoch, from, to);
  }

  stop(): void {
    this.#run.stop();
  }

  get taken(): number {
    return this.#run.taken;
  }

  get sums(): Record<string, Float64Array> {
    return { ...this.#work.sums };
  }

  report(epoch: number, from: number, to: number): PiecesReport {
    const { sums, blocks: { start, left }, settings, known } = this.#work;
    const sum = (values: Float64Array): number =>
      values.subarray(from, to).reduce((total, value) => total + value, 0);
    const pairs = start[to]! - start[from]!;
    // Of the last block's first step: a block's rate falls while it is worked on.
    const last = start[Math.max(from, to - 1)]!;
    return {
      pairs,
      loss: sum(sums.loss),
      lossCount: pairs * (1 + settings.negatives * settings.negativeWeight),
      hits: known === undefined ? null : sum(sums.hits),
      learningRate: learningRateAt(epoch - 1 + last / left.length, settings),
    };
  }

  logits(left: Uint32Array, right: Uint32Array): Float32Array {
    return logitsOf(this.#parameters(), left, right);
  }

  async finish(): Promise<ItemModel> {
    const { context, ...parameters } = this.#parameters();
    if (context === undefined) return asItemModel(parameters);
    await this.#smoothing!.finish();
    return asItemModel({ ...parameters, ...context });
  }

  parameters(): Record<string, Tensor> {
    const { anchors, targets, itemBias, scalars } = this.#work;
    const shape = [anchors.itemCount, anchors.dimensions];
    return {
      anchors: { shape, values: anchors.values },
      ...targets === anchors
        ? {}
        : { targets: { shape, values: targets.values } },
      itemBias: toTensor(itemBias),
      globalBias: toTensor(scalars["globalBias"]!),
    };
  }

  state(): Record<string, Tensor> {
    const { state, scalars } = this.#work;
    const rest = {
      ...state.tensors,
      ...scalars,
      ...this.#smoothing?.tensors,
    };
    return {
      ...Object.fromEntries(
        Object.entries(rest).map(([name, values]) => [name, toTensor(values)]),
      ),
      ...this.parameters(),
    };
  }

  restore(saved: Record<string, Tensor>): void {
    restoreTensors(this.state(), saved);
    this.#session.noteChanges();
  }

  #parameters(): Parameters {
    const { anchors, targets, itemBias, scalars, context } = this.#work;
    const biases = scalars["globalBias"]!;
    const sum = biases.reduce((total, bias) => total + bias, 0);
    const globalBias = Math.fround(sum / biases.length);
    const parameters = { anchors, targets, itemBias, globalBias };
    return context === undefined ? parameters : { ...parameters, context };
  }
}

function toTensor(values: Float32Array): Tensor {
  return { shape: [values.length], values };
}

function createSums(blocks: number): BlockSums {
  const create = () => new Float64Array(new SharedArrayBuffer(8 * blocks));
  return { loss: create(), hits: create() };
}

/** Returns a number for each group in place of each that all pairs share. */
function scalarsOf(
  { tensors }: OptimizerState,
  groups: number,
): Record<string, Float32Array> {
  const moments = Object.keys(tensors).filter((name) =>
    name.startsWith("globalBias.")
  );
  return Object.fromEntries(
    ["globalBias", ...moments].map((name) => [
      name,
      SHARED.float32(groups),
    ]),
  );
}
