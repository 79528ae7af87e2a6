import { MODEL_FILES } from "@kindred/core";
import {
  type OnnxRuntime,
  type OnnxSession,
  openOnnxEngine,
} from "../engines/onnx_engine.ts";
import type { PlatformEngine } from "../open_model.ts";
import { type ModelSource, pathIn, sizeIn } from "../sources/model_source.ts";

/** As much of `onnxruntime-web` as is needed here. */
export interface OnnxRuntimeWeb extends OnnxRuntime {
  /** Opens graphs. */
  readonly InferenceSession: {
    create(
      graph: Uint8Array,
      options: {
        executionProviders: string[];
        externalData: { path: string; data: Uint8Array }[];
        logSeverityLevel: 3;
      },
    ): Promise<OnnxSession>;
  };
  /** Settings of all sessions. */
  readonly env: { wasm: { numThreads?: number } };
}

/** Settings of {@linkcode onnxRuntimeWeb}. */
export interface OnnxRuntimeWebOptions {
  /**
   * How many threads compute, a whole number >= 1. More than one need a page that
   * is cross-origin isolated.
   *
   * @default 1
   */
  threads?: number;
  /**
   * Where graphs run, in the order in which they are tried: `wasm`, `webgpu`, …
   *
   * @default ["wasm"]
   */
  executionProviders?: string[];
}

/**
 * Returns what runs a model with ONNX Runtime for the web, once it is needed. The
 * weights are then read whole and held in memory.
 *
 * @param load Loads the runtime: `() => import("onnxruntime-web")`, or one of its
 * smaller builds, so that a bundler sees which.
 * @param options See {@linkcode OnnxRuntimeWebOptions}.
 */
export function onnxRuntimeWeb(
  load: () => Promise<OnnxRuntimeWeb>,
  { threads = 1, executionProviders = ["wasm"] }: OnnxRuntimeWebOptions = {},
): PlatformEngine {
  const name = "onnxruntime-web";
  return {
    name,
    async open({ source, itemCount, dimensions }) {
      const runtime = await load();
      runtime.env.wasm.numThreads = threads;
      // Read once for all graphs.
      let weights: Promise<Uint8Array> | undefined;
      return await openOnnxEngine({
        name,
        itemCount,
        dimensions,
        runtime,
        oneAtATime: true,
        pathOf: (graph) => pathIn(source, MODEL_FILES[graph]),
        async open(graph) {
          weights ??= readWhole(source, MODEL_FILES.weights);
          return await runtime.InferenceSession.create(
            await readWhole(source, MODEL_FILES[graph]),
            {
              executionProviders,
              externalData: [{
                path: MODEL_FILES.weights,
                data: await weights,
              }],
              logSeverityLevel: 3,
            },
          );
        },
      });
    },
  };
}

async function readWhole(
  source: ModelSource,
  name: string,
): Promise<Uint8Array> {
  return await source.read(name, 0, await sizeIn(source, name));
}
