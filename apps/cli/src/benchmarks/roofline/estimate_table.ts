import { formatCount, formatTable } from "../../terminal/format.ts";
import type { TrainingEstimate } from "./estimate_training.ts";
import { H100, type MachineLimits } from "./machine_limits.ts";

/** Returns estimates as lines, with what the columns mean. */
export function estimateTable(
  estimates: readonly TrainingEstimate[],
  dimensions: number,
  limits: MachineLimits = H100,
): string[] {
  const milliseconds = (seconds: number): string => (1e3 * seconds).toFixed(2);
  const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(2);
  return [
    `${limits.device}, estimated on paper: no GPU was run. ${dimensions} dimensions`,
    "",
    ...formatTable([
      [
        "catalogue",
        "recipe",
        "batch",
        "operations",
        "GB",
        "memory ms",
        "arithmetic ms",
        "launches ms",
        "drawing ms",
        "bound by",
        "pairs/s",
        "s/epoch",
        "device GB",
      ],
      ...estimates.map(({ step, seconds, memory, ...estimate }) => [
        estimate.catalogue.name,
        estimate.recipe,
        formatCount(estimate.meanBatchPairs),
        String(step.operations),
        gigabytes(step.readBytes + step.madeBytes + step.changedBytes),
        milliseconds(seconds.memory),
        milliseconds(seconds.arithmetic),
        milliseconds(seconds.launches),
        milliseconds(seconds.drawing),
        estimate.bound,
        formatCount(estimate.pairsPerSecond),
        estimate.secondsPerEpoch.toFixed(1),
        gigabytes(memory.total),
      ]),
    ]),
    "",
    ...explanation(limits),
  ];
}

function explanation(limits: MachineLimits): string[] {
  const { bytesPerSecond, flopsPerSecond, secondsPerOperation } = limits;
  return [
    "Of a step: its operations, the GB that these read and write, and how long each",
    "bound takes by itself: memory at the rate of the data sheet,",
    `${bytesPerSecond / 1e12} TB/s, arithmetic in float32 at ${
      flopsPerSecond / 1e12
    } TFLOP/s, launches at ${Math.round(1e6 * secondsPerOperation)} µs`,
    "each, and drawing pairs and negatives. The last two are the work of one thread of",
    "the host, one after the other, while the device is at work on the step before.",
    "Nothing is taken to stay in the device's cache. Device GB: tables, a step's tensors,",
    "and a reserve. Not in it: smoothing, and the tables' way to the host and back.",
  ];
}
