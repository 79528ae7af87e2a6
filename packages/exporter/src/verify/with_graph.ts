import { join } from "node:path";
import type { Precision } from "../precision/precision.ts";

/** A tensor that a graph takes. */
export interface GraphInput {
  /** Its numbers; whole ones are int64 for the graph. */
  values: Uint32Array | Float32Array;
  /** Its length along each axis. */
  dims: readonly number[];
}

/** A tensor that a graph gives: float32, or rows. */
export interface GraphOutput {
  /** Its numbers. */
  values: ArrayLike<number>;
  /** Its length along each axis. */
  dims: readonly number[];
}

/** Runs a graph once. */
export type RunGraph = (
  inputs: Record<string, GraphInput>,
) => Promise<Record<string, GraphOutput>>;

/** Settings of {@linkcode withGraph}. */
export interface GraphOptions {
  /** Threads of ONNX Runtime. Default as many as it likes. */
  threads?: number;
  /** How the graph's vectors are kept. Default `"f32"`. */
  precision?: Precision;
}

/**
 * Opens a graph with ONNX Runtime, hands it to `use`, and closes it whatever
 * happens.
 *
 * @param directory Its folder.
 * @param file Its name.
 * @param use What to do with it.
 * @param options See {@linkcode GraphOptions}.
 */
export async function withGraph<R>(
  directory: string,
  file: string,
  use: (run: RunGraph) => Promise<R>,
  { threads = 0, precision = "f32" }: GraphOptions = {},
): Promise<R> {
  const { InferenceSession, Tensor } = await import("onnxruntime-node");
  const session = await InferenceSession.create(join(directory, file), {
    intraOpNumThreads: threads,
    // Errors only: they are thrown.
    logSeverityLevel: 3,
    // Packing copies the whole table, which for f32 makes nothing faster.
    ...precision === "f32"
      ? { extra: { session: { disable_prepacking: "1" } } }
      : {},
  });
  try {
    return await use(async (inputs) => {
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([name, { values, dims }]) => [
          name,
          values instanceof Float32Array
            ? new Tensor("float32", values, dims)
            : new Tensor("int64", BigInt64Array.from(values, BigInt), dims),
        ]),
      );
      const outputs = await session.run(feeds);
      return Object.fromEntries(
        Object.entries(outputs).map(([name, { data, dims }]) => [name, {
          values: data instanceof BigInt64Array
            ? Uint32Array.from(data, Number)
            : data as Float32Array,
          dims,
        }]),
      );
    });
  } finally {
    await session.release();
  }
}
