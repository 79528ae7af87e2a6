import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cudaLibraries, missingCudaLibraries } from "./cuda_libraries.ts";

Deno.test("cudaLibraries() reads versions from the names of files, missingCudaLibraries() what is not there", () => {
  const folder = mkdtempSync(join(tmpdir(), "kindred-cuda-"));
  try {
    assert.deepEqual(cudaLibraries({ folder }), []);
    assert.equal(missingCudaLibraries({ folder }).length, 8);
    for (
      const path of [
        "cudnn/lib/libcudnn.so.9",
        "cublas/lib/libcublas.so.12",
        "cublas/lib/libcublasLt.so.12",
        "cuda_nvrtc/lib/libnvrtc-builtins.so.12.9",
        // Neither has a version.
        "cuda_cupti/lib/libcheckpoint.so",
        "cuda_nvcc/bin/ptxas",
      ]
    ) {
      const file = join(folder, "deps/nvidia", path);
      mkdirSync(join(file, ".."), { recursive: true });
      writeFileSync(file, "");
    }
    assert.deepEqual(
      cudaLibraries({ folder }).map(({ name, version }) => [name, version]),
      [
        ["cublas", "12"],
        ["cublasLt", "12"],
        ["nvrtc-builtins", "12.9"],
        ["cudnn", "9"],
      ],
    );
    assert.deepEqual(missingCudaLibraries({ folder }), [
      "libcudart.so",
      "libcufft.so",
      "libcusolver.so",
      "libcusparse.so",
      "libnvJitLink.so",
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
