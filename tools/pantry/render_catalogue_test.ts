import { spawnSync } from "node:child_process";
import process from "node:process";
import assert from "node:assert/strict";
import { BROKEN_LINES } from "./broken_lines.ts";
import { readSources } from "./read_sources.ts";
import { renderCatalogue } from "./render_catalogue.ts";
import { readSample, SAMPLE_PATH } from "./sample_file.ts";

const text = renderCatalogue(await readSources());
const broken = new Set(BROKEN_LINES.map(({ line }) => line));
const lines = text.split("\n").slice(0, -1);
const goodLines = lines.filter((line) => !broken.has(line));

Deno.test(`renderCatalogue() makes the committed ${SAMPLE_PATH}`, async () => {
  // Not assert.equal, which would print a megabyte.
  assert.ok(
    await readSample() === text,
    "run: deno run -A tools/make_pantry.ts",
  );
});

Deno.test("renderCatalogue() has every broken line once and one record twice", () => {
  assert.equal(lines.length - goodLines.length, BROKEN_LINES.length);
  assert.equal(goodLines.length - new Set(goodLines).size, 1);
});

// Reads one JSON text per line (a Python repr) and counts those that Python
// reads back as a dict with an asin and writes in the same way.
const PYTHON = `
import ast, json, sys
for text in map(json.loads, sys.stdin.buffer):
    value = ast.literal_eval(text)
    assert isinstance(value, dict) and len(value["asin"]) == 10, text
    assert repr(value) == text, text
    print(value["asin"])
`;

const probe = spawnSync("python3", ["--version"]);
const missing = probe.status !== 0;
if (missing) {
  process.stderr.write(
    "skipping the check of the sample by Python: python3 does not run here\n",
  );
}

Deno.test({
  name: "renderCatalogue() writes what Python itself reads and would write",
  ignore: missing,
  fn() {
    const { status, stdout, stderr } = spawnSync("python3", ["-c", PYTHON], {
      input: goodLines.map((line) => `${JSON.stringify(line)}\n`).join(""),
      encoding: "utf8",
      env: { ...process.env, PYTHONIOENCODING: "utf-8" },
      maxBuffer: 2 ** 24,
    });
    assert.equal(status, 0, stderr);
    assert.equal(stdout.trim().split("\n").length, goodLines.length);
  },
});
