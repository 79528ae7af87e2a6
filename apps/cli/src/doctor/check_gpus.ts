import type { Finding } from "./finding.ts";
import type { Machine } from "./machine.ts";

/** Looks at the GPUs. None is well: training takes the CPU. */
export function checkGpus({ gpus }: Pick<Machine, "gpus">): Finding[] {
  if (typeof gpus === "string") {
    return [{
      name: "GPU",
      ok: true,
      found: `none; ${gpus}. Training takes the CPU`,
      details: { why: gpus },
    }];
  }
  const gibibytes = (bytes: number): string => (bytes / 2 ** 30).toFixed(1);
  return gpus.map((gpu) => ({
    name: `GPU ${gpu.index}`,
    ok: true,
    found: `${gpu.name}; ${gibibytes(gpu.memoryBytes)} GiB of memory, ${
      gibibytes(gpu.memoryBytes - gpu.usedBytes)
    } free; driver ${gpu.driver}`,
    details: { ...gpu },
  }));
}
