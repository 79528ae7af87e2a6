/**
 * A trained run to a model folder: ONNX graphs, compared with the vectors before
 * anybody sees them, items and a model card.
 *
 * @example
 * ```ts
 * import { modelCard } from "@kindred/exporter";
 * import assert from "node:assert/strict";
 *
 * const card = modelCard({
 *   itemCount: 1200,
 *   dimensions: 128,
 *   trainPairs: 5000,
 *   options: { epochs: 20 },
 *   metrics: { rocAuc: 0.975 },
 *   originSha256: "0".repeat(64),
 * });
 * assert.match(card, /1,200 items, 128 dimensions/);
 * assert.match(card, /\| ROC-AUC \| 0\.9750 \|/);
 * ```
 *
 * @module
 */
export * from "./export_mismatch_error.ts";
export * from "./export_run.ts";
export * from "./export_vectors.ts";
export type { ExportFindings } from "./folder/fill_model_folder.ts";
export * from "./folder/model_folder_options.ts";
export type { WrittenIndex } from "./index/write_index.ts";
export type { ImportedVectors } from "./import/imported_vectors.ts";
export * from "./import/vector_formats.ts";
export * from "./model_card.ts";
export * from "./precision/compare_precisions.ts";
export * from "./precision/precision.ts";
export * from "./verify_graphs.ts";
