import assert from "node:assert/strict";
import { plotSpec, quantity } from "./plot.ts";
import { onWhite, renderSvg } from "./render_svg.ts";

const HOSTILE = `<script>alert("a & 'b'")</script>`;

const SPEC = plotSpec({
  data: { values: [{ x: 1, y: 2, name: HOSTILE }] },
  mark: { type: "point", aria: true },
  encoding: {
    x: quantity("x", HOSTILE),
    y: quantity("y", "y"),
    description: { field: "name" },
  },
});

Deno.test("renderSvg() makes descriptions titles, escaped", async () => {
  const svg = await renderSvg(SPEC);
  assert.match(
    svg,
    /<path [^>]*><title>&lt;script&gt;alert\(&quot;a &amp; 'b'&quot;\)&lt;\/script&gt;<\/title><\/path>/,
  );
  assert.ok(!svg.includes("<script"));
  assert.ok(!svg.includes("aria-label"));
});

Deno.test("renderSvg() draws on no ground, onWhite() on white", async () => {
  const svg = await renderSvg(SPEC);
  assert.ok(!svg.includes('fill="white"'));
  assert.match(
    onWhite(svg),
    /^<svg [^>]*><rect width="100%" height="100%" fill="white"\/>/,
  );
});
