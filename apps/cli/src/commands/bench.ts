/** `kindred bench`: measures how fast this machine trains, and serves a model. @module */
import { nearestSpellings } from "@kindred/core";
import { availableParallelism, cpus } from "node:os";
import process from "node:process";
import { flagSpelling } from "../arguments/flag.ts";
import { UsageError } from "../arguments/usage_error.ts";
import { defineCommand } from "../define_command.ts";
import serve from "./benchmarks/bench_serve.ts";
import train from "./benchmarks/bench_train.ts";
import type { Benchmark } from "./benchmarks/benchmark.ts";
import { SEED_FLAG } from "./stage_flags.ts";

/** What can be measured. */
const BENCHMARKS = { train, serve } as const;

export default defineCommand({
  summary: "measure how fast this machine trains, or serves a model",
  operands: { name: "WHAT [SPLIT | MODEL]", min: 0, max: 2 },
  flags: {
    ...helpNaming("train", train.flags),
    ...helpNaming("serve", serve.flags),
    repeats: {
      kind: "number",
      min: 3,
      max: 99,
      whole: true,
      default: 3,
      help: "measurements of each, of which the median counts",
    },
    ...SEED_FLAG,
  },
  examples: ["bench", ...train.examples, ...serve.examples],
  async run([what, operand], flags, context) {
    if (what === undefined) {
      const summaries = Object.entries(BENCHMARKS)
        .map(([name, { summary }]) => [name, summary] as const);
      for (const [name, summary] of summaries) {
        context.print(`kindred bench ${name}  ${summary}`);
      }
      return Object.fromEntries(summaries);
    }
    const benchmark = benchmarkCalled(what);
    checkOperand(what, benchmark, operand);
    checkFlags(what, benchmark, flags);
    const { repeats, seed } = flags;
    const report = await benchmark.run(operand, flags, { repeats, seed }, {
      print: context.print,
      signal: context.signal,
      onMeasurement: (note, done, total) =>
        context.onProgress({
          task: "measure",
          done,
          total,
          unit: "measurements",
          note,
        }),
    });
    return { machine: machine(), repeats, ...report };
  },
});

/** Says in the help of each flag which benchmark it is for. */
function helpNaming<F extends Benchmark["flags"]>(name: string, flags: F): F {
  return Object.fromEntries(
    Object.entries(flags).map(([flag, declared]) => [
      flag,
      { ...declared, help: `${name}: ${declared.help}` },
    ]),
  ) as F;
}

function benchmarkCalled(what: string): Benchmark {
  const names = Object.keys(BENCHMARKS);
  if (names.includes(what)) {
    return BENCHMARKS[what as keyof typeof BENCHMARKS] as unknown as Benchmark;
  }
  const nearest = nearestSpellings(what, names);
  throw new UsageError(
    `Cannot bench "${what}": it must be one of ${
      names.join(", ")
    }, got another word` +
      (nearest.length > 0 ? `; nearest ${nearest[0]}` : ""),
  );
}

function checkOperand(
  what: string,
  { operand: { name, required } }: Benchmark,
  operand: string | undefined,
): void {
  if (operand !== undefined || !required) return;
  throw new UsageError(`Cannot bench ${what}: ${name} must be given, got none`);
}

/** Refuses the flags of other benchmarks. */
function checkFlags(
  what: string,
  benchmark: Benchmark,
  values: Readonly<Record<string, unknown>>,
): void {
  for (const [name, { flags }] of Object.entries(BENCHMARKS)) {
    for (const flag of Object.keys(flags)) {
      // A switch that is not given is false.
      const isGiven = values[flag] !== undefined && values[flag] !== false;
      if (flag in benchmark.flags || !isGiven) continue;
      throw new UsageError(
        `Cannot bench ${what}: ${
          flagSpelling(flag)
        } must be absent, as it is for ${name}, got ${values[flag]}`,
      );
    }
  }
}

/** Returns what the figures are of. */
function machine(): Record<string, string | number> {
  const { deno, node } = process.versions as { deno?: string; node: string };
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    processors: availableParallelism(),
    runtime: deno === undefined ? `Node ${node}` : `Deno ${deno}`,
  };
}
