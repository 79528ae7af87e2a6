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

Deno.test("kindred bench train --estimate reckons, and runs nothing", async () => {
  const { code, stdout } = await runQuietly([
    ...["bench", "train", "--estimate", "--batch-pairs", "1024", "--json"],
    ...["--items", "50000", "--pairs", "200000", "--dimensions", "64"],
  ]);
  assert.equal(code, 0);
  const { dimensions, estimates } = JSON.parse(stdout);
  assert.equal(dimensions, 64);
  assert.equal(estimates.length, 3);
  for (const { catalogue, batchPairs, bound, pairsPerSecond } of estimates) {
    assert.deepEqual([catalogue.items, batchPairs], [50_000, 1024]);
    assert.match(bound, /^(memory|arithmetic|launches|drawing)$/);
    assert.ok(pairsPerSecond > 0);
  }
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
    [["train", "--engine", "simd,wasm"], 2, /simd,tensorflow,reference/],
    [["train", "--batch-pairs", "1"], 2, /numbers of pairs such as 1024,8192/],
    [
      ["train", "--device", "cuda"],
      2,
      /--device must be absent without --engine tensorflow, got cuda/,
    ],
    [
      ["train", "--engine", "simd", "--batch-pairs", "64"],
      2,
      /--batch-pairs must be absent without --engine tensorflow/,
    ],
    [
      ["train", "--estimate", "--threads", "2"],
      2,
      /--threads must be absent with --estimate, got 2/,
    ],
    [
      ["train", "--estimate", "--items", "5000"],
      2,
      /both of --items and --pairs must be given, or neither/,
    ],
    [["train", "x", "--estimate"], 2, /no split, got "x"/],
    [
      ["serve", "nosuch", "--estimate"],
      2,
      /--estimate must be absent, as it is for train/,
    ],
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
