import assert from "node:assert/strict";
import { PRODUCTS, worldModel, WORLDS } from "./_testing.ts";
import { exampleNeighbours } from "./example_neighbours.ts";

Deno.test("exampleNeighbours() shows what each model finds, and what was known", () => {
  const models = [
    { name: "good", model: worldModel(1, 0.1) },
    { name: "bad", model: worldModel(2, 50) },
  ];
  const examples = exampleNeighbours(models, WORLDS, null);
  assert.equal(examples.length, 10);
  const isTea = (name: string) => Number(name.replace("item ", "")) < 40;
  for (const { item, found } of examples) {
    assert.deepEqual(found.map(({ run }) => run), ["good", "bad"]);
    for (const { neighbours } of found) assert.equal(neighbours.length, 5);
    // Of the same world, never itself, and never the item of no training pair.
    for (const { name } of found[0]!.neighbours) {
      assert.equal(isTea(name), isTea(item.name));
      assert.notEqual(name, item.name);
      assert.notEqual(name, "item 39");
    }
  }
  const evidence = new Set(
    examples.flatMap(({ found }) =>
      found.flatMap(({ neighbours }) =>
        neighbours.map((neighbour) => neighbour.evidence)
      )
    ),
  );
  assert.deepEqual([...evidence].toSorted(), ["held-out", "new", "train"]);
});

Deno.test("exampleNeighbours() names items by title, else by id", () => {
  const models = [{ name: "run", model: worldModel(1, 1) }];
  const { item } = exampleNeighbours(models, WORLDS, PRODUCTS)[0]!;
  const row = PRODUCTS.findIndex(({ id, title }) =>
    item.name === (title ?? id)
  );
  assert.notEqual(row, -1);
  assert.equal(item.note, PRODUCTS[row]!.brand ?? "");
});
