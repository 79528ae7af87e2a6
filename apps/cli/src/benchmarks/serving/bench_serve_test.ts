import assert from "node:assert/strict";
import { recall } from "./ask_engines.ts";
import type { BenchServeReport } from "./bench_serve.ts";
import { drawQuestions, QUESTIONS } from "./draw_questions.ts";
import { servingTable } from "./serving_table.ts";

async function* pages(pairs: readonly number[]) {
  yield await Promise.resolve(pairs.map((count, row) => ({
    id: `item-${row}`,
    title: null,
    brand: null,
    price: null,
    categories: [],
    pairs: count,
  })));
}

Deno.test("drawQuestions() draws trained items in proportion to their pairs", async () => {
  const neighboursOf = (id: string, k: number) =>
    Promise.resolve(Array.from({ length: k }, (_, i) => `${id} ${i}`));
  const drawAll = () => drawQuestions(pages([0, 1, 3, 0, 6]), neighboursOf, 1);
  const { items, baskets } = await drawAll();
  assert.equal(items.length, QUESTIONS.items);
  const share = (id: string) =>
    items.filter((one) => one === id).length / items.length;
  assert.equal(share("item-0") + share("item-3"), 0);
  for (
    const [id, expected] of [["item-1", 0.1], ["item-2", 0.3], [
      "item-4",
      0.6,
    ]] as const
  ) {
    // Three standard deviations of a share among 5,000 draws.
    assert.ok(Math.abs(share(id) - expected) < 0.022, `${id}: ${share(id)}`);
  }
  assert.equal(baskets.length, QUESTIONS.baskets);
  for (const basket of baskets) {
    assert.equal(new Set(basket).size, QUESTIONS.basketSize);
    assert.ok(basket.slice(1).every((id) => id.startsWith(`${basket[0]} `)));
  }
  assert.deepEqual(await drawAll(), { items, baskets });
});

Deno.test("recall() counts what is found of the best", () => {
  assert.equal(recall([["a", "x"], ["c"]], [["a", "b"], ["c"]]), 2 / 3);
  assert.equal(recall([], []), 1);
});

const REPORT: BenchServeReport = {
  model: { items: 420_000, dimensions: 128 },
  firstAnswerMs: 88.4,
  routes: [
    {
      app: "bare",
      requestsPerSecond: 20_000,
      timesBare: 1,
      p50: 0.7,
      p99: 2,
      failed: 0,
      measured: [20_000],
    },
    {
      app: "kept",
      requestsPerSecond: 13_000,
      timesBare: 0.65,
      p50: 1,
      p99: 3,
      failed: 0,
      measured: [13_000],
    },
  ],
  pinned: true,
  engines: [
    { engine: "index", asked: "baskets", p50: 0.6, p99: 1, recallAt10: 0.975 },
  ],
};

Deno.test("servingTable() shows routes beside the bare one, and recall", () => {
  const lines = servingTable(REPORT);
  assert.match(
    lines[0]!,
    /^420,000 items of 128 dimensions; first answer 88 ms/,
  );
  assert.ok(
    lines.some((line) =>
      /answers kept +13,000 +0\.65 +1\.00 +3\.00 +0$/.test(line)
    ),
  );
  assert.ok(
    lines.some((line) =>
      /^index +a basket of 5 +0\.60 +1\.00 +0\.975$/.test(line)
    ),
  );
});

Deno.test("servingTable() says what was not measured", () => {
  const text = servingTable({ ...REPORT, routes: [], pinned: false }).join(
    "\n",
  );
  assert.match(text, /not measured, as wrk is not installed/);
  assert.match(text, /shared the cores/);
});
