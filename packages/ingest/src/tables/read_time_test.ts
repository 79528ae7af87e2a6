import assert from "node:assert/strict";
import { epochSeconds, timeOf } from "./read_time.ts";

const SECONDS = Date.UTC(2011, 11, 9, 12, 50) / 1000;

Deno.test("timeOf() reads dates and times of ISO 8601, UTC if they do not say", () => {
  const cases: [text: string, seconds: number][] = [
    ["2011-12-09 12:50", SECONDS],
    ["2011-12-09T12:50:00Z", SECONDS],
    ["2011-12-09 12:50:00 UTC", SECONDS],
    ["2011-12-09T12:50:00.250", SECONDS + 0.25],
    ["2011-12-09T12:50:00,5Z", SECONDS + 0.5],
    ["2011-12-09T13:50+01:00", SECONDS],
    ["2011-12-09T07:20:00-0530", SECONDS],
    ["2011-12-09 14:50:00+02", SECONDS],
    ["2011-12-09", SECONDS - (12 * 60 + 50) * 60],
    ["1969-12-31", -86_400],
    ["2012-02-29", Date.UTC(2012, 1, 29) / 1000],
  ];
  for (const [text, seconds] of cases) {
    assert.equal(timeOf(text), seconds, text);
  }
});

Deno.test("timeOf() reads numbers as seconds, thousandths, millionths or billionths by size", () => {
  for (const text of ["1323435000", "1323435000.0", "1323435000000"]) {
    assert.equal(timeOf(text), 1323435000, text);
  }
  assert.equal(epochSeconds(1323435000123456), 1323435000.123456);
  assert.equal(epochSeconds(1323435000123456789), 1323435000.1234567);
  assert.equal(epochSeconds(-5), -5);
  assert.equal(epochSeconds(0), 0);
  assert.ok(Number.isNaN(epochSeconds(NaN)));
});

Deno.test("timeOf() gives NaN for what is no time, also where days run over", () => {
  for (
    const text of [
      ...["", "yesterday", "12/9/2011 8:26", "2011-13-01", "2011-02-30"],
      ...["2011-12-09 25:00", "2011-12-09 12:60", "2011-12-09T", "1e20"],
      ...["9".repeat(99), "2011-12-09".repeat(9)],
    ]
  ) assert.ok(Number.isNaN(timeOf(text)), text);
});
