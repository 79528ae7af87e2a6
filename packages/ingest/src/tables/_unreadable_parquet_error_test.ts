import { KindredError, OutOfRoomError } from "@kindred/core";
import assert from "node:assert/strict";
import { unreadableParquetError } from "./_unreadable_parquet_error.ts";

Deno.test("unreadableParquetError() says in one line what is wrong with the file", () => {
  const cause = new Error("Invalid Input Error: No magic bytes\nLINE 1: …");
  const error = unreadableParquetError("cut.parquet", cause);
  assert.ok(error instanceof KindredError);
  assert.equal(
    error.message,
    'Cannot read "cut.parquet": it must be a whole Parquet file, got: Invalid Input Error: No magic bytes',
  );
  assert.equal(error.cause, cause);
});

Deno.test("unreadableParquetError() leaves errors that are not the file's", () => {
  const others = [
    new Error("Out of Memory Error: failed to allocate data"),
    new Error("INTERRUPT Error: Interrupted!"),
    new OutOfRoomError("go on", "memory", "failed to allocate data"),
    "no error",
  ];
  for (const cause of others) {
    assert.equal(unreadableParquetError("a.parquet", cause), cause);
  }
});
