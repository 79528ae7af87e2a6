import { ArtifactError, KindredError, MODEL_FILES } from "@kindred/core";
import {
  expectCount,
  expectFile,
  MANIFEST,
  type ModelManifest,
  readManifest,
} from "./_model_manifest.ts";
import { createRecommender } from "./create_recommender.ts";
import { scanSource } from "./catalogue/scan_items.ts";
import type { Engine, EngineOpener } from "./engines/engine.ts";
import { listsEngine } from "./engines/lists_engine.ts";
import { openKnownPairs } from "./explain/open_known_pairs.ts";
import { type ItemStore, openItemStore } from "./items/item_store.ts";
import { openLists } from "./lists/neighbour_lists.ts";
import type { Recommender } from "./recommender.ts";
import type { ItemSearch } from "./search/item_search.ts";
import { openItemSearch } from "./search/open_item_search.ts";
import { type ModelSource, pathIn, sizeIn } from "./sources/model_source.ts";

/** What answers: whatever the model has, best first, or one by name. */
export type EngineChoice = "auto" | "lists" | "index" | "onnxruntime";

/** What an engine is opened with. */
export interface EngineContext {
  /** Where the model is. */
  source: ModelSource;
  /** How many items it holds. */
  itemCount: number;
  /** How many numbers a vector has. */
  dimensions: number;
}

/** An engine that this platform has, beside the lists that all have. */
export interface PlatformEngine {
  /** What answers are marked with. */
  name: EngineOpener["name"];
  /** Opens it; null where it cannot run here. */
  open(context: EngineContext): Promise<Engine | null>;
}

/** Settings of {@linkcode openModel}. */
export interface OpenModelOptions {
  /**
   * What answers. With `auto`: an item alone from the lists, baskets through the
   * approximate index, and by ONNX Runtime what the rules leave too few of, or what
   * there is no other engine for. Each is loaded when it is first needed.
   *
   * @default "auto"
   */
  engine?: EngineChoice;
  /**
   * What runs the model's graphs, such as `onnxRuntimeWeb()` of
   * `@kindred/recommender/web`.
   *
   * @default none
   */
  onnx?: PlatformEngine;
  /**
   * What searches its approximate index.
   *
   * @default none
   */
  index?: PlatformEngine;
  /**
   * Whether to read all neighbour lists into memory, 8 bytes a neighbour.
   *
   * @default false
   */
  preloadLists?: boolean;
  /**
   * How many items are kept in memory when they were read, about a KB each.
   *
   * @default 10000
   */
  cacheSize?: number;
  /**
   * What finds items by words.
   *
   * @default the model's index of words; where it has none, one that is built in memory
   */
  search?: ItemSearch;
  /**
   * Items up to which an unknown id is compared with all, and words are searched where
   * the model has no index of them: both read all items. A whole number >= 0.
   *
   * @default Infinity
   */
  maxSearchItems?: number;
}

/** What no model can do without. */
const REQUIRED = [MODEL_FILES.items, MODEL_FILES.itemsIndex] as const;

/** What ONNX Runtime needs. */
const GRAPHS = [
  MODEL_FILES.neighbours,
  MODEL_FILES.score,
  MODEL_FILES.embed,
  MODEL_FILES.weights,
] as const;

/**
 * Opens a model, wherever it lies: reads its manifest and the index of its items,
 * and loads the first engine. No item is read until it is asked for.
 *
 * @param source Where it is. It is closed with the recommender.
 * @param options See {@linkcode OpenModelOptions}.
 * @returns A recommender; close it to free the model.
 * @throws {ArtifactError} If it is no model, of an older format, or if one of its
 * files is missing, cut short or damaged; the error names the file.
 * @throws {ArtifactVersionError} If its format is newer than this release.
 * @throws {KindredError} If the engine that was asked for cannot run here.
 */
