import assert from "node:assert/strict";
import { destinationOf } from "./wanted_files.ts";

Deno.test("destinationOf() lays CUDA beside TensorFlow as its run path wants it", () => {
  const cases: [string, string | null][] = [
    ["tensorflow/libtensorflow_cc.so.2", "deps/lib/libtensorflow_cc.so.2"],
    [
      "tensorflow/include/tensorflow/c/eager/c_api.h",
      "deps/include/tensorflow/c/eager/c_api.h",
    ],
    [
      "tensorflow/include/xla/tsl/c/tsl_status.h",
      "deps/include/xla/tsl/c/tsl_status.h",
    ],
    ["tensorflow/include/Eigen/Core", null],
    ["tensorflow/python/_pywrap_tfe.so", null],
    [
      "nvidia/cudnn/lib/libcudnn.so.9",
      "deps/nvidia/cudnn/lib/libcudnn.so.9",
    ],
    ["nvidia/cuda_nvcc/bin/ptxas", "deps/nvidia/cuda_nvcc/bin/ptxas"],
    ["nvidia/cudnn/include/cudnn.h", null],
    ["nvidia/cuda_nvrtc/lib/libnvrtc.alt.so.12", null],
    ["nvidia/cuda_runtime/lib/libcudart_static.a", null],
    ["nvidia/../../lib/evil.so", null],
  ];
  for (const [name, expected] of cases) {
    assert.equal(destinationOf(name), expected, name);
  }
});
