import assert from "node:assert/strict";
import { findingOf } from "./finding.ts";

Deno.test("findingOf() makes a failure of what is thrown", async () => {
  assert.deepEqual(
    await findingOf("it", () => {
      throw new Error("it is broken");
    }),
    { name: "it", ok: false, found: "it is broken", details: {} },
  );
  assert.deepEqual(
    await findingOf("it", () => ({ found: "2", details: { n: 2 } })),
    { name: "it", ok: true, found: "2", details: { n: 2 } },
  );
});
