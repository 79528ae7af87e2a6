import assert from "node:assert/strict";
import { Gate } from "./gate.ts";

/** Work that ends when it is told to. */
function work() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { run: () => promise, end: resolve };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

Deno.test("Gate lets so many through at once and the others in order", async () => {
  const gate = new Gate({ most: 2, mostWaiting: 2 });
  const works = Array.from({ length: 4 }, work);
  const ended: number[] = [];
  const passes = works.map(({ run }, i) =>
    gate.pass(run).then(() => ended.push(i))
  );
  await turn();
  assert.deepEqual([gate.running, gate.waiting], [2, 2]);
  works[3]!.end();
  works[1]!.end();
  await turn();
  await turn();
  assert.deepEqual([gate.running, gate.waiting], [2, 1]);
  for (const { end } of works) end();
  await Promise.all(passes);
  assert.deepEqual(ended[0], 1);
  assert.deepEqual([gate.running, gate.waiting, gate.refused], [0, 0, 0]);
});

Deno.test("Gate refuses what finds no place to wait", async () => {
  const gate = new Gate({ most: 1, mostWaiting: 0 });
  const { run, end } = work();
  const passed = gate.pass(run);
  await assert.rejects(gate.pass(run), {
    name: "OverloadedError",
    message: "Cannot answer: there must be room for another request, got none",
    retryAfter: 1,
  });
  assert.equal(gate.refused, 1);
  end();
  await passed;
  assert.equal(await gate.pass(() => Promise.resolve("rice")), "rice");
});

Deno.test("Gate gives up the place of one that is gone", async () => {
  const gate = new Gate({ most: 1, mostWaiting: 1 });
  const { run, end } = work();
  const passed = gate.pass(run);
  const gone = new AbortController();
  const left = gate.pass(run, () => gone.signal);
  gone.abort();
  await assert.rejects(left, { name: "CallerGoneError" });
  assert.equal(gate.waiting, 0);
  const next = gate.pass(() => Promise.resolve());
  end();
  await Promise.all([passed, next]);
  assert.equal(gate.running, 0);
});

Deno.test("Gate makes room again if the work fails", async () => {
  const gate = new Gate({ most: 1, mostWaiting: 0 });
  const failure = gate.pass(() => Promise.reject(new Error("no")));
  await assert.rejects(failure, { message: "no" });
  assert.equal(gate.running, 0);
});
