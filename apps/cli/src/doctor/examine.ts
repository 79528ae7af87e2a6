import { checkCuda } from "./check_cuda.ts";
import { checkEngine } from "./check_engine.ts";
import { checkGpus } from "./check_gpus.ts";
import {
  checkCommandLine,
  checkDuckDb,
  checkOnnxRuntime,
} from "./check_packages.ts";
import { checkProcessor } from "./check_processor.ts";
import { checkRuntime } from "./check_runtime.ts";
import { checkTensorflow } from "./check_tensorflow.ts";
import { checkWebAssembly } from "./check_webassembly.ts";
import { type Finding, findingOf } from "./finding.ts";
import { type Machine, thisMachine } from "./machine.ts";

/**
 * Looks at everything that Kindred uses, or would use if it were there.
 *
 * @param machine GPUs and TensorFlows. Default this machine's.
 */
export async function examine(
  machine: Machine = thisMachine(),
): Promise<Finding[]> {
  return [
    await findingOf("runtime", () => checkRuntime()),
    await findingOf("processor", checkProcessor),
    await findingOf("WebAssembly", () => checkWebAssembly()),
    await findingOf("DuckDB", checkDuckDb),
    await findingOf("ONNX Runtime", checkOnnxRuntime),
    await findingOf("command line", checkCommandLine),
    ...checkGpus(machine),
    await findingOf("CUDA libraries", () => checkCuda(machine)),
    ...await checkTensorflow(machine),
    await findingOf("--device auto", () => checkEngine(machine)),
  ];
}
