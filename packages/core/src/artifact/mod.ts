/**
 * Artifact folders: written beside their place and renamed into it, each with a
 * manifest; needs a file system.
 *
 * @example
 * ```ts
 * import { openArtifact, writeArtifact } from "@kindred/core/artifact";
 * import assert from "node:assert/strict";
 * import { mkdtemp, rm, writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 *
 * const folder = await mkdtemp(join(tmpdir(), "kindred-"));
 * const out = join(folder, "report");
 * const plan = { kind: "report" as const, options: { seed: 1 }, inputs: [] };
 * await writeArtifact(out, plan, async (staging) => {
 *   await writeFile(join(staging, "metrics.json"), "{}");
 *   return { queries: 0 };
 * });
 * const { manifest } = await openArtifact(out, "report");
 * assert.equal(manifest.files["metrics.json"]?.bytes, 2);
 * await rm(folder, { recursive: true });
 * ```
 *
 * @module
 */
export * from "./catalogue.ts";
export * from "./json_file.ts";
export * from "./manifest.ts";
export * from "./open_artifact.ts";
export * from "./run.ts";
export * from "./safetensors.ts";
export * from "./same_json.ts";
export * from "./sha256.ts";
export * from "./split.ts";
export * from "./write_artifact.ts";
