import type { OptimizerState } from "@kindred/kernels";
import { BlockBatches } from "@kindred/sampler";
import { learningRateAt } from "../../learning_rate.ts";
import { DeviceTable } from "../../tensorflow/device_table.ts";
import { OperationAttributes } from "../../tensorflow/operation_attributes.ts";
import type { Tensor, TensorflowApi } from "../../tensorflow/tensorflow_api.ts";
import { batchSizeFor } from "../../work/batch_size.ts";
import type { PairWork } from "../../work/pair_work.ts";
import { type BatchTensors, BatchUploader } from "./batch_tensors.ts";
import type { DeviceArrays } from "./device_arrays.ts";
import { deviceOptimizer, type DeviceRows } from "./device_optimizer.ts";
import type { DeviceWork } from "./device_work.ts";
import { type DeviceModel, pairGradients } from "./pair_gradients.ts";

/** Batches between two looks at the loss, which wait for the device. */
const LOOK_BATCHES = 64;

/** What is trained and remembered by name, as `OptimizerState` names it. */
type Moments = Record<string, Record<string, DeviceTable>>;

/**
 * Gradient steps on the pairs of an epoch, a batch at a time, on the device: what
 * `pairPieces()` does with `pairBatchStepReference()`. Batches are drawn on the host
 * while the device is at work on those before; nothing but their rows goes over, and
 * nothing comes back but the loss now and then.
 */
export class DevicePairs implements DeviceWork {
  readonly #api: TensorflowApi;
  readonly #attributes: OperationAttributes;
  readonly #arrays: DeviceArrays;
  readonly #work: PairWork;
  readonly #batches: BlockBatches;
  readonly #uploader: BatchUploader;
  /** Summed loss of the block at work, `[1, 1]`. */
  readonly #loss: DeviceTable;
  /** The block's own global bias and what is remembered of it, `[1, 1]` each. */
  readonly #own: Record<string, DeviceTable>;
  /** Room for a number of each item, and for one. */
  readonly #scratch: DeviceTable;
  readonly #one: DeviceTable;
  #sinceLook = 0;

