import assert from "node:assert/strict";
import { askOnce } from "./_ask_once.ts";

Deno.test("askOnce() asks once for all who ask at the same time or later", async () => {
  const asked = new Map<string, Promise<number>>();
  let turn = 0;
  const ask = () => Promise.resolve(++turn);
  const answers = [askOnce(asked, "a", ask), askOnce(asked, "a", ask)];
  assert.deepEqual(await Promise.all(answers), [1, 1]);
  assert.equal(await askOnce(asked, "a", ask), 1);
  assert.equal(await askOnce(asked, "b", ask), 2);
});

Deno.test("askOnce() asks again for what could not be had", async () => {
  const asked = new Map<string, Promise<number>>();
  const fail = () => Promise.reject(new Error("later"));
  await assert.rejects(askOnce(asked, "a", fail), { message: "later" });
  assert.equal(await askOnce(asked, "a", () => Promise.resolve(7)), 7);
});
