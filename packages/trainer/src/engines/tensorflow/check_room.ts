import { OutOfRoomError } from "@kindred/core";
import type { NvidiaGpu } from "../../tensorflow/nvidia_gpus.ts";
import { batchSizeFor } from "../../work/batch_size.ts";
import type { PairWork } from "../../work/pair_work.ts";
import {
  estimateDeviceBytes,
  largestThatFits,
  type TrainingShape,
} from "./estimate_memory.ts";

/**
 * Refuses a training that should not fit into what is free of a GPU's memory, before
 * anything is put there.
 *
 * @param work What is to be trained.
 * @param batchPairs Pairs of a batch, at most.
 * @param gpu The GPU.
 * @throws {OutOfRoomError} If it does not fit; the message says what would.
 */
export function checkRoom(
  work: PairWork,
  batchPairs: number,
  { name, memoryBytes, usedBytes }: NvidiaGpu,
): void {
  const shape = shapeOf(work, batchPairs);
  const { total } = estimateDeviceBytes(shape);
  const free = memoryBytes - usedBytes;
  if (total <= free) return;
  const fitting = largestThatFits(shape, free);
  const ways = [
    fitting.batchPairs > 0 ? `--batch-pairs ${fitting.batchPairs}` : "",
    fitting.dimensions > 0 ? `--dimensions ${fitting.dimensions}` : "",
  ].filter((way) => way !== "");
  const advice = ways.length === 0
    ? "nothing smaller would fit, train on the CPU"
    : `${ways.join(" or ")} would fit`;
  throw new OutOfRoomError(
    "train",
    "memory",
    `${gibibytes(total)} GiB, about, where ${
      gibibytes(free)
    } GiB are free on ${name}; ${advice}`,
  );
}

function shapeOf(
  { anchors, targets, state, context, l2Scale, settings, blocks }: PairWork,
  batchPairs: number,
): TrainingShape {
  return {
    items: anchors.itemCount,
    pairs: batchSizeFor(blocks, batchPairs),
    sharedBy: settings.sharedBy,
    negatives: settings.negatives,
    dimensions: anchors.dimensions,
    tables: targets === anchors ? 1 : 2,
    optimizer: state.kind,
    hasContext: context !== undefined,
    hasL2: settings.l2 !== 0,
    hasL2Scale: l2Scale !== undefined,
  };
}

function gibibytes(bytes: number): string {
  return (bytes / 2 ** 30).toFixed(1);
}
