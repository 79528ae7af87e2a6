import assert from "node:assert/strict";
import { linkSources } from "./read_sources.ts";
import { scoreComplements } from "./score_complements.ts";

// Without brands every weight is 1, so that the cosine can be done by hand.
const SOURCES = linkSources(
  "## A\nX: a, b, c, d, e\nY: a, b, c, d, f\n",
  "[S]\na\n  - A1\n  - A2\nb\n  - B\nc\n  - C\nd\n  - D\ne\n  - E\nf\n  - F\n",
);

Deno.test("scoreComplements() is the cosine of the dishes, two lonely ones added", () => {
  const scores = scoreComplements(SOURCES);
  // a and b: both dishes; a and e: one of a's two and e's one.
  assert.equal(scores[0]!.get(2), 2 / Math.sqrt((2 + 2) * (2 + 2)));
  assert.equal(scores[0]!.get(5), 1 / Math.sqrt((2 + 2) * (2 + 1)));
});

Deno.test("scoreComplements() leaves out variants and what shares no dish", () => {
  const scores = scoreComplements(SOURCES);
  assert.equal(scores[0]!.has(1), false);
  assert.equal(scores[5]!.has(6), false);
});
