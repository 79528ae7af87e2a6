import { squaredNormsSpec } from "../spec/squared_norms_spec.ts";
import { kernelVersions } from "./_testing.ts";
import { simdSquaredNorms } from "./squared_norms.ts";

for (const { label, memory, kernels } of kernelVersions()) {
  squaredNormsSpec(`simdSquaredNorms(), ${label}`, {
    arrays: memory,
    squaredNorms: simdSquaredNorms(kernels),
  });
}
