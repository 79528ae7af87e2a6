import assert from "node:assert/strict";
import { DurationHistogram, metricText } from "./exposition.ts";

Deno.test("metricText() writes what Prometheus reads", () => {
  assert.equal(
    metricText({
      name: "reads_total",
      help: "Reads so far",
      type: "counter",
      samples: [
        { value: 3 },
        { labels: { file: 'a"b\\c\nd', size: 2 }, value: 0.5 },
      ],
    }),
    "# HELP reads_total Reads so far\n# TYPE reads_total counter\n" +
      "reads_total 3\n" +
      'reads_total{file="a\\"b\\\\c\\nd",size="2"} 0.5\n',
  );
});

Deno.test("DurationHistogram counts each duration in its range and all above", () => {
  const histogram = new DurationHistogram({ name: "took", help: "Time" });
  for (const seconds of [0.001, 0.002, 11]) {
    histogram.observe("a", () => ({ route: "a" }), seconds);
  }
  histogram.observe("b", () => ({ route: "b" }), 1);
  const lines = histogram.text().split("\n");
  for (
    const line of [
      "# TYPE took histogram",
      'took_bucket{route="a",le="0.0005"} 0',
      'took_bucket{route="a",le="0.001"} 1',
      'took_bucket{route="a",le="0.0025"} 2',
      'took_bucket{route="a",le="10"} 2',
      'took_bucket{route="a",le="+Inf"} 3',
      'took_sum{route="a"} 11.003',
      'took_count{route="a"} 3',
      'took_count{route="b"} 1',
    ]
  ) {
    assert.ok(lines.includes(line), line);
  }
});
