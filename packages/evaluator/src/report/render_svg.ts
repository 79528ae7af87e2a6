import type { TopLevelSpec } from "vega-lite";

/**
 * Returns a Vega-Lite spec drawn as SVG, without a browser or a canvas. Vega is
 * loaded here and not at import, so that those who only compute never load it.
 *
 * @param spec The spec with its data in it; nothing is fetched.
 */
export async function renderSvg(spec: TopLevelSpec): Promise<string> {
  const [vega, vegaLite] = await Promise.all([
    import("vega"),
    import("vega-lite"),
  ]);
  const view = new vega.View(vega.parse(vegaLite.compile(spec).spec), {
    renderer: "none",
  });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
