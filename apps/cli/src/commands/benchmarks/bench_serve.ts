/** `kindred bench serve`: how fast a model is served. @module */
import { benchServe } from "../../benchmarks/serving/bench_serve.ts";
import { servingTable } from "../../benchmarks/serving/serving_table.ts";
import { defineBenchmark } from "./benchmark.ts";

/** What is taken where nothing else is asked for. */
const DEFAULTS = { connections: 16, seconds: 5 } as const;

export default defineBenchmark({
  summary: "requests/s beside a bare route, and ms and recall of each engine",
  operand: { name: "MODEL", required: true },
  flags: {
    connections: {
      kind: "number",
      min: 1,
      max: 10_000,
      whole: true,
      help: `connections that ask at once; default ${DEFAULTS.connections}`,
    },
    seconds: {
      kind: "number",
      min: 1,
      max: 600,
      whole: true,
      help: `of a measurement over HTTP; default ${DEFAULTS.seconds}`,
    },
  },
  examples: ["bench serve electronics/model --connections 64"],
  async run(model, flags, { repeats, seed }, context) {
    const { connections, seconds } = { ...DEFAULTS, ...given(flags) };
    const report = await benchServe(model!, {
      connections,
      seconds,
      repeats,
      seed,
      signal: context.signal,
      onMeasurement: context.onMeasurement,
    });
    for (const line of servingTable(report)) context.print(line);
    return { connections, seconds, ...report };
  },
});

/** What was given of some flags. */
function given<T extends object>(
  flags: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(flags).filter(([, value]) => value !== undefined),
  ) as ReturnType<typeof given<T>>;
}
