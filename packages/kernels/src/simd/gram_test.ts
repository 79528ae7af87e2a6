import { gramSpec } from "../spec/gram_spec.ts";
import { kernelVersions } from "./_testing.ts";
import { simdGram } from "./gram.ts";

for (const { label, memory, kernels } of kernelVersions()) {
  gramSpec(`simdGram(), ${label}`, {
    arrays: memory,
    gram: simdGram(kernels),
  });
}
