import { EngineUnavailableError } from "@kindred/core";
import { PLAIN_WASM } from "./_plain_wasm.ts";
import { RELAXED_WASM } from "./_relaxed_wasm.ts";

/**
 * What the WebAssembly module exports, one entry for each of
 * `assembly/mod.ts`. Arrays are addresses in bytes.
 */
export interface KernelExports {
  /** See `assembly/count_scores.ts`. */
  countScores(
    scores: number,
    count: number,
    a: number,
    b: number,
    out: number,
  ): void;
  /** See `assembly/dot.ts`. */
  dot(a: number, b: number, dimensions: number): number;
  /** See `assembly/als_solve_rows.ts`. */
  alsScratchLength(dimensions: number): number;
  /** See `assembly/als_solve_rows.ts`. */
  alsSolveRows(
    solved: number,
    fixed: number,
    gram: number,
    start: number,
    partner: number,
    weight: number,
    from: number,
    to: number,
    dimensions: number,
    fixedCount: number,
    unobservedWeight: number,
    regularization: number,
    steps: number,
    scratch: number,
  ): number;
  /** See `assembly/gram.ts`. */
  gram(
    values: number,
    from: number,
    to: number,
    dimensions: number,
    out: number,
  ): void;
  /** See `assembly/optimizer.ts`. */
  setOptimizer(
    kind: number,
    learningRate: number,
    biasRate: number,
    l2: number,
  ): void;
  /** See `assembly/optimizer.ts`. */
  setOptimizerConstants(
    epsilonOfAdagrad: number,
    keptOfMean: number,
    addedToMean: number,
    scaleOfMean: number,
    keptOfSquare: number,
    addedToSquare: number,
    scaleOfSquare: number,
    epsilonOfAdam: number,
  ): void;
  /** See `assembly/optimizer.ts`. */
  setOptimizerMoments(
    meansOfAnchors: number,
    squaresOfAnchors: number,
    meansOfTargets: number,
    squaresOfTargets: number,
    meansOfBiases: number,
    squaresOfBiases: number,
    meanOfGlobal: number,
    squareOfGlobal: number,
  ): void;
  /** See `assembly/pair_loss.ts`. */
  setPairLoss(isSquared: number, weightOfNegatives: number): void;
  /** See `assembly/pair_model.ts`. */
  setPairModel(
    anchors: number,
    targets: number,
    itemBiases: number,
    globalBias: number,
    contextOfAnchors: number,
    contextOfTargets: number,
    scalesOfL2: number,
    dimensions: number,
  ): void;
  /** See `assembly/pair_step.ts`. */
  pairSteps(
    anchor: number,
    positive: number,
    negative: number,
    label: number,
    weight: number,
    masked: number,
    pairs: number,
    negativesPerPair: number,
    sharedBy: number,
    scratch: number,
  ): number;
  /** See `assembly/pair_step.ts`. */
  pairStepScratchLength(
    dimensions: number,
    negativesPerPair: number,
    sharedBy: number,
  ): number;
  /** See `assembly/score_items.ts`. */
  scoreScratchLength(queryCount: number, dimensions: number): number;
  /** See `assembly/score_items.ts`. */
  scoreItems(
    values: number,
    itemBias: number,
    itemCount: number,
    dimensions: number,
    queries: number,
    queryCount: number,
    crossed: boolean,
    out: number,
    scratch: number,
  ): void;
  /** See `assembly/smooth_rows.ts`. */
  smoothRows(
    out: number,
    values: number,
    start: number,
    partner: number,
    from: number,
    to: number,
    dimensions: number,
    keep: number,
    strength: number,
    normalization: number,
  ): void;
  /** See `assembly/squared_norms.ts`. */
  squaredNorms(
    values: number,
    itemCount: number,
    dimensions: number,
    out: number,
  ): void;
  /** See `assembly/top_k.ts`. */
  topK(scores: number, count: number, k: number, best: number): number;
}

/** Settings of {@linkcode loadKernels}. */
export interface KernelOptions {
  /**
   * Whether a multiplication and the addition after it may be one operation of
   * one rounding, where the runtime has relaxed SIMD (Deno has it, Node 20 does
   * not): faster, but the last bits then depend on the processor. Default true.
   */
  relaxed?: boolean;
}

/** Compiled once a runtime; null where it cannot be. */
const compiled = new Map<string, WebAssembly.Module | null>();

/**
 * Returns the kernels over a memory.
 *
 * @param memory What they compute in, see `KernelMemory`; other threads may
 * have kernels of their own over the same.
 * @param options See {@linkcode KernelOptions}.
 * @throws {EngineUnavailableError} If the runtime has no WebAssembly SIMD.
 */
export function loadKernels(
  memory: WebAssembly.Memory,
  { relaxed = true }: KernelOptions = {},
): KernelExports {
  const module = (relaxed ? compile(RELAXED_WASM) : null) ??
    compile(PLAIN_WASM);
  if (module === null) {
    throw new EngineUnavailableError(
      "simd",
      "the runtime must have WebAssembly SIMD and threads",
      "none",
    );
  }
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as unknown as KernelExports;
}

/** Whether this runtime can run the kernels with relaxed SIMD. */
export function hasRelaxedSimd(): boolean {
  return compile(RELAXED_WASM) !== null;
}

function compile(base64: string): WebAssembly.Module | null {
  let module = compiled.get(base64);
  if (module === undefined) {
    const bytes = Uint8Array.from(
      atob(base64),
      (character) => character.charCodeAt(0),
    );
    module = WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null;
    compiled.set(base64, module);
  }
  return module;
}
