import assert from "node:assert/strict";
import { ProgressLine, progressText } from "./progress_line.ts";

Deno.test("progressText() shows bar, share, rate and time left", () => {
  assert.equal(
    progressText({
      task: "train",
      done: 50,
      total: 200,
      unit: "pairs",
      note: "epoch 1/4",
    }, 10),
    "  train ██████░░░░░░░░░░░░░░░░░░ 25 %, epoch 1/4, 5 pairs/s, 30 s left",
  );
});

Deno.test("progressText() shows count and rate where the total is unknown", () => {
  assert.equal(
    progressText({ task: "ingest", done: 3000, total: null, unit: "lines" }, 2),
    "  ingest: 3,000 lines, 1,500 lines/s",
  );
});

Deno.test("progressText() shows no infinite time left at the start", () => {
  const event = { task: "train", done: 0, total: 9, unit: "pairs" };
  assert.ok(!progressText(event, 0).includes("left"));
});

Deno.test("ProgressLine writes nothing over where lines stay", () => {
  let written = "";
  const line = new ProgressLine({
    write: (text) => written += text,
    isTerminal: false,
  });
  for (let done = 0; done < 100; done++) {
    line.show({ task: "train", done, total: 100, unit: "pairs" });
  }
  line.clear();
  assert.ok(!written.includes("\r"));
});
