/** What bounds a step: a device, and the thread that drives it. */
export interface MachineLimits {
  /** What the device is called. */
  device: string;
  /** Bytes that it reads and writes a second. */
  bytesPerSecond: number;
  /** Additions and multiplications of float32 a second. */
  flopsPerSecond: number;
  /** Seconds of the driving thread that launching an operation takes. */
  secondsPerOperation: number;
}

/**
 * An H100 SXM by NVIDIA's data sheet: 3.35 TB/s, and 67 TFLOP/s without tensor cores.
 * What a launch takes was measured on the machine of BENCHMARKS.md, without a GPU:
 * `packages/trainer/src/engines/tensorflow/host_work_bench.ts`.
 */
export const H100: MachineLimits = {
  device: "H100 SXM",
  bytesPerSecond: 3.35e12,
  flopsPerSecond: 67e12,
  secondsPerOperation: 50e-6,
};
