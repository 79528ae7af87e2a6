import { spawnSync } from "node:child_process";

/** A GPU, as its driver describes it. */
export interface NvidiaGpu {
  /** Its number, 0-based: what `CUDA_VISIBLE_DEVICES` counts by. */
  index: number;
  /** Such as `NVIDIA H100 80GB HBM3`. */
  name: string;
  /** Version of the driver. */
  driver: string;
  /** All of its memory, in bytes. */
  memoryBytes: number;
  /** What is in use now, by everybody, in bytes. */
  usedBytes: number;
}

const QUERY = "index,name,driver_version,memory.total,memory.used";

/**
 * Returns the GPUs that NVIDIA's driver knows of, by its tool `nvidia-smi`.
 * TensorFlow.js offers no way to ask for these.
 *
 * @returns The GPUs, or in a sentence why there are none.
 */
export function nvidiaGpus(): NvidiaGpu[] | string {
  const { error, status, stdout, stderr } = spawnSync(
    "nvidia-smi",
    [`--query-gpu=${QUERY}`, "--format=csv,noheader,nounits"],
    { encoding: "utf8", timeout: 20_000 },
  );
  if (error !== undefined) {
    return "no NVIDIA driver: nvidia-smi, which comes with it, cannot be run";
  }
  if (status !== 0) {
    return `no GPU: nvidia-smi says "${(stdout + stderr).trim()}"`;
  }
  const gpus = parseNvidiaGpus(stdout);
  return gpus.length === 0 ? "no GPU: nvidia-smi lists none" : gpus;
}

/**
 * Reads what `nvidia-smi` prints for the query above: a line a GPU.
 *
 * @param text Its output; memory in MiB.
 * @returns The GPUs, in its order.
 */
export function parseNvidiaGpus(text: string): NvidiaGpu[] {
  return text.split("\n").filter((line) => line.trim() !== "").map((line) => {
    const [index, name, driver, total, used] = line.split(",").map((part) =>
      part.trim()
    );
    return {
      index: Number(index),
      name: name!,
      driver: driver!,
      memoryBytes: Number(total) * 2 ** 20,
      usedBytes: Number(used) * 2 ** 20,
    };
  });
}
