import { queryRows, withDuckDb } from "@kindred/core/parquet";
import { loadParser } from "../arguments/parsers.ts";
import type { Found } from "./finding.ts";

/** Looks at DuckDB, which reads and writes Parquet. */
export async function checkDuckDb(): Promise<Found> {
  const [row] = await withDuckDb((connection) =>
    queryRows(connection, "SELECT version()")
  );
  const version = String(row![0]);
  return { found: `${version}, for Parquet`, details: { version } };
}

/** Looks at ONNX Runtime, which exports are verified with and models are served by. */
export async function checkOnnxRuntime(): Promise<Found> {
  const { env, listSupportedBackends } = await import("onnxruntime-node");
  const version = env.versions.node ?? env.versions.common;
  const providers = listSupportedBackends()
    .filter(({ bundled }) => bundled).map(({ name }) => name);
  return {
    found: `${version}, for inference; its binding loads, with ${
      providers.join(", ")
    } (Kindred takes cpu)`,
    details: { version, providers },
  };
}

/** Looks at what reads the command line. */
export async function checkCommandLine(): Promise<Found> {
  const { name } = await loadParser();
  return { found: `read with ${name}`, details: { parser: name } };
}