  /**
   * @param api TensorFlow.
   * @param arrays Twins of the session's arrays.
   * @param work What to do.
   * @param batchPairs Pairs of a batch, at most.
   */
  constructor(
    api: TensorflowApi,
    arrays: DeviceArrays,
    work: PairWork,
    batchPairs: number,
  ) {
    const { settings, known } = work;
    this.#api = api;
    this.#attributes = new OperationAttributes(api.backend().binding);
    this.#arrays = arrays;
    this.#work = work;
    this.#batches = new BlockBatches(work.blocks, {
      seed: settings.seed,
      negativesPerPair: settings.negatives,
      sharedBy: settings.sharedBy,
      maskHits: settings.maskHits,
      ...known === undefined ? {} : { known },
      batchSize: batchSizeFor(work.blocks, batchPairs),
    });
    this.#uploader = new BatchUploader(api, work.anchors.itemCount);
    const numbers = (rows: number) =>
      api.tidy(() => new DeviceTable(api, api.zeros([rows, 1], "float32")));
    this.#scratch = numbers(work.anchors.itemCount);
    this.#one = numbers(1);
    this.#loss = numbers(1);
    this.#own = Object.fromEntries(
      Object.keys(work.scalars).map((name) => [name, numbers(1)]),
    );
  }

  get changes(): Float32Array[] {
    const { anchors, targets, itemBias, state, scalars } = this.#work;
    return [
      ...new Set([
        anchors.values,
        targets.values,
        itemBias,
        ...Object.entries(state.tensors)
          // Of the global bias, each group has its own.
          .filter(([name]) => !(name in scalars)).map(([, values]) => values),
        ...Object.values(scalars),
      ]),
    ];
  }

  do(epoch: number, block: number): void {
    const { blocks, settings, scalars, sums } = this.#work;
    const { schedule, start, left } = blocks;
    const groups = [
      ...new Set([schedule.first[block]!, schedule.second[block]!]),
    ];
    this.#api.tidy(() => this.#beginBlock(groups));
    let pairsBefore = start[block]!;
    let hits = 0;
    for (
      const { weight, hits: found, ...batch } of this.#batches.of(epoch, block)
    ) {
      const learningRate = learningRateAt(
        epoch - 1 + pairsBefore / left.length,
        settings,
      );
      const { weightUse } = settings;
      this.#api.tidy(() =>
        this.#step(
          this.#uploader.upload({
            ...batch,
            ...weight !== undefined && weightUse === "label"
              ? { label: weight }
              : {},
            ...weight !== undefined && weightUse === "loss" ? { weight } : {},
          }),
          learningRate,
          (epoch - 1) * left.length + pairsBefore + 1,
        )
      );
      pairsBefore += batch.anchor.length;
      hits += found ?? 0;
      // The host must not run ahead for ever: what waits takes memory.
      if (++this.#sinceLook % LOOK_BATCHES === 0) this.#lossSoFar();
    }
    this.#api.tidy(() => {
      const index = this.#groupIndex(groups);
      for (const name of Object.keys(scalars)) {
        const own = this.#own[name]!.read();
        this.#scalar(name).set(
          index,
          this.#api.concat(groups.map(() => own), 0),
        );
      }
    });
    sums.loss[block] = this.#lossSoFar();
    sums.hits[block] = hits;
  }

  dispose(): void {
    for (
      const table of [
        this.#loss,
        this.#scratch,
        this.#one,
        ...Object.values(this.#own),
      ]
    ) {
      table.dispose();
    }
  }

  /** Lets a block begin with the means of what its groups know, and no loss. */
  #beginBlock(groups: readonly number[]): void {
    const index = this.#groupIndex(groups);
    for (const [name, own] of Object.entries(this.#own)) {
      own.assign(this.#api.mean(this.#scalar(name).gather(index), 0, true));
    }
    this.#loss.assign(this.#api.zeros([1, 1], "float32"));
  }

  #groupIndex(groups: readonly number[]): Tensor {
    return this.#api.tensor(Int32Array.from(groups), [groups.length], "int32");
  }

  #scalar(name: string): DeviceTable {
    return this.#arrays.twinOf(this.#work.scalars[name]!, 1);
  }

  /** Waits for the device. */
  #lossSoFar(): number {
    return this.#api.tidy(() => this.#loss.read().dataSync()[0]!);
  }

  #step(batch: BatchTensors, learningRate: number, step: number): void {
    const { settings, state } = this.#work;
    const model = this.#model();
    const { anchors, positives, negatives, ...whole } = pairGradients(
      this.#api,
      this.#attributes,
      model,
      batch,
      settings,
    );
    const moments = this.#moments(state);
    const move = deviceOptimizer(this.#api, this.#attributes, state.kind, step);
    const biasRate = learningRate * settings.biasRate;
    const rowsOf = (
      name: string,
      table: DeviceTable,
      rate: number,
    ): DeviceRows => ({
      table,
      moments: moments[name] ?? {},
      scratch: table.shape[0] === 1 ? this.#one : this.#scratch,
      rate,
    });
    const all = [anchors, positives, negatives];
    const isOne = model.anchors === model.targets;
    for (
      const [rows, parts] of [
        [
          rowsOf("anchors", model.anchors, learningRate),
          isOne ? all : [anchors],
        ],
        [
          rowsOf("targets", model.targets, learningRate),
          isOne ? [] : [positives, negatives],
        ],
      ] as const
    ) {
      if (parts.length === 0) continue;
      move(rows, {
        rows: this.#joined(parts.map((part) => part.rows)),
        gradients: this.#joined(parts.map((part) => part.vectors)),
        counts: this.#joined(parts.map((part) => part.counts)),
        curvatures: this.#joined(parts.map((part) => part.curvatures)),
      });
    }
    move(rowsOf("itemBias", model.itemBias, biasRate), {
      rows: this.#joined(all.map((part) => part.rows)),
      gradients: this.#joined(all.map((part) => part.biases)),
      counts: this.#joined(all.map((part) => part.counts)),
      curvatures: this.#joined(all.map((part) => part.biasCurvatures)),
    });
    move(rowsOf("globalBias", model.globalBias, biasRate), {
      rows: this.#api.tensor(Int32Array.of(0), [1], "int32"),
      gradients: whole.globalBias,
      counts: this.#api.reshape(this.#api.sum(batch.counts), [1, 1]),
      curvatures: whole.globalBiasCurvature,
    });
    const first = this.#api.tensor(Int32Array.of(0), [1], "int32");
    this.#loss.add(first, whole.loss);
  }

  #joined(parts: Tensor[]): Tensor {
    return parts.length === 1 ? parts[0]! : this.#api.concat(parts, 0);
  }

  #model(): DeviceModel {
    const { anchors, targets, itemBias, context, l2Scale } = this.#work;
    const twinOf = ({ values, dimensions }: PairWork["anchors"]) =>
      this.#arrays.twinOf(values, dimensions);
    return {
      anchors: twinOf(anchors),
      targets: twinOf(targets),
      itemBias: this.#arrays.twinOf(itemBias, 1),
      globalBias: this.#own["globalBias"]!,
      context: context && {
        anchors: twinOf(context.anchors),
        targets: twinOf(context.targets),
      },
      l2Scale: l2Scale && this.#arrays.twinOf(l2Scale, 1),
    };
  }

  /** What the optimizer remembers, by part and moment. */
  #moments({ kind, tensors }: OptimizerState): Moments {
    const moments: Moments = {};
    const { anchors, targets } = this.#work;
    const widthOf: Record<string, number> = kind === "adam"
      ? { anchors: anchors.dimensions, targets: targets.dimensions }
      : {};
    for (const [name, values] of Object.entries(tensors)) {
      const [part, moment] = name.split(".") as [string, string];
      moments[part] ??= {};
      moments[part][moment] = this.#own[name] ??
        this.#arrays.twinOf(values, widthOf[part] ?? 1);
    }
    return moments;
  }
}
