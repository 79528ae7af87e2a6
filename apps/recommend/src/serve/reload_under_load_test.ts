import assert from "node:assert/strict";
import { reloadUnderLoad } from "./_reload_fixture.ts";

Deno.test("a model can be changed under load without a failed request", async () => {
  const { answered, failed, loads } = await reloadUnderLoad({
    reloads: 20,
    itemCount: 50,
    callers: 8,
  });
  assert.equal(failed, 0);
  assert.equal(loads, 21);
  assert.ok(answered >= 20, `${answered} requests`);
});
