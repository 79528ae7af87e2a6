import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { deriveTables } from "./_testing.ts";

const derive = (content: string, threads = 2) =>
  deriveTables([{ name: "pairs.csv", content }], {}, threads);

Deno.test("deriveListedPairs() adds the weights of a pair in either order", async () => {
  const { edges, figures } = await derive(
    "left,right,weight,time\nb,a,1.5,30\na,b,0.25,20\na,c,2,10\nc,c,1,5\nb,a,1,40\n",
  );
  assert.deepEqual(edges, [
    { a: "a", b: "b", weight: 2.75, time: 20 },
    { a: "a", b: "c", weight: 2, time: 10 },
  ]);
  assert.deepEqual(figures, {
    selfPairs: 1,
    lists: { listed: 4, repeated: 2 },
  });
});

Deno.test("deriveListedPairs() counts repeats and does not add them where there is no weight", async () => {
  const { edges, figures } = await derive(
    "source,target\na,b\nb,a\na,b\nb,c\n",
  );
  assert.deepEqual(edges, [
    { a: "a", b: "b", weight: 1 },
    { a: "b", b: "c", weight: 1 },
  ]);
  assert.equal(figures.lists!.repeated, 2);
});

Deno.test("deriveListedPairs() keeps who names whom by which relation", async () => {
  const { edges } = await derive(
    "left,right,relation,time\n" +
      "b,a,also_bought,1\na,b,also_view,2\na,b,Also Buy,3\nc,a,bought-together,4\n",
  );
  // Codes follow first sight: b 0, a 1, c 2. Bit 2k: the smaller code names.
  assert.deepEqual(edges, [
    { a: "a", b: "b", directions: 0b0000_1011 },
    { a: "a", b: "c", directions: 0b0010_0000 },
  ]);
});

Deno.test("deriveListedPairs() adds weights of any size exactly, whatever the threads", async () => {
  const random = createRandom(5);
  const rows = Array.from({ length: 60_000 }, () => {
    const weight = 10 ** (random.below(7) - 3) * (1 + random.float());
    return `i${random.below(20)},j${random.below(20)},${weight}`;
  });
  const sums = new Map<string, number[]>();
  for (const row of rows) {
    const [left, right, weight] = row.split(",");
    const weights = sums.get(`${left} ${right}`) ?? [];
    sums.set(`${left} ${right}`, weights);
    weights.push(Number(weight));
  }
  const content = ["left,right,weight", ...rows].join("\n");
  const one = await derive(content, 1);
  assert.deepEqual((await derive(content, 4)).edges, one.edges);
  assert.equal(one.edges.length, sums.size);
  for (const { a, b, weight } of one.edges) {
    const sum = sums.get(`${a} ${b}`)!.sort((x, y) => x - y)
      .reduce((total, x) => total + x, 0);
    assert.ok(Math.abs(weight! - sum) <= 2 ** -24 * sum, `${weight} ${sum}`);
  }
});

Deno.test("deriveListedPairs() keeps the smallest weight beside the largest above 0", async () => {
  const { edges } = await derive("left,right,weight\na,b,1e30\na,c,1e-30\n");
  assert.equal(edges[0]!.weight, Math.fround(1e30));
  assert.ok(edges[1]!.weight! > 0);
});
