import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { worldSource } from "../_testing.ts";
import { drawPlots } from "../make_report.ts";
import { writePlots } from "./write_plots.ts";

Deno.test("writePlots() writes each plot and its spec, over old ones", async () => {
  const folder = await mkdtemp(join(tmpdir(), "kindred-plots-"));
  const directory = join(folder, "new", "plots");
  try {
    const plots = await drawPlots(await worldSource(["run"]));
    const names = await writePlots(directory, plots);
    assert.deepEqual(await writePlots(directory, plots), names);
    assert.deepEqual((await readdir(directory)).toSorted(), names.toSorted());
    assert.deepEqual(names.filter((name) => name.endsWith(".svg")), [
      "learning.svg",
      "roc.svg",
      "precision_recall.svg",
      "threshold.svg",
      "histogram.svg",
      "calibration.svg",
      "slices_roc_auc.svg",
      "slices_ndcg_at_10.svg",
      "map.svg",
    ]);
    for (const name of names) {
      const text = await readFile(join(directory, name), "utf8");
      if (name.endsWith(".svg")) assert.match(text, /^<svg .*<\/svg>$/s);
      else {
        assert.match(JSON.parse(text).$schema, /vega-lite\/v6\.json$/);
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
