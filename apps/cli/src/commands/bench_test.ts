import assert from "node:assert/strict";
import { runQuietly } from "./_testing.ts";

Deno.test("kindred bench alone lists what can be measured", async () => {
  const { code, stdout } = await runQuietly(["bench"]);
  assert.equal(code, 0);
  assert.match(stdout, /^kindred bench train {2}pairs\/s/);
});

Deno.test("kindred bench train gives every figure as JSON, with the machine", async () => {
  const { code, stdout } = await runQuietly([
    ...["bench", "train", "--items", "1000", "--pairs", "3000"],
    ...["--dimensions", "8", "--threads", "2,1,2", "--json"],
  ]);
  assert.equal(code, 0);
  const report = JSON.parse(stdout);
  assert.deepEqual(report.graph, { items: 1000, pairs: 3000, dimensions: 8 });
  assert.ok(report.machine.processors >= 1);
  const threads = report.randomAccess.map((one: { threads: number }) =>
    one.threads
  );
  assert.deepEqual(threads, [1, 2]);
});

Deno.test("kindred bench refuses nonsense before it works", async () => {
  const cases: [string[], number, RegExp][] = [
    [
      ["tarin"],
      2,
      /it must be one of train, serve, got another word; nearest train/,
    ],
    [
      ["train", "x", "--items", "5000"],
      2,
      /--items and --pairs must be absent/,
    ],
    [["train", "nosuch"], 1, /Cannot read "nosuch"/],
    [["serve"], 2, /MODEL must be given, got none/],
    [["serve", "nosuch"], 1, /Cannot read "nosuch"/],
    [
      ["serve", "nosuch", "--items", "5000"],
      2,
      /--items must be absent, as it is for train, got 5000/,
    ],
    [
      ["train", "--seconds", "2"],
      2,
      /--seconds must be absent, as it is for serve/,
    ],
    [["train", "--threads", "0"], 2, /numbers of threads in \[1, 99\]/],
    [["train", "--threads", "1;2"], 2, /numbers of threads in \[1, 99\]/],
    [["train", "--dimensions", "6"], 2, /a multiple of 4/],
    [["train", "--repeats", "2"], 2, /in \[3, 99\]/],
    [
      ["train", "--items", "16000000"],
      1,
      /must fit into the 4 GiB of WebAssembly, got 15\.3 GiB/,
    ],
  ];
  for (const [argv, expected, message] of cases) {
    const { code, stdout, stderr } = await runQuietly(["bench", ...argv]);
    assert.equal(code, expected, stderr);
    assert.equal(stdout, "");
    assert.match(stderr, message);
  }
});
