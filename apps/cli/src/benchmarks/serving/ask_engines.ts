import { KindredError } from "@kindred/core";
import type { Basket, EngineName, Recommender } from "@kindred/recommender";
import { openModelFolder } from "@kindred/recommender/folder";
import type { Questions } from "./draw_questions.ts";

/** How quickly an engine answers within a process. */
export interface EngineFigures {
  /** The engine. */
  engine: EngineName;
  /** What is asked: items alone, or baskets. */
  asked: "items" | "baskets";
  /** Time to an answer of ten items, in ms: the median, and what 99 in 100 do not pass. */
  p50: number;
  p99: number;
  /**
   * Which part of the ten best it finds, in `[0, 1]`, by those of ONNX Runtime; null
   * where there is nothing to compare with.
   */
  recallAt10: number | null;
}

/** Settings of {@linkcode askEngines}. */
export interface AskEnginesOptions {
  /** Stops it. */
  signal: AbortSignal;
  /** Receives what is asked next. */
  onEngine: (engine: string) => void;
}

/** The engines in the order in which they are asked; the first tells what is best. */
const ENGINES = ["onnxruntime", "lists", "index"] as const;

/** Questions that are asked before the clock runs. */
const WARM_UP = 20;

/** Items and baskets that are asked for, at most. */
const MOST_ASKED = 200;

/**
 * Asks each engine that a model has, on one thread, and measures.
 *
 * @param directory The model folder.
 * @param questions What to ask.
 * @param options See {@linkcode AskEnginesOptions}.
 */
export async function askEngines(
  directory: string,
  questions: Questions,
  { signal, onEngine }: AskEnginesOptions,
): Promise<EngineFigures[]> {
  const figures: EngineFigures[] = [];
  const best: Partial<Record<EngineFigures["asked"], string[][]>> = {};
  for (const engine of ENGINES) {
    const recommender = await openWith(engine, directory);
    if (recommender === null) continue;
    onEngine(engine);
    try {
      for (const asked of ["items", "baskets"] as const) {
        signal.throwIfAborted();
        const some = questions[asked].slice(0, MOST_ASKED);
        const { times, answers } = await timesOf(recommender, some);
        const name = recommender.info.engines[0]!;
        if (engine === "onnxruntime") best[asked] = answers;
        figures.push({
          engine: name,
          asked,
          ...percentiles(times),
          recallAt10: best[asked] === undefined
            ? null
            : recall(answers, best[asked]),
        });
      }
    } finally {
      await recommender.close();
    }
  }
  return figures;
}

/** Opens a model with one engine; null where it or this machine does not have it. */
async function openWith(
  engine: typeof ENGINES[number],
  directory: string,
): Promise<Recommender | null> {
  try {
    return await openModelFolder(directory, { engine, threads: 1 });
  } catch (error) {
    if (
      error instanceof KindredError && /must have an engine/.test(error.message)
    ) {
      return null;
    }
    throw error;
  }
}

async function timesOf(
  recommender: Recommender,
  questions: readonly Basket[],
): Promise<{ times: number[]; answers: string[][] }> {
  for (const question of questions.slice(0, WARM_UP)) {
    await recommender.similarItems(question);
  }
  const times: number[] = [];
  const answers: string[][] = [];
  for (const question of questions) {
    const begin = performance.now();
    const { items } = await recommender.similarItems(question);
    times.push(performance.now() - begin);
    answers.push(items.map(({ item }) => item.id));
  }
  return { times, answers };
}

/** Returns the median and the time that 99 in 100 do not pass. */
function percentiles(times: readonly number[]): { p50: number; p99: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return { p50: at(0.5), p99: at(0.99) };
}

/** Returns which part of the best is found. */
export function recall(
  found: readonly string[][],
  best: readonly string[][],
): number {
  let hits = 0;
  let all = 0;
  for (const [q, ids] of best.entries()) {
    const named = new Set(found[q]);
    hits += ids.filter((id) => named.has(id)).length;
    all += ids.length;
  }
  return all === 0 ? 1 : hits / all;
}
