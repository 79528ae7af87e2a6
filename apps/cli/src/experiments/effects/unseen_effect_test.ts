import assert from "node:assert/strict";
import { resultOf } from "../_testing.ts";
import { unseenEffect } from "./unseen_effect.ts";

Deno.test("unseenEffect() tells by how much seen items alone are better", () => {
  const { shows, rows, verdict } = unseenEffect([
    resultOf("baseline-binary", { rocAuc: 0.5, rocAucSeen: 0.75 }),
    resultOf("kindred-binary", { rocAuc: 0.75, rocAucSeen: 0.875 }),
    resultOf("als", { rocAucSeen: null }),
  ]);
  assert.equal(shows, true);
  assert.deepEqual(rows, [
    { name: "baseline-binary", gap: 0.25 },
    { name: "kindred-binary", gap: 0.125 },
  ]);
  assert.equal(
    verdict,
    "Items that are in no training pair cost ROC-AUC: over pairs of seen items alone it is higher by 0.1875 on average and 0.2500 at most (baseline-binary).",
  );
});

Deno.test("unseenEffect() says plainly where they cost little, or nobody can tell", () => {
  const little = unseenEffect([resultOf("als", { rocAucSeen: 0.8001 })]);
  assert.equal(little.shows, false);
  assert.match(little.verdict, /cost little here: .* by 0\.0001 on average/);
  assert.equal(
    unseenEffect([resultOf("als", { rocAucSeen: null })]).shows,
    null,
  );
});
