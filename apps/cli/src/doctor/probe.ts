// Runs in a process of its own, which what does not load may end. See run_probe.ts.
import { KindredError } from "@kindred/core";
import { selectEngine } from "@kindred/trainer";
import { DeviceTable, loadTensorflow } from "@kindred/trainer/tensorflow";
import process from "node:process";
import type {
  EngineProof,
  ProbeAnswer,
  ProbeRequest,
  TensorflowProof,
} from "./probe_message.ts";

const request: ProbeRequest = JSON.parse(process.argv[2]!);
let answer: ProbeAnswer;
try {
  answer = request.kind === "engine"
    ? { engine: engineOf() }
    : { tensorflow: tryTensorflow(request.installation) };
} catch (error) {
  answer = { error: (error as Error).message };
}
process.stdout.write(`\n${JSON.stringify(answer)}\n`);

function engineOf(): EngineProof {
  const { engine: { name, device, threads }, reason } = selectEngine("auto");
  return { engine: name, device, threads, reason };
}

/** Loads TensorFlow, and lets it change a row in place and multiply. */
function tryTensorflow(
  installation: Extract<ProbeRequest, { kind: "tensorflow" }>["installation"],
): TensorflowProof {
  const { api, version, jsVersion, device, whyNoGpu } = loadTensorflow({
    installations: [installation],
  });
  const found = api.tidy(() => {
    const matrix = api.tensor(Float32Array.of(1, 2, 3, 4), [2, 2]);
    const table = new DeviceTable(api, matrix);
    const row = api.tensor(Float32Array.of(10, 10), [1, 2]);
    table.subtract(api.tensor(Int32Array.of(1)), row);
    const changed = table.read();
    const product = api.matMul(changed, changed).dataSync();
    table.dispose();
    return Array.from(product).join(", ");
  });
  // [[1, 2], [-7, -6]] times itself.
  const expected = "-13, -10, 35, 22";
  if (found !== expected) {
    throw new KindredError(
      `Cannot use TensorFlow: a product must be ${expected}, got ${found}`,
    );
  }
  return { version, jsVersion, device, whyNoGpu };
}