export async function openModel(
  source: ModelSource,
  options: OpenModelOptions = {},
): Promise<Recommender> {
  const { engine = "auto", cacheSize, preloadLists = false } = options;
  const { maxSearchItems } = options;
  const { manifest, sha256 } = await readManifest(source);
  for (const name of REQUIRED) expectFile(source, manifest, name);
  const itemCount = expectCount(source, manifest, "items");
  const dimensions = expectCount(source, manifest, "dimensions");
  const engines = enginesOf(
    { source, itemCount, dimensions },
    manifest,
    { ...options, engine, preloadLists },
  );
  // A model that cannot answer is found now, not by the first who asks.
  const opening = engines[0]!.open();
  // All at once: where the files are far away, each is a way there and back.
  const openingItems = openItems(source, itemCount, cacheSize);
  const [items, search, first, knownPairs, metrics] = await Promise.all([
    openingItems,
    options.search ??
      openingItems.then(({ pairs }) =>
        Object.hasOwn(manifest.files, MODEL_FILES.searchIndex)
          ? openItemSearch(source, pairs)
          : null
      ),
    opening,
    openKnownPairs(source, itemCount),
    readMetrics(source, manifest),
  ]).catch(async (error) => {
    await opening.then((engine) => engine?.close(), () => {});
    throw error;
  });
  if (first === null && engines.length === 1) {
    throw new KindredError(
      `Cannot open ${JSON.stringify(pathIn(source, MANIFEST))}: the engine ${
        engines[0]!.name
      } must run here, got none that does`,
    );
  }
  return createRecommender({
    items,
    scan: () => scanSource(source),
    engines: first === null ? engines.slice(1) : [first, ...engines.slice(1)],
    dimensions,
    knownPairs,
    software: manifest.software,
    sha256,
    metrics,
    ...search === null ? {} : { search },
    ...maxSearchItems === undefined ? {} : { maxSearchItems },
    close: () => source.close?.() ?? Promise.resolve(),
  });
}

async function openItems(
  source: ModelSource,
  itemCount: number,
  cacheSize: number | undefined,
): Promise<ItemStore> {
  const items = await openItemStore(
    source,
    cacheSize === undefined ? {} : { cacheSize },
  );
  if (items.itemCount === itemCount) return items;
  const path = pathIn(source, MODEL_FILES.itemsIndex);
  throw new ArtifactError(
    `Cannot read "${path}": it must hold ${itemCount} items, got ${items.itemCount}`,
    path,
  );
}

/** Returns what can answer, in the order in which it is asked. */
function enginesOf(
  context: EngineContext,
  manifest: ModelManifest,
  { engine, onnx, index, preloadLists }:
    & OpenModelOptions
    & Required<Pick<OpenModelOptions, "engine" | "preloadLists">>,
): EngineOpener[] {
  const { source } = context;
  const has = (name: string) => Object.hasOwn(manifest.files, name);
  const openers: Record<Exclude<EngineChoice, "auto">, EngineOpener | null> = {
    lists: !has(MODEL_FILES.lists) ? null : {
      name: "lists",
      prefersOne: true,
      async open() {
        const lists = await openLists(source, { preload: preloadLists });
        return lists && listsEngine(lists);
      },
    },
    index: !has(MODEL_FILES.index) || index === undefined
      ? null
      : { name: index.name, open: () => index.open(context) },
    onnxruntime: !GRAPHS.every(has) || onnx === undefined
      ? null
      : { name: onnx.name, open: () => onnx.open(context) },
  };
  const chosen = engine === "auto"
    ? Object.values(openers)
    : [openers[engine] ?? null];
  const there = chosen.filter((opener) => opener !== null);
  if (there.length > 0) return there;
  const wanted = engine === "auto" ? "lists, index, onnxruntime" : engine;
  throw new KindredError(
    `Cannot open ${
      JSON.stringify(pathIn(source, MANIFEST))
    }: the model and this platform must have an engine of ${wanted}, got files ${
      Object.keys(manifest.files).join(", ")
    }`,
  );
}

async function readMetrics(
  source: ModelSource,
  { files }: ModelManifest,
): Promise<unknown> {
  const name = MODEL_FILES.metrics;
  if (!Object.hasOwn(files, name)) return null;
  const bytes = await source.read(name, 0, await sizeIn(source, name));
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    const path = pathIn(source, name);
    throw new ArtifactError(
      `Cannot read "${path}": it must be JSON, got ${(cause as Error).message}`,
      path,
      { cause },
    );
  }
}
