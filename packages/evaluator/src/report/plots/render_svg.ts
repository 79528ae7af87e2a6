import type { TopLevelSpec } from "vega-lite";

/**
 * Returns a Vega-Lite spec drawn as SVG on no ground, without a browser or a
 * canvas. What a point is described by becomes its title, which is shown while the
 * pointer is over it, without a script. Vega is loaded here and not at import, so
 * that those who only compute never load it.
 *
 * @param spec The spec with its data in it; nothing is fetched.
 */
export async function renderSvg(spec: TopLevelSpec): Promise<string> {
  const [vega, vegaLite] = await Promise.all([
    import("vega"),
    import("vega-lite"),
  ]);
  const onNoGround = { ...spec, background: "transparent" } as TopLevelSpec;
  const view = new vega.View(vega.parse(vegaLite.compile(onNoGround).spec), {
    renderer: "none",
  });
  try {
    return withTitles(await view.toSVG());
  } finally {
    view.finalize();
  }
}

/** Returns an SVG on a white ground, as a file of its own needs it. */
export function onWhite(svg: string): string {
  return svg.replace(
    /^<svg[^>]*>/,
    (tag) => `${tag}<rect width="100%" height="100%" fill="white"/>`,
  );
}

/** Vega escapes labels for attributes, which is enough within an element. */
function withTitles(svg: string): string {
  return svg.replaceAll(
    /<path aria-label="([^"]*)" role="[^"]*" aria-roledescription="[^"]*"([^>]*)\/>/g,
    "<path$2><title>$1</title></path>",
  );
}
