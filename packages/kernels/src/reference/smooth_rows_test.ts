import { HEAP } from "../array_allocator.ts";
import { smoothRowsSpec } from "../spec/smooth_rows_spec.ts";
import { smoothRowsReference } from "./smooth_rows.ts";

smoothRowsSpec("smoothRowsReference()", {
  arrays: HEAP,
  smoothRows: smoothRowsReference,
});
