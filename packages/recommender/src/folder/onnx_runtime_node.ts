import { MODEL_FILES } from "@kindred/core";
import { pathIn } from "../sources/model_source.ts";
import { openOnnxEngine } from "../engines/onnx_engine.ts";
import type { PlatformEngine } from "../open_model.ts";

/** Settings of {@linkcode onnxRuntimeNode}. */
export interface OnnxRuntimeNodeOptions {
  /**
   * How many threads compute one answer, a whole number >= 1.
   *
   * @default one for each core
   */
  threads?: number;
}

/**
 * Returns what runs a model folder with ONNX Runtime for Node, on the CPU, once it is
 * needed. Each call holds up the event loop while it computes: ONNX Runtime for Node
 * works on the calling thread.
 *
 * @param options See {@linkcode OnnxRuntimeNodeOptions}.
 */
export function onnxRuntimeNode(
  { threads }: OnnxRuntimeNodeOptions = {},
): PlatformEngine {
  const name = "onnxruntime-node";
  return {
    name,
    async open({ source, itemCount, dimensions }) {
      const { InferenceSession, Tensor } = await import("onnxruntime-node");
      const pathOf = (graph: keyof typeof MODEL_FILES) =>
        pathIn(source, MODEL_FILES[graph]);
      return await openOnnxEngine({
        name,
        itemCount,
        dimensions,
        runtime: { Tensor },
        pathOf,
        open: (graph) =>
          InferenceSession.create(pathOf(graph), {
            executionProviders: ["cpu"],
            // Errors only: they are thrown, and warnings are no business of a server's log.
            logSeverityLevel: 3,
            ...threads === undefined ? {} : { intraOpNumThreads: threads },
          }),
      });
    },
  };
}
