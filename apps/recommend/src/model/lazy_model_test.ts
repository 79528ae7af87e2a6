import assert from "node:assert/strict";
import { fixtureRecommender } from "../_recommender_fixture.ts";
import { createLazyModel } from "./lazy_model.ts";
import type { ServedModel } from "./model_handle.ts";

/** A model, and whether it was closed. */
function model() {
  const state = { isClosed: false };
  const recommender = fixtureRecommender({
    close: () => {
      state.isClosed = true;
      return Promise.resolve();
    },
  });
  return { served: { recommender, source: null } as ServedModel, state };
}

const NOT_READY = {
  name: "ModelNotReadyError",
  message:
    "Cannot answer: the model must be loaded, got none yet; /readyz tells why",
};

Deno.test("createLazyModel() loads once for all who ask, and again after a failure", async () => {
  let loads = 0;
  const only = model();
  const failures: unknown[] = [];
  const lazy = createLazyModel(() => {
    loads++;
    return loads === 1
      ? Promise.reject(new Error("not reached"))
      : Promise.resolve(only.served);
  }, { retrySeconds: 0, onFailure: (error) => failures.push(error) });
  assert.equal(loads, 0);
  const tries = await Promise.allSettled([lazy.acquire(), lazy.acquire()]);
  for (const { reason } of tries as PromiseRejectedResult[]) {
    assert.equal(reason.name, NOT_READY.name);
    assert.equal(reason.cause.message, "not reached");
  }
  assert.equal(failures.length, 1);
  assert.equal(lazy.status.lastFailure, "not reached");
  const leases = await Promise.all([lazy.acquire(), lazy.acquire()]);
  assert.equal(loads, 2);
  assert.equal(lazy.status.lastFailure, null);
  for (const lease of leases) lease.release();
  await lazy.close();
  assert.equal(only.state.isClosed, true);
  await assert.rejects(lazy.acquire(), { name: "ModelClosedError" });
});

Deno.test("createLazyModel() refuses for some seconds after a failure without a try", async () => {
  let loads = 0;
  const lazy = createLazyModel(() => {
    loads++;
    return Promise.reject(new Error("not reached"));
  }, { retrySeconds: 60 });
  await assert.rejects(lazy.acquire(), { ...NOT_READY, retryAfter: 60 });
  await assert.rejects(lazy.acquire(), { ...NOT_READY, retryAfter: 60 });
  assert.equal(loads, 1);
});

Deno.test("createLazyModel() gives up what takes too long, and closes it when it comes", async () => {
  const late = model();
  const { promise, resolve } = Promise.withResolvers<ServedModel>();
  const next = model();
  const loads = [promise, Promise.resolve(next.served)];
  const lazy = createLazyModel(() => loads.shift()!, {
    retrySeconds: 0,
    loadSeconds: 0.01,
  });
  const tries = await Promise.allSettled([lazy.acquire(), lazy.acquire()]);
  for (const { reason } of tries as PromiseRejectedResult[]) {
    assert.equal(reason.message, NOT_READY.message);
  }
  assert.equal(
    lazy.status.lastFailure,
    "Cannot load the model: it must be there within 0.01 s, got none",
  );
  assert.equal(lazy.status.failures, 1);
  const lease = await lazy.acquire();
  assert.equal(lease.model, next.served);
  lease.release();
  resolve(late.served);
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert.equal(late.state.isClosed, true);
  assert.equal(next.state.isClosed, false);
  await lazy.close();
});

Deno.test("createLazyModel() loads anew when it was told to, and lets requests end", async () => {
  const models = [model(), model()];
  const all = [...models];
  const lazy = createLazyModel(() => Promise.resolve(models.shift()!.served));
  const lease = await lazy.acquire();
  lazy.renew();
  const next = await lazy.acquire();
  assert.equal(next.model, all[1]!.served);
  assert.equal(all[0]!.state.isClosed, false);
  lease.release();
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert.equal(all[0]!.state.isClosed, true);
  next.release();
  await lazy.close();
  assert.throws(
    () => createLazyModel(() => Promise.reject(), { loadSeconds: 0 }),
    RangeError,
  );
});
