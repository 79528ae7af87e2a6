/**
 * Artifact folders: written beside their place and renamed into it, each with a
 * manifest; needs a file system.
 *
 * @module
 */
export * from "./catalogue.ts";
export * from "./json_file.ts";
export * from "./manifest.ts";
export * from "./open_artifact.ts";
export * from "./run.ts";
export * from "./safetensors.ts";
export * from "./sha256.ts";
export * from "./split.ts";
export * from "./write_artifact.ts";
