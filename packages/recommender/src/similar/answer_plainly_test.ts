import assert from "node:assert/strict";
import {
  plainEngine,
  plainLists,
  randomWorld,
  type World,
} from "../_testing.ts";
import { arrayItems } from "../catalogue/array_items.ts";
import { Catalogue } from "../catalogue/catalogue.ts";
import { scanStore } from "../catalogue/scan_items.ts";
import { EngineRow } from "../engines/engine_row.ts";
import { listsEngine } from "../engines/lists_engine.ts";
import { answerPlainly } from "./answer_plainly.ts";
import { type Answering, similarItems } from "./similar_items.ts";

const WORLD = randomWorld(120, 7);

function answering(world: World, n: number | null): Answering {
  const store = arrayItems(world.items);
  const plain = plainEngine(world);
  return {
    catalogue: new Catalogue(store, () => scanStore(store), Infinity),
    engines: new EngineRow(
      n === null ? [plain] : [listsEngine(plainLists(world, n)), plain],
    ),
    knownPairs: null,
  };
}

Deno.test("answerPlainly() gives what similarItems() gives, or leaves it to that", async () => {
  const parts = answering(WORLD, 20);
  let plain = 0;
  for (const { id } of WORLD.items) {
    for (const k of [undefined, 1, 7, 20, 21]) {
      const options = k === undefined ? {} : { k };
      const answer = await answerPlainly(parts, id, options);
      if (answer === null) continue;
      plain++;
      assert.deepEqual(answer, await similarItems(parts, id, options));
    }
  }
  assert.ok(plain > 300, `${plain} of 600 questions`);
});

Deno.test("answerPlainly() leaves alone whatever has rules, or is no item alone", async () => {
  const parts = answering(WORLD, 20);
  const [trained, untrained] = [true, false].map((isTrained) =>
    WORLD.items.find(({ pairs }) => pairs > 0 === isTrained)!.id
  ) as [string, string];
  assert.notEqual(await answerPlainly(parts, trained, { k: 3 }), null);
  for (
    const [basket, options] of [
      [[trained], {}],
      [untrained, {}],
      ["unknown", {}],
      [trained, { minScore: 0.5 }],
      [trained, { k: 3, explain: true }],
      [trained, { k: 0 }],
      [trained, { k: "3" as unknown as number }],
      [trained, { k: 3, misspelt: 1 } as { k: number }],
      [trained, null as unknown as { k: number }],
      [trained, [] as unknown as { k: number }],
    ] as const
  ) {
    const answer = await answerPlainly(parts, basket, options);
    assert.equal(answer, null, JSON.stringify([basket, options]));
  }
});

Deno.test("answerPlainly() leaves alone engines that are at their best with baskets", async () => {
  const id = WORLD.items.find(({ pairs }) => pairs > 0)!.id;
  assert.equal(await answerPlainly(answering(WORLD, null), id, {}), null);
});
