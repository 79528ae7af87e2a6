/**
 * Opens a model folder from disk and runs it with ONNX Runtime for Node (the
 * CPU; works under Deno too). Needs a file system and a native add-on.
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
export * from "./create_node_runtime.ts";
export * from "./open_model_folder.ts";
