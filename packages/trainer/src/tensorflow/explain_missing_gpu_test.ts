import assert from "node:assert/strict";
import { explainMissingGpu } from "./explain_missing_gpu.ts";
import type {
  TensorflowInstallation,
  TensorflowVariant,
} from "./find_tensorflow.ts";

const installation = (
  variant: TensorflowVariant | null,
): TensorflowInstallation => ({
  folder: "/nowhere",
  packageName: "@tensorflow/tfjs-node-gpu",
  variant,
  record: null,
});

const GPUS = [{
  index: 0,
  name: "NVIDIA L4",
  driver: "550.1",
  memoryBytes: 2 ** 34,
  usedBytes: 0,
}];

Deno.test("explainMissingGpu() names the driver, the variant, the variable, the libraries", () => {
  const explain = (
    variant: TensorflowVariant | null,
    gpus: string | typeof GPUS,
    visible?: string,
  ) => {
    const { requirement, found } = explainMissingGpu(
      installation(variant),
      gpus,
      visible ?? "0",
    );
    return `${requirement}, got ${found}`;
  };
  assert.equal(
    explain("cuda", "no NVIDIA driver"),
    "an NVIDIA driver must know of a GPU, got no NVIDIA driver",
  );
  assert.match(
    explain("cpu", GPUS),
    /set up for CUDA \(deno task setup:tensorflow --cuda\), got one for the CPU/,
  );
  assert.match(explain(null, GPUS, "-1"), /CUDA_VISIBLE_DEVICES .*got "-1"/);
  assert.match(
    explain("cuda", GPUS),
    /--force .*libcudart\.so, .*libcudnn\.so/,
  );
  assert.match(explain(null, GPUS), /it says why not\), got .*NVIDIA L4/);
});
