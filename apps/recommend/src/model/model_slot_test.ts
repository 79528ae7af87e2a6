import assert from "node:assert/strict";
import { fixtureRecommender } from "../_recommender_fixture.ts";
import { createModelSlot } from "./model_slot.ts";

function model() {
  let isClosed = false;
  const recommender = fixtureRecommender({
    close: () => {
      isClosed = true;
      return Promise.resolve();
    },
  });
  return {
    served: { recommender, source: null },
    get isClosed() {
      return isClosed;
    },
  };
}

Deno.test("createModelSlot() closes the model before after its last lease", async () => {
  const [first, second] = [model(), model()];
  const slot = createModelSlot(first.served);
  const leases = [slot.acquire(), slot.acquire()];
  const swapped = slot.swap(second.served);
  assert.equal(slot.acquire().model, second.served);
  leases[0]!.release();
  leases[0]!.release();
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert.equal(first.isClosed, false);
  leases[1]!.release();
  await swapped;
  assert.equal(first.isClosed, true);
  assert.equal(second.isClosed, false);
});

Deno.test("createModelSlot() hands out nothing before the first and after the last", async () => {
  const only = model();
  const slot = createModelSlot();
  assert.throws(() => slot.acquire(), { name: "ModelClosedError" });
  await slot.swap(only.served);
  slot.acquire().release();
  await slot.close();
  assert.equal(only.isClosed, true);
  assert.throws(() => slot.acquire(), { name: "ModelClosedError" });
});

Deno.test("createModelSlot() says how it stands", async () => {
  const slot = createModelSlot(model().served);
  slot.noteFailure(new Error("no such file"));
  assert.deepEqual({ ...slot.status, model: null }, {
    model: null,
    loads: 1,
    failures: 1,
    lastFailure: "no such file",
  });
  await slot.swap(model().served);
  assert.equal(slot.status.lastFailure, null);
  assert.equal(slot.status.loads, 2);
});
