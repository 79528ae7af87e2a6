import {
  FORMAT_VERSIONS,
  type JsonValue,
  writeJson,
} from "@kindred/core/artifact";
import {
  checkItemModel,
  type ItemModel,
  KindredError,
  MODEL_FILES,
  type Product,
  type RowPairs,
} from "@kindred/core";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadUsearch } from "../index/_load_usearch.ts";
import { writeIndex, type WrittenIndex } from "../index/write_index.ts";
import { writeItemsIndex } from "../items/write_items_index.ts";
import { writeLists } from "../lists/write_lists.ts";
import { modelCard } from "../model_card.ts";
import { writeGraphs } from "../onnx/write_graphs.ts";
import {
  comparePrecisions,
  type PrecisionComparison,
} from "../precision/compare_precisions.ts";
import { writeNpy } from "../vectors/write_npy.ts";
import { writeWord2vec } from "../vectors/write_word2vec.ts";
import { type Verification, verifyGraphs } from "../verify_graphs.ts";
import {
  type FolderContents,
  INDEX_FROM_ITEMS,
  type IndexChoice,
  type ModelFolderOptions,
  type VectorFile,
} from "./model_folder_options.ts";
import { writeItems } from "./write_items.ts";
import { writePairs } from "./write_pairs.ts";
import { writeSearchIndex } from "./write_search_index.ts";

/** A model with all that is said of it in its folder. */
export interface ModelToExport {
  /** Vectors and biases. */
  model: ItemModel;
  /**
   * Training pairs of each item, uint32, shape `[items]`; an item of 0 is never
   * recommended.
   */
  pairCounts: Uint32Array;
  /** What is known of each item, in row order. */
  products: readonly Product[];
  /** What its scores are, in a few words, for the graphs' metadata. */
  metric: string;
  /** What it was made from: kind and sha256, for the graphs' metadata. */
  origin: { kind: "run" | "source"; sha256: string };
  /** The options that made it, for the card. */
  options: Record<string, JsonValue>;
  /** The pairs that it learned from, shape `[n]`, or null where nobody can know. */
  trainPairs: RowPairs & { weight: Float32Array } | null;
  /** The metrics of its evaluation, or null where it was not evaluated. */
  metrics: Record<string, unknown> | null;
}

/** What an export came to, beside its files. */
export interface ExportFindings {
  /** How exact the graphs are. */
  verification: Verification;
  /** What each precision costs and loses, or null where it was not measured. */
  precisions: PrecisionComparison | null;
  /** What the approximate index finds, or null where there is none. */
  index: WrittenIndex | null;
}

/**
 * Writes the files of a model folder: graphs, which are compared with the vectors
 * before anything else, items, lists, the card.
 *
 * @param directory Where.
 * @param exported The model.
 * @param contents What the folder shall hold.
 * @param options How it is written.
 * @returns Counts for the manifest, and what was found.
 * @throws {ExportMismatchError} If a graph does not give what the vectors give.
 * @throws {RangeError} If the model holds a number that is not finite, or one that
 * is too large for the precision.
 * @throws {KindredError} If vectors are to be written that no dot product compares.
 */
