import assert from "node:assert/strict";
import { expectNoColumns } from "./expect_no_columns.ts";

Deno.test("expectNoColumns() passes where no column is named", () => {
  expectNoColumns();
  expectNoColumns({});
  expectNoColumns({ title: undefined });
});

Deno.test("expectNoColumns() throws KindredError and names the columns", () => {
  assert.throws(
    () => expectNoColumns({ title: "name", left: "a", brand: undefined }),
    {
      name: "KindredError",
      message:
        "Cannot use --left, --title: one of the sources must be a table to have such a column, got only product records",
    },
  );
});
