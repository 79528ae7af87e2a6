import { hasRelaxedSimd } from "@kindred/kernels/simd";
import type { Found } from "./finding.ts";

/** The first bytes of every module: its name and version. */
const HEAD = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0] as const;

/** A function that makes a vector of an integer, and drops it. */
const SIMD = Uint8Array.of(
  ...HEAD,
  ...[1, 4, 1, 0x60, 0, 0], // its type
  ...[3, 2, 1, 0],
  ...[10, 9, 1, 7, 0, 0x41, 0, 0xfd, 0x0f, 0x1a, 0x0b],
);

/** A memory of one page that threads share. */
const THREADS = Uint8Array.of(...HEAD, ...[5, 4, 1, 3, 1, 1]);

/** A memory of one page with addresses of 64 bits. */
const MEMORY_64 = Uint8Array.of(...HEAD, ...[5, 3, 1, 4, 1]);

/** What the runtime's WebAssembly can. */
export interface WebAssemblyFeatures {
  /** Vectors: the kernels need them. */
  simd: boolean;
  /** Multiplications and additions that may be rounded once. */
  relaxedSimd: boolean;
  /** Memory that threads share: training needs it. */
  threads: boolean;
  /** More than 4 GiB of memory; not used yet. */
  memory64: boolean;
}

/** Returns what the runtime's WebAssembly can. */
export function webAssemblyFeatures(): WebAssemblyFeatures {
  return {
    simd: WebAssembly.validate(SIMD),
    relaxedSimd: hasRelaxedSimd(),
    threads: typeof SharedArrayBuffer === "function" &&
      WebAssembly.validate(THREADS),
    memory64: WebAssembly.validate(MEMORY_64),
  };
}

/**
 * Looks at what the runtime's WebAssembly can.
 *
 * @param features What that is. Default this runtime's.
 * @throws {Error} If it lacks what the kernels need.
 */
export function checkWebAssembly(
  features: WebAssemblyFeatures = webAssemblyFeatures(),
): Found {
  const { simd, relaxedSimd, threads, memory64 } = features;
  if (!simd || !threads) {
    throw new Error(
      `the kernels need SIMD and shared memory, this runtime has ${
        simd ? "no shared memory" : threads ? "no SIMD" : "neither"
      }`,
    );
  }
  const has = (what: string, there: boolean): string =>
    there ? what : `no ${what}`;
  return {
    found: [
      "SIMD",
      has("relaxed SIMD", relaxedSimd),
      "threads over SharedArrayBuffer",
      has("64-bit memory", memory64),
    ].join(", "),
    details: { ...features },
  };
}
