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
  return [
    `Of a step: operations, the GB that they read and write at ${
      limits.bytesPerSecond / 1e12
    } TB/s, arithmetic at ${limits.flopsPerSecond / 1e12} TFLOP/s`,
    `in float32, launches at ${
      Math.round(1e6 * limits.secondsPerOperation)
    } µs each, and drawing its pairs and negatives; the last two are the work of`,
    "one thread of the host, which goes on while the device is at work. Nothing is taken",
    "to stay in the device's cache. Device GB: the tables, a step's tensors and a reserve.",
    "Not in it: smoothing and the tables' way to the host, once a run of pieces each.",
  ];
}
