import assert from "node:assert/strict";
import { BREAKAGES, BrokenLines } from "./broken_lines.ts";

Deno.test("BrokenLines.after() breaks as often as asked, in every way", () => {
  const lines = new BrokenLines(0.1, 1);
  const counts = new Map<string, number>();
  const places = 20_000;
  for (let place = 0; place < places; place++) {
    const breakage = lines.after(place);
    if (breakage !== null) {
      counts.set(breakage, (counts.get(breakage) ?? 0) + 1);
    }
  }
  assert.deepEqual([...counts.keys()].sort(), [...BREAKAGES].sort());
  const all = [...counts.values()].reduce((a, b) => a + b);
  // Five standard deviations: sqrt(20,000 x 0.1 x 0.9) = 42.
  assert.ok(Math.abs(all - 0.1 * places) < 212, `${all}`);
});

Deno.test("BrokenLines.after() never breaks at rate 0", () => {
  const lines = new BrokenLines(0, 1);
  for (let place = 0; place < 1000; place++) {
    assert.equal(lines.after(place), null);
  }
});

Deno.test("BrokenLines cuts something off, looks back only, and ends no line itself", () => {
  const lines = new BrokenLines(1, 1);
  for (let place = 0; place < 500; place++) {
    lines.after(place);
    const cut = lines.cutLength(20);
    assert.ok(cut >= 1 && cut < 20);
    const earlier = lines.earlierPlace(place);
    assert.ok(earlier >= 0 && earlier <= place);
    const bytes = lines.binary();
    assert.equal(bytes[0], 0xff);
    assert.ok(!bytes.includes(0x0a) && !bytes.includes(0x0d));
  }
});
