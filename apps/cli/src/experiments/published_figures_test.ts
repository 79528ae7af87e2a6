import assert from "node:assert/strict";
import { publishedFor } from "./published_figures.ts";

Deno.test("publishedFor() knows data by its size, within 5 %", () => {
  for (
    const [items, pairs, name, same] of [
      [418_749, 4_005_262, "Electronics", true],
      [400_000, 4_200_000, "Electronics", true],
      [1_950_000, 26_000_000, "Books", true],
      [395_000, 4_005_262, "Electronics", false],
      [1_950_000, 4_005_262, "Electronics", false],
      [12, 34, "Electronics", false],
    ] as const
  ) {
    const found = publishedFor(items, pairs);
    assert.deepEqual([found.data.name, found.same], [name, same]);
  }
});
