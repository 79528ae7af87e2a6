import assert from "node:assert/strict";
import { contrastOf, type Rgb } from "./_contrast.ts";
import type { Site } from "./_site.ts";

/** A row of a metric as the page shows it. */
interface Plotted {
  metric: string;
  method: string;
  value: number;
  /** Width of the bar as a share of its track. */
  bar: number;
  /** Ends of the interval as shares of the track; none where there is no interval. */
  interval: number[];
  barColour: Rgb;
  trackColour: Rgb;
  lineColour: Rgb | null;
}

const READ = `(() => {
  const colour = (text) => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const share = (element, of) => {
    const { left, right } = of.getBoundingClientRect();
    return (element - left) / (right - left);
  };
  return [...document.querySelectorAll(".metric")].flatMap((table) =>
    [...table.querySelectorAll("tbody tr")].map((row) => {
      const svg = row.querySelector("svg");
      const bar = svg.querySelector("rect");
      const line = svg.querySelector("line");
      const box = line?.getBoundingClientRect();
      return {
        metric: table.querySelector("caption b").textContent,
        method: row.querySelector("th").textContent,
        value: parseFloat(row.querySelector(".number").textContent),
        bar: share(bar.getBoundingClientRect().right, svg),
        interval: box ? [share(box.left, svg), share(box.right, svg)] : [],
        barColour: colour(getComputedStyle(bar).fill),
        trackColour: colour(getComputedStyle(svg).backgroundColor),
        lineColour: line ? colour(getComputedStyle(line).stroke) : null,
      };
    }));
})()`;

/** The model page: metrics, plots that say the same, and what precisions cost. */
export function modelSpec(
  test: (name: string, use: (site: Site) => Promise<void>) => void,
): void {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`model: plots are what the metrics are, legible in ${colorScheme}`, (site) =>
      site.visit({ colorScheme }, async (page) => {
        const { metrics } = await (await fetch(`${site.url}/v1/model`)).json();
        await page.goto("/model");
        const rows = await page.evaluate(READ) as Plotted[];
        const own = rows.filter(({ method }) => method === "This model");
        assert.deepEqual(
          own.map(({ metric, value }) => [metric, value]),
          [
            ["ROC-AUC", metrics.rocAuc],
            ["NDCG@10", metrics.ndcgAt10],
            ["Recall@10", metrics.recallAt10],
            ["Hit rate@10", metrics.hitRateAt10],
            ["MRR", metrics.mrr],
          ].map(([metric, value]) => [metric, Number(value.toFixed(3))]),
        );
        // Beside the model stand five baselines.
        assert.equal(rows.length, 5 * 6);
        for (const row of rows) {
          const where = `${row.metric}, ${row.method}`;
          assert.ok(Math.abs(row.bar - row.value) < 0.01, where);
          const [low, high] = row.interval;
          if (low === undefined) continue;
          assert.ok(low <= row.bar + 0.01 && high! >= row.bar - 0.01, where);
          assert.ok(contrastOf(row.barColour, row.trackColour) >= 3, where);
          assert.ok(contrastOf(row.lineColour!, row.trackColour) >= 3, where);
        }
        const [low, high] = metrics.intervals.ndcgAt10;
        const shown = own.find(({ metric }) => metric === "NDCG@10")!.interval;
        assert.ok(Math.abs(shown[0]! - low) < 0.02);
        assert.ok(Math.abs(shown[1]! - high) < 0.02);
      }));
  }

  test("model: slices, counts and precisions are there", (site) =>
    site.visit({}, async (page) => {
      const model = await (await fetch(`${site.url}/v1/model`)).json();
      await page.goto("/model");
      await page.getByText(model.sha256).waitFor();
      const slices = page.getByRole("region", { name: "Where it is good" });
      for (const name of ["Popular items", "Rare items", "Also bought"]) {
        const row = slices.getByRole("row", { name });
        assert.match(await row.innerText(), /0\.\d{3}/, name);
      }
      const precisions = page.getByRole("region", {
        name: "What a smaller model would lose",
      });
      const rows = await precisions.getByRole("row").allInnerTexts();
      assert.deepEqual(
        rows.slice(1).map((row) => row.split(/\s/)[0]),
        ["f32", "f16", "int8", "int4"],
      );
      for (const row of rows.slice(1)) {
        assert.match(row, /MB\s+[\d.]+ ms\s+[\d.]+%/);
      }
      const way = page.getByRole("link", { name: "Model" });
      assert.equal(await way.getAttribute("aria-current"), "page");
    }));
}
