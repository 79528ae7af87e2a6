import { KindredError } from "@kindred/core";
import assert from "node:assert/strict";
import { ExportMismatchError } from "./export_mismatch_error.ts";

Deno.test("ExportMismatchError says which graph is off by how much", () => {
  const error = new ExportMismatchError("score.onnx", 0.25, 1e-5);
  assert.ok(error instanceof KindredError);
  assert.equal(error.name, "ExportMismatchError");
  assert.equal(error.graph, "score.onnx");
  assert.equal(error.difference, 0.25);
  assert.equal(
    error.message,
    "Cannot export: score.onnx must give what the vectors give within 0.00001, got a difference of 0.25",
  );
});
