import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import type { Finding } from "../doctor/finding.ts";
import { runQuietly } from "./_testing.ts";

/** Lets TensorFlow be looked for in a folder of its own. */
async function withTensorflowHome(
  run: (home: string) => Promise<void>,
): Promise<void> {
  const { env } = process;
  const before = env.KINDRED_TENSORFLOW_HOME;
  const home = await mkdtemp(join(tmpdir(), "kindred-doctor-"));
  env.KINDRED_TENSORFLOW_HOME = home;
  try {
    await run(home);
  } finally {
    if (before === undefined) delete env.KINDRED_TENSORFLOW_HOME;
    else env.KINDRED_TENSORFLOW_HOME = before;
    await rm(home, { recursive: true });
  }
}

Deno.test("kindred doctor has a line for each finding, and the same as JSON", () =>
  withTensorflowHome(async () => {
    const json = await runQuietly(["doctor", "--json"]);
    assert.equal(json.code, 0, json.stderr);
    const findings: Finding[] = JSON.parse(json.stdout);
    const { code, stdout } = await runQuietly(["doctor"]);
    assert.equal(code, 0);
    for (const { name, ok } of findings) {
      assert.equal(ok, true, name);
      assert.match(stdout, new RegExp(`^ok    ${name} `, "m"));
    }
    assert.equal(findings.at(-1)!.name, "--device auto");
    assert.ok("engine" in findings.at(-1)!.details);
  }));

Deno.test("kindred doctor outlives a TensorFlow that does not load, fails, and prints its JSON", () =>
  withTensorflowHome(async (home) => {
    await mkdir(join(home, "cpu"));
    await writeFile(
      join(home, "cpu/kindred-tensorflow.json"),
      JSON.stringify({
        format: 1,
        variant: "cpu",
        tensorflow: "2.21.0",
        source: "wheels",
        pins: "",
      }),
    );
    const { code, stdout, stderr } = await runQuietly(["doctor", "--json"]);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^kindred: Cannot work well here: all checks must pass, got 1 that fail\n$/,
    );
    const failed = (JSON.parse(stdout) as Finding[]).filter(({ ok }) => !ok);
    assert.deepEqual(failed.map(({ name }) => name), ["TensorFlow, cpu"]);
    assert.match(failed[0]!.found, /setup:tensorflow --force mends it/);
  }));
