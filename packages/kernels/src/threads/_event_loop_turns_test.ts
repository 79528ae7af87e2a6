import assert from "node:assert/strict";
import { eventLoopTurns } from "./_event_loop_turns.ts";

/** Keeps the thread busy. */
function work(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

Deno.test("eventLoopTurns() lets others in after work that took long", async () => {
  const turn = eventLoopTurns();
  let others = 0;
  const timer = setInterval(() => others++, 0);
  for (let i = 0; i < 4; i++) {
    work(50);
    await turn();
  }
  clearInterval(timer);
  assert.ok(others >= 2, `${others}`);
});

Deno.test("eventLoopTurns() throws the reason of the first signal that is aborted", async () => {
  const [first, second] = [new AbortController(), new AbortController()];
  const turn = eventLoopTurns(undefined, first.signal, second.signal);
  await turn();
  second.abort(new Error("second"));
  await assert.rejects(turn(), new Error("second"));
  first.abort(new Error("first"));
  await assert.rejects(turn(), new Error("first"));
});
