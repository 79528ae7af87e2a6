import { HEAP } from "../array_allocator.ts";
import { alsSolveRowsSpec } from "../spec/als_solve_rows_spec.ts";
import { alsSolveRowsReference } from "./als_solve_rows.ts";

alsSolveRowsSpec("alsSolveRowsReference()", {
  arrays: HEAP,
  solveRows: alsSolveRowsReference,
  // Rows and VᵀV are kept in single precision, all else is in double.
  tolerance: { absolute: 1e-6, relative: 1e-6 },
});
