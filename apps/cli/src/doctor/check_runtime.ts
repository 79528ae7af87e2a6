import process from "node:process";
import type { Found } from "./finding.ts";

/** Releases of Deno that crash when DuckDB's objects are collected: denoland/deno#36538. */
const CRASHING_DENO = ["2.9.2", "2.9.3", "2.9.4", "2.9.5"];

/**
 * Looks at what runs this.
 *
 * @param versions As in `process.versions`. Default the process's.
 * @throws {Error} For a release that crashes.
 */
export function checkRuntime(
  versions: Readonly<Record<string, string | undefined>> = process.versions,
): Found {
  const { deno, node, v8 } = versions;
  const { platform, arch } = process;
  if (deno !== undefined && CRASHING_DENO.includes(deno)) {
    throw new Error(
      `Deno ${deno} can crash with DuckDB (denoland/deno#36538); take 2.9.6 or later`,
    );
  }
  const [name, version] = deno === undefined ? ["Node", node] : ["Deno", deno];
  return {
    found: `${name} ${version} on ${platform} ${arch}`,
    details: { name, version, v8, platform, arch },
  };
}
