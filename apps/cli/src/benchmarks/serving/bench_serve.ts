import type { ModelItem } from "@kindred/core";
import type { Recommender } from "@kindred/recommender";
import { openModelFolder } from "@kindred/recommender/folder";
import { interleave, medianOf } from "../interleave.ts";
import { askEngines, type EngineFigures } from "./ask_engines.ts";
import { drawQuestions } from "./draw_questions.ts";
import { hasWrk, type LoadFigures, openLoad } from "./load.ts";
import { canPin } from "./pinned.ts";
import type { ServedApp } from "./serving_message.ts";
import { startServer } from "./start_server.ts";

/** Settings of {@linkcode benchServe}. */
export interface BenchServeOptions {
  /** Connections of the load, a whole number >= 1. */
  connections: number;
  /** Seconds of a measurement over HTTP, a whole number >= 1. */
  seconds: number;
  /** Measurements of each, of which the median counts, a whole number >= 1. */
  repeats: number;
  /** Seed of what is asked. */
  seed: number;
  /** Stops it. */
  signal: AbortSignal;
  /** Receives what is measured next. */
  onMeasurement: (name: string, done: number, total: number) => void;
}

/** How a route bears load. */
export interface RouteFigures extends LoadFigures {
  /** Which. */
  app: ServedApp;
  /** Requests a second as a multiple of the bare route's. */
  timesBare: number;
  /** Requests a second in each measurement, in their order. */
  measured: number[];
}

/** What was measured. */
export interface BenchServeReport {
  model: { items: number; dimensions: number };
  /** Time from the opening of the model to its first answer, in ms. */
  firstAnswerMs: number;
  /** Routes over HTTP; empty where wrk is not installed. */
  routes: RouteFigures[];
  /** Whether server and load had a core each. */
  pinned: boolean;
  engines: EngineFigures[];
}

const APPS: readonly ServedApp[] = ["bare", "kept", "found"];

/** Seconds that each route is asked before anything counts. */
const WARM_UP_SECONDS = 2;

/**
 * Measures how a model is served: its routes over HTTP beside a bare one, and its
 * engines within the process.
 *
 * @param directory The model folder.
 * @param options See {@linkcode BenchServeOptions}.
 * @throws {ArtifactError} If it is no model.
 */
export async function benchServe(
  directory: string,
  options: BenchServeOptions,
): Promise<BenchServeReport> {
  const { seed, signal, repeats, onMeasurement } = options;
  const total = hasWrk() ? APPS.length * repeats : 0;
  const begin = performance.now();
  const recommender = await openModelFolder(directory);
  const [popular] = await recommender.popularItems(1);
  await recommender.similarItems(popular!.id);
  const firstAnswerMs = performance.now() - begin;
  const { itemCount, info: { dimensions } } = recommender;
  const questions = await drawQuestions(
    pagesOf(recommender),
    async (id, k) => {
      const { items } = await recommender.similarItems(id, { k });
      return items.map(({ item }) => item.id);
    },
    seed,
  );
  await recommender.close();
  const routes = total === 0
    ? []
    : await measureRoutes(directory, questions.items, options);
  const engines = await askEngines(directory, questions, {
    signal,
    onEngine: (engine) => onMeasurement(engine, total, total),
  });
  return {
    model: { items: itemCount, dimensions },
    firstAnswerMs,
    routes,
    pinned: canPin(),
    engines,
  };
}

/** Items that are read at once. */
const PAGE = 1000;

async function* pagesOf(
  recommender: Recommender,
): AsyncGenerator<ModelItem[]> {
  for (let offset = 0; offset < recommender.itemCount; offset += PAGE) {
    yield await recommender.listItems({ offset, limit: PAGE });
  }
}

async function measureRoutes(
  directory: string,
  ids: readonly string[],
  { connections, seconds, repeats, signal, onMeasurement }: BenchServeOptions,
): Promise<RouteFigures[]> {
  const addresses = ids.map((id) =>
    `/v1/items/${encodeURIComponent(id)}/similar?k=10`
  );
  const server = await startServer(directory, addresses[0]!);
  const load = await openLoad(addresses);
  try {
    for (const app of APPS) {
      await load.run(server.ports[app], {
        connections,
        seconds: WARM_UP_SECONDS,
      });
    }
    const figures: Record<ServedApp, LoadFigures[]> = {
      bare: [],
      kept: [],
      found: [],
    };
    const measured = await interleave(
      APPS.map((app) => ({
        name: app,
        async measure() {
          signal.throwIfAborted();
          const port = server.ports[app];
          const figure = await load.run(port, { connections, seconds });
          figures[app].push(figure);
          return figure.requestsPerSecond;
        },
      })),
      repeats,
      (name, turn) => onMeasurement(name, turn, APPS.length * repeats),
    );
    const bare = medianOf(measured[0]!);
    return APPS.map((app, i) => ({
      app,
      requestsPerSecond: medianOf(measured[i]!),
      timesBare: medianOf(measured[i]!) / bare,
      p50: medianOf(figures[app].map(({ p50 }) => p50)),
      p99: medianOf(figures[app].map(({ p99 }) => p99)),
      failed: figures[app].reduce((sum, { failed }) => sum + failed, 0),
      measured: measured[i]!,
    }));
  } finally {
    server.close();
    await load.close();
  }
}
