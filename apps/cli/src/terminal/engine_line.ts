import type { EngineSelection } from "@kindred/trainer";

/** Returns an engine in words: `the cpu (simd engine, 2 threads; as asked)`. */
export function engineLine({ engine, reason }: EngineSelection): string {
  const { device, name, threads } = engine;
  return `the ${device} (${name} engine, ${threads} thread${
    threads === 1 ? "" : "s"
  }; ${reason})`;
}
