import type { StepWork } from "@kindred/trainer";
import type { MachineLimits } from "./machine_limits.ts";

/** What a step waits for. */
export type Bound = "memory" | "arithmetic" | "launches" | "drawing";

/** A step, and whom it is for. */
export interface BoundedStep {
  /** What it comes to. */
  work: StepWork;
  /** How many pairs it is for. */
  pairs: number;
  /** Seconds that drawing a pair takes, with its negatives. */
  drawingSeconds: number;
}

/** How long a step takes at least. */
export interface Roofline {
  /** Seconds of each, by themselves. */
  seconds: Record<Bound, number>;
  /** What takes most, of the side that takes longer. */
  bound: Bound;
  /** Pairs a second, at most. */
  pairsPerSecond: number;
}

/**
 * Returns what bounds a step, and how many pairs a second that leaves. The device reads
 * and writes memory while it computes; the thread that drives it draws pairs and
 * launches operations, one after the other, while the device is at work on those before.
 *
 * Nothing is taken to stay in the device's cache from one operation to the next, and
 * no operation to be slower than its bytes: the first makes it too low, the second
 * too high.
 *
 * @param step The step.
 * @param limits What bounds it.
 */
export function roofline(
  { work, pairs, drawingSeconds }: BoundedStep,
  limits: MachineLimits,
): Roofline {
  const bytes = work.readBytes + work.madeBytes + work.changedBytes;
  const seconds: Record<Bound, number> = {
    memory: bytes / limits.bytesPerSecond,
    arithmetic: work.flops / limits.flopsPerSecond,
    launches: work.operations * limits.secondsPerOperation,
    drawing: pairs * drawingSeconds,
  };
  const onDevice = Math.max(seconds.memory, seconds.arithmetic);
  const onHost = seconds.launches + seconds.drawing;
  const side: Bound[] = onDevice > onHost
    ? ["memory", "arithmetic"]
    : ["launches", "drawing"];
  return {
    seconds,
    bound: seconds[side[0]!] >= seconds[side[1]!] ? side[0]! : side[1]!,
    pairsPerSecond: pairs / Math.max(onDevice, onHost),
  };
}
