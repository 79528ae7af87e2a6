/**
 * Runs a model with ONNX Runtime for the web: in browsers and wherever WebAssembly
 * runs and native add-ons do not. The runtime itself is the caller's to load, so that
 * a bundler takes the build that is wanted.
 *
 * @example
 * ```ts ignore
 * import { fetchSource, openModel } from "@kindred/recommender";
 * import { onnxRuntimeWeb } from "@kindred/recommender/web";
 *
 * const recommender = await openModel(
 *   fetchSource("https://shop.example/model"),
 *   { onnx: onnxRuntimeWeb(() => import("onnxruntime-web")) },
 * );
 * ```
 *
 * @module
 */
export * from "./onnx_runtime_web.ts";
