import type { Flags, FlagValues } from "../../arguments/flag.ts";

/** What a benchmark may use of the world. */
export interface BenchmarkContext {
  /** Writes one line of the result. */
  print(line: string): void;
  /** Receives what is measured next, and how many measurements are done. */
  onMeasurement(name: string, done: number, total: number): void;
  /** Aborted when the person interrupts. */
  signal: AbortSignal;
}

/** What all benchmarks are told. */
export interface BenchmarkSettings {
  /** Measurements of each, of which the median counts. */
  repeats: number;
  /** Where all randomness comes from. */
  seed: number;
}

/** Something that `kindred bench` measures. */
export interface Benchmark<F extends Flags = Flags> {
  /** What is measured, in a line. */
  summary: string;
  /** What it is measured on. */
  operand: { name: string; required: boolean };
  /** Its own flags, none with a default: they must be absent beside another benchmark. */
  flags: F;
  /** Command lines to learn from, without the leading `kindred`. */
  examples: readonly string[];
  /** Measures, prints what it found, and returns it. */
  run(
    operand: string | undefined,
    flags: FlagValues<F>,
    settings: BenchmarkSettings,
    context: BenchmarkContext,
  ): Promise<object>;
}

/** Returns `benchmark` unchanged; exists for type inference. */
export function defineBenchmark<const F extends Flags>(
  benchmark: Benchmark<F>,
): Benchmark<F> {
  return benchmark;
}
