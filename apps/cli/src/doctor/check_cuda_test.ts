import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkCuda } from "./check_cuda.ts";
import { findingOf } from "./finding.ts";
import { installation, machine } from "./_testing.ts";

Deno.test("checkCuda() tells versions, and fails where a library is missing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kindred-doctor-"));
  try {
    const libraries = {
      cuda_runtime: ["libcudart.so.12"],
      cuda_nvrtc: ["libnvrtc-builtins.so.12.9"],
      cublas: ["libcublas.so.12", "libcublasLt.so.12"],
      cudnn: ["libcudnn.so.9"],
      cufft: ["libcufft.so.11"],
      cusolver: ["libcusolver.so.11"],
      cusparse: ["libcusparse.so.12"],
      nvjitlink: ["libnvJitLink.so.12"],
    };
    for (const [part, files] of Object.entries(libraries)) {
      const lib = join(folder, "deps/nvidia", part, "lib");
      mkdirSync(lib, { recursive: true });
      for (const file of files) writeFileSync(join(lib, file), "");
    }
    const look = () =>
      findingOf(
        "CUDA",
        () =>
          checkCuda(machine({ installations: [installation("cuda", folder)] })),
      );
    const { ok, found, details } = await look();
    assert.ok(ok);
    assert.equal(
      found,
      "CUDA 12.9, cudart 12, cublas 12, cudnn 9, cufft 11, cusolver 11, cusparse 12",
    );
    assert.equal((details["libraries"] as unknown[]).length, 9);
    rmSync(join(folder, "deps/nvidia/cudnn"), { recursive: true });
    const without = await look();
    assert.equal(without.ok, false);
    assert.match(without.found, /--cuda --force .* got none of libcudnn\.so$/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
