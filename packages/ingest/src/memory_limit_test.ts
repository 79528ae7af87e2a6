import { KindredError } from "@kindred/core";
import assert from "node:assert/strict";
import { shareMemory } from "./memory_limit.ts";

Deno.test("shareMemory() reads every unit and shares it out", () => {
  const cases: [limit: string, bytes: number][] = [
    ["1GB", 1e9],
    ["1.5 gb", 1.5e9],
    ["512MiB", 2 ** 29],
    ["400000KB", 4e8],
    ["2TiB", 2 ** 41],
  ];
  for (const [limit, bytes] of cases) {
    const { duckDb, sorting } = shareMemory(limit);
    assert.equal(duckDb, bytes * 5 / 8, limit);
    assert.equal(sorting, bytes / 4, limit);
  }
});

Deno.test("shareMemory() throws KindredError for what is no size, or too small", () => {
  for (const limit of ["", "1", "GB", "-1GB", "1XB", "99MB", "nanGB"]) {
    assert.throws(
      () => shareMemory(limit),
      new KindredError(
        `Cannot ingest: the memory limit must be a size of at least 100MB, such as 1GB, got "${limit}"`,
      ),
    );
  }
});
