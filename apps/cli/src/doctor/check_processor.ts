import { existsSync, readFileSync } from "node:fs";
import { availableParallelism, cpus, freemem, totalmem } from "node:os";
import type { Found } from "./finding.ts";

/** Where Linux says what its processors can. */
const CPU_INFO = "/proc/cpuinfo";

/** What speeds arithmetic up, as Linux names it on x64 and on ARM, and for people. */
const FEATURES: Readonly<Record<string, string>> = {
  avx2: "AVX2",
  fma: "FMA",
  avx512f: "AVX-512",
  avx512_vnni: "AVX-512 VNNI",
  avx_vnni: "AVX-VNNI",
  asimd: "NEON",
  asimddp: "dot products",
  sve: "SVE",
};

/** Looks at processors and memory. */
export function checkProcessor(): Found {
  const model = cpus()[0]?.model.trim() || "unknown model";
  const processors = availableParallelism();
  const features = existsSync(CPU_INFO)
    ? processorFeatures(readFileSync(CPU_INFO, "utf8"))
    : null;
  const gibibytes = (bytes: number): string => (bytes / 2 ** 30).toFixed(1);
  const memory = totalmem();
  const free = freemem();
  const told = features === null || features.length === 0
    ? []
    : [features.map((feature) => FEATURES[feature]).join(", ")];
  return {
    found: [
      model,
      `${processors} ${processors === 1 ? "thread" : "threads"}`,
      ...told,
      `${gibibytes(memory)} GiB of memory, ${gibibytes(free)} free`,
    ].join("; "),
    details: { model, processors, features, memory, free },
  };
}

/**
 * Returns which features that speed arithmetic up a processor has.
 *
 * @param cpuInfo Text of `/proc/cpuinfo`.
 * @returns Their names as Linux has them, in an order of ours.
 */
export function processorFeatures(cpuInfo: string): string[] {
  const flags = new Set(
    /^(?:flags|Features)\s*:(.*)$/m.exec(cpuInfo)?.[1]?.trim().split(/\s+/),
  );
  return Object.keys(FEATURES).filter((feature) => flags.has(feature));
}
