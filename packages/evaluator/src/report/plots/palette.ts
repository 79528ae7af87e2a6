/**
 * Colours of lines and groups: blue, vermilion and bluish green after Okabe and
 * Ito, and five more chosen so that no two look alike with any kind of colour
 * blindness. Each stands out from the page: `light` from white, `dark` from the
 * dark page. In SVG the light one stands; the page's style exchanges them.
 */
export const PALETTE: readonly { light: string; dark: string }[] = [
  { light: "#0072B2", dark: "#56B4E9" },
  { light: "#D55E00", dark: "#F0843C" },
  { light: "#008F68", dark: "#2FC79A" },
  { light: "#2828E1", dark: "#6E50FF" },
  { light: "#505000", dark: "#E1E128" },
  { light: "#E12850", dark: "#E12850" },
  { light: "#E150E1", dark: "#50FF6E" },
  { light: "#8C286E", dark: "#C828AA" },
];

/** Colour of what belongs to no group. */
export const OTHER = { light: "#8A8F96", dark: "#7B828C" };

/** Every line is told apart by its dashes too. */
export const DASHES: readonly (readonly number[])[] = [
  [1, 0],
  [7, 3],
  [2, 2],
  [8, 3, 2, 3],
  [4, 2],
  [12, 3],
  [2, 4],
  [8, 2, 2, 2, 2, 2],
];

/** Every point is told apart by its shape too. */
export const SHAPES: readonly string[] = [
  "circle",
  "square",
  "triangle-up",
  "diamond",
  "cross",
  "triangle-down",
  "triangle-right",
  "triangle-left",
];

/** Returns as many as asked for, from the beginning again where there are fewer. */
export function taken<T>(from: readonly T[], count: number): T[] {
  return Array.from({ length: count }, (_, i) => from[i % from.length]!);
}

/**
 * Returns the style rules that exchange the colours within SVGs.
 *
 * @param to Which ones to put in place of the light ones.
 */
export function recolour(to: "light" | "dark"): string {
  return [...PALETTE, OTHER].flatMap((colour) =>
    ["stroke", "fill"].map((kind) =>
      `svg [${kind}="${colour.light}"] { ${kind}: ${colour[to]}; }`
    )
  ).join("\n");
}
