import {
  type EmbeddingTable,
  type ItemId,
  KindredError,
  type Product,
} from "@kindred/core";
import {
  type ArtifactPlan,
  checkWritable,
  inputEntry,
  openArtifact,
  readProducts,
  sha256OfFile,
  writeArtifact,
} from "@kindred/core/artifact";
import { access } from "node:fs/promises";
import { basename } from "node:path";
import type { ExportResult } from "./export_run.ts";
import {
  type ExportFindings,
  fillModelFolder,
} from "./folder/fill_model_folder.ts";
import {
  type ModelFolderOptions,
  resolveFolderContents,
} from "./folder/model_folder_options.ts";
import {
  readVectors,
  type ReadVectorsOptions,
  resolveVectorFormat,
} from "./import/vector_formats.ts";

/** How two vectors from outside are compared. */
export const METRICS = ["dot", "cosine"] as const;

/** One of {@linkcode METRICS}. */
export type Metric = (typeof METRICS)[number];

/** Settings of {@linkcode exportVectors}. */
export interface ExportVectorsOptions
  extends ModelFolderOptions, ReadVectorsOptions {
  /**
   * How two vectors are compared. Default `"dot"`. For `"cosine"` each vector is
   * brought to a length of 1 first.
   */
  metric?: Metric;
  /**
   * Folder of a catalogue, whose titles, brands, prices and categories go into the
   * model, joined by id. Default none: items are their ids.
   */
  catalogue?: string;
}

/**
 * Writes vectors from outside as a model folder, such as those of word2vec, a
 * neural network or another recommender. The score of two items is the sigmoid of
 * their dot product or cosine; there are no biases. An item whose vector is all
 * zeros says nothing: it is never recommended.
 *
 * @param source File of the vectors.
 * @param out Folder of the model to write.
 * @param options See {@linkcode ExportVectorsOptions}.
 * @returns The manifest, how exact the graphs are, and what each precision costs.
 * @throws {KindredError} If the file is not as it must be; the message names the
 * line, row or byte.
 * @throws {ArtifactError} If `out` is taken, or the catalogue damaged.
 * @throws {ExportMismatchError} If a graph does not give what the vectors give.
 * @throws {RangeError} If an option is out of range.
 */
export async function exportVectors(
  source: string,
  out: string,
  options: ExportVectorsOptions = {},
): Promise<ExportResult> {
  const { signal } = options;
  signal?.throwIfAborted();
  const format = resolveVectorFormat(source, options);
  const metric = options.metric ?? "dot";
  if (!METRICS.includes(metric)) {
    throw new RangeError(
      `Cannot export: metric must be dot or cosine, got "${metric}"`,
    );
  }
  const contents = resolveFolderContents(options);
  const files = [source, ...options.ids === undefined ? [] : [options.ids]];
  for (const path of files) await expectFile(path);
  await checkWritable(out, options);
  const catalogue = options.catalogue === undefined
    ? null
    : await openArtifact(options.catalogue, "catalogue");
  const plan: ArtifactPlan = {
    kind: "model",
    options: { from: format, metric, ...contents },
    inputs: [],
  };
  for (const path of files) {
    plan.inputs.push({
      kind: "source",
      path: basename(path),
      sha256: await sha256OfFile(path),
    });
  }
  if (catalogue !== null) plan.inputs.push(inputEntry(catalogue, out));
  let findings: ExportFindings | undefined;
  const manifest = await writeArtifact(out, plan, async (directory) => {
    const { table, ids } = await readVectors(source, options, signal);
    const lengths = vectorLengths(table);
    if (metric === "cosine") normalize(table, lengths);
    const known = catalogue === null ? [] : await readProducts(catalogue);
    const filled = await fillModelFolder(
      directory,
      {
        model: {
          embeddings: table,
          itemBias: new Float32Array(table.itemCount),
          globalBias: 0,
        },
        pairCounts: Uint32Array.from(lengths, (length) => length > 0 ? 1 : 0),
        products: joinProducts(ids, known),
        metric: metric === "cosine"
          ? "cosine, sigmoid"
          : "dot product, sigmoid",
        origin: { kind: "source", sha256: plan.inputs[0]!.sha256 },
        options: { from: format, metric },
        trainPairs: null,
        metrics: null,
      },
      contents,
      options,
    );
    findings = filled.findings;
    return filled.counts;
  }, options);
  return { manifest, ...findings! };
}

async function expectFile(path: string): Promise<void> {
  await access(path).catch((cause: Error) => {
    throw new KindredError(
      `Cannot read "${path}": it must be a file, got ${cause.message}`,
      { cause },
    );
  });
}

/** The length of each vector. */
function vectorLengths(
  { values, itemCount, dimensions }: EmbeddingTable,
): Float64Array {
  return Float64Array.from({ length: itemCount }, (_, row) => {
    let sum = 0;
    for (let i = row * dimensions; i < (row + 1) * dimensions; i++) {
      sum += values[i]! * values[i]!;
    }
    return Math.sqrt(sum);
  });
}

/** Brings each vector to a length of 1, but for those of length 0. */
function normalize(
  { values, dimensions }: EmbeddingTable,
  lengths: Float64Array,
): void {
  for (const [row, length] of lengths.entries()) {
    if (length === 0) continue;
    for (let i = row * dimensions; i < (row + 1) * dimensions; i++) {
      values[i]! /= length;
    }
  }
}

/** What is known of each item: of some, only the id. */
function joinProducts(
  ids: readonly ItemId[],
  known: readonly Product[],
): Product[] {
  const productOf = new Map(known.map((product) => [product.id, product]));
  return ids.map((id) =>
    productOf.get(id) ??
      { id, title: null, brand: null, price: null, categories: [] }
  );
}