export async function fillModelFolder(
  directory: string,
  exported: ModelToExport,
  contents: FolderContents,
  options: ModelFolderOptions,
): Promise<{ counts: Record<string, number>; findings: ExportFindings }> {
  const { model, pairCounts, products, origin, metrics } = exported;
  const { trainPairs } = exported;
  const { signal, onProgress } = options;
  const working = {
    pairCounts,
    ...options.threads === undefined ? {} : { threads: options.threads },
    ...signal === undefined ? {} : { signal },
    ...onProgress === undefined ? {} : { onProgress },
  };
  const { itemCount, dimensions } = model.embeddings;
  const at = (name: keyof typeof MODEL_FILES) =>
    join(directory, MODEL_FILES[name]);
  checkItemModel("export", model);
  refuseCrossed(model, contents.vectors);
  // What would be refused in the end is refused now.
  if (contents.index === "on") await loadUsearch();
  await writeGraphs(directory, model, pairCounts, {
    precision: contents.precision,
    metadata: {
      "kindred.format": String(FORMAT_VERSIONS.model),
      "kindred.metric": exported.metric,
      [`kindred.${origin.kind}.sha256`]: origin.sha256,
    },
    signal,
  });
  const verification = await verifyGraphs(directory, model, pairCounts, {
    precision: contents.precision,
    signal,
  });
  signal?.throwIfAborted();
  await writeItems(directory, products, pairCounts, signal);
  await writeItemsIndex(directory, pairCounts);
  await writeSearchIndex(at("searchIndex"), products, signal);
  if (trainPairs !== null) {
    await writePairs(at("pairs"), trainPairs, itemCount, signal);
  }
  await writeVectorFiles(directory, exported, contents.vectors, signal);
  if (contents.lists > 0) {
    await writeLists(at("lists"), model, {
      ...working,
      n: contents.lists,
      // A folder's bytes do not depend on the machine.
      relaxed: false,
    });
  }
  const index = await isIndexWanted(contents.index, itemCount)
    ? await tryIndex(
      at("index"),
      (path) => writeIndex(path, model, working),
      contents.index,
    )
    : null;
  let precisions: PrecisionComparison | null = null;
  if (contents.precisionTable) {
    precisions = await comparePrecisions(model, {
      pairCounts,
      scratch: join(directory, ".precisions"),
      signal,
      onProgress,
    });
    await writeJson(at("precision"), precisions);
  }
  if (metrics !== null) await writeJson(at("metrics"), metrics);
  const card = modelCard({
    itemCount,
    dimensions,
    trainPairs: trainPairs?.left.length ?? null,
    options: exported.options,
    metrics,
    originSha256: origin.sha256,
    precision: contents.precision,
    precisions,
    index,
  });
  await writeFile(at("card"), card);
  return {
    counts: {
      items: itemCount,
      dimensions,
      untrainedItems: pairCounts.filter((pairs) => pairs === 0).length,
      ...contents.lists > 0 ? { listLength: contents.lists } : {},
      ...index === null ? {} : { indexRecallAt10: index.recallAt10 },
    },
    findings: { verification, precisions, index },
  };
}

/** Refuses to write vectors once more where other programs would misread them. */
function refuseCrossed(
  { crossed }: ItemModel,
  vectors: readonly VectorFile[],
): void {
  if (!crossed || vectors.length === 0) return;
  throw new KindredError(
    `Cannot write ${
      vectors.join(", ")
    }: the dot product of two vectors must compare their items, got a model whose halves cross`,
  );
}

/** Writes the vectors once more, in the formats asked for. */
async function writeVectorFiles(
  directory: string,
  { model: { embeddings }, products }: ModelToExport,
  formats: readonly VectorFile[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const at = (name: "word2vec" | "npy" | "ids") =>
    join(directory, MODEL_FILES[name]);
  const ids = products.map(({ id }) => id);
  if (formats.includes("word2vec")) {
    await writeWord2vec(at("word2vec"), embeddings, ids, signal);
  }
  if (formats.includes("npy")) {
    await writeNpy(at("npy"), at("ids"), embeddings, ids, signal);
  }
}

/** Whether to make an approximate index. */
async function isIndexWanted(
  choice: IndexChoice,
  itemCount: number,
): Promise<boolean> {
  if (choice !== "auto") return choice === "on";
  return itemCount >= INDEX_FROM_ITEMS &&
    await loadUsearch().then(() => true, () => false);
}

/** Makes an index; where nobody asked for it by name, it may turn out no good. */
async function tryIndex(
  path: string,
  write: (path: string) => Promise<WrittenIndex>,
  choice: IndexChoice,
): Promise<WrittenIndex | null> {
  try {
    return await write(path);
  } catch (error) {
    if (choice === "on" || !(error instanceof KindredError)) throw error;
    await rm(path, { force: true });
    return null;
  }
}
