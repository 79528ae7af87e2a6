import { type ItemModel, MODEL_FILES, VERSION } from "@kindred/core";
import { sha256OfFile } from "@kindred/core/artifact";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Precision } from "../precision/precision.ts";
import { vectorTable } from "../precision/vector_table.ts";
import {
  embedGraph,
  type GraphSource,
  neighboursGraph,
  scoreGraph,
} from "./graphs.ts";
import { encodeModel, type GraphParts } from "./messages.ts";
import { writeWeights } from "./write_weights.ts";

/** The graphs, by the name of their file in `MODEL_FILES`. */
const GRAPHS = {
  embed: embedGraph,
  score: scoreGraph,
  neighbours: neighboursGraph,
} as const satisfies Record<string, (source: GraphSource) => GraphParts>;

/** Settings of {@linkcode writeGraphs}. */
export interface WriteGraphsOptions {
  /** How the vectors are kept. Default `"f32"`. */
  precision?: Precision;
  /** Texts that each graph carries, beside its shape. Default none. */
  metadata?: Record<string, string>;
  /** Stops the writing when it is aborted. Default: never. */
  signal?: AbortSignal | undefined;
}

/**
 * Writes the three graphs of a model and the weights that they share.
 *
 * @param directory Where; none of the files may be there.
 * @param model The model.
 * @param pairCounts Training pairs of each item, uint32, shape `[items]`.
 * @param options See {@linkcode WriteGraphsOptions}.
 * @throws {RangeError} If a number is too large for the precision.
 */
export async function writeGraphs(
  directory: string,
  model: ItemModel,
  pairCounts: Uint32Array,
  options: WriteGraphsOptions = {},
): Promise<void> {
  const { precision = "f32", metadata = {}, signal } = options;
  const { itemCount, dimensions } = model.embeddings;
  const table = vectorTable(model.embeddings, precision);
  const weights = await writeWeights(
    directory,
    table,
    model,
    pairCounts,
    signal,
  );
  const weightsSha256 = await sha256OfFile(
    join(directory, MODEL_FILES.weights),
  );
  for (const [name, build] of Object.entries(GRAPHS)) {
    const bytes = encodeModel(
      build({ model, table, weights }),
      { name: "kindred", version: VERSION },
      {
        "kindred.items": String(itemCount),
        "kindred.dimensions": String(dimensions),
        "kindred.precision": precision,
        "kindred.weights.sha256": weightsSha256,
        ...metadata,
      },
    );
    const file = MODEL_FILES[name as keyof typeof GRAPHS];
    await writeFile(join(directory, file), bytes, { flag: "wx" });
  }
}
