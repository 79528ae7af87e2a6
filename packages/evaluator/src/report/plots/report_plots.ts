import type { ItemMap } from "../map/item_map.ts";
import { headlineK, type ReportedRun } from "../reported_run.ts";
import { calibrationPlot } from "./calibration_plot.ts";
import { histogramPlot } from "./histogram_plot.ts";
import { learningPlot } from "./learning_plot.ts";
import { mapPlot } from "./map_plot.ts";
import type { Plot } from "./plot.ts";
import { precisionRecallPlot } from "./precision_recall_plot.ts";
import { renderSvg } from "./render_svg.ts";
import { rocPlot } from "./roc_plot.ts";
import { slicesPlot } from "./slices_plot.ts";
import { thresholdPlot } from "./threshold_plot.ts";

/** A plot that is drawn. */
export interface DrawnPlot extends Plot {
  /** It as SVG, on no ground. */
  svg: string;
}

/** The plots of a page, by the section that shows them. */
export interface ReportPlots {
  /** How the runs learned; empty where they keep no curve. */
  learning: DrawnPlot[];
  /** How well pairs are told from negatives. */
  pairs: DrawnPlot[];
  /** Parts of the pairs and query items. */
  slices: DrawnPlot[];
  /** Maps of the items, one for each run. */
  maps: DrawnPlot[];
}

/**
 * Draws the plots of some runs.
 *
 * @param runs The runs, at least one.
 * @param maps Maps of their items; may be empty.
 * @param pause Awaited between plots.
 */
export async function reportPlots(
  runs: readonly ReportedRun[],
  maps: readonly ItemMap[],
  pause: () => Promise<void>,
): Promise<ReportPlots> {
  const draw = async (
    plots: readonly (Plot | null)[],
  ): Promise<DrawnPlot[]> => {
    const drawn: DrawnPlot[] = [];
    for (const plot of plots) {
      if (plot === null) continue;
      drawn.push({ ...plot, svg: await renderSvg(plot.spec) });
      await pause();
    }
    return drawn;
  };
  const ndcg = `ndcgAt${headlineK(runs[0]!)}`;
  return {
    learning: await draw([learningPlot(runs)]),
    pairs: await draw([
      rocPlot(runs),
      precisionRecallPlot(runs),
      thresholdPlot(runs),
      histogramPlot(runs),
      calibrationPlot(runs),
    ]),
    slices: await draw([slicesPlot(runs, "rocAuc"), slicesPlot(runs, ndcg)]),
    maps: await draw(maps.map((map, i) => mapPlot(map, i, maps.length))),
  };
}
