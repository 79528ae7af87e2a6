/**
 * Opens a model folder from disk and answers from its lists, its approximate index
 * (with `usearch`) or ONNX Runtime for Node (the CPU; works under Deno too). Needs a
 * file system; the native add-ons are loaded when they are needed.
 *
 * @example
 * ```ts
 * import { openModelFolder } from "@kindred/recommender/folder";
 * import assert from "node:assert/strict";
 *
 * await assert.rejects(
 *   openModelFolder("no/such/folder"),
 *   { name: "ArtifactError", path: "no/such/folder/manifest.json" },
 * );
 * ```
 *
 * @module
 */
export * from "../index/vector_index.ts";
export * from "../sources/folder_source.ts";
export * from "./onnx_runtime_node.ts";
export * from "./open_model_folder.ts";
