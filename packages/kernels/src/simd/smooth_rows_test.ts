import { smoothRowsSpec } from "../spec/smooth_rows_spec.ts";
import { kernelVersions } from "./_testing.ts";
import { simdSmoothRows } from "./smooth_rows.ts";

for (const { label, memory, kernels } of kernelVersions()) {
  smoothRowsSpec(`simdSmoothRows(), ${label}`, {
    arrays: memory,
    smoothRows: simdSmoothRows(kernels),
  });
}
