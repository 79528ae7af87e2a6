// deno-lint-ignore-file no-console -- a skipped test says why
import { findTensorflow } from "@kindred/trainer/tensorflow";
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { runProbe } from "./run_probe.ts";

/** Lets a program of these lines be the probe. */
async function withScript(
  lines: string,
  run: (script: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "kindred-probe-"));
  try {
    const script = join(folder, "probe.mjs");
    writeFileSync(script, `import process from "node:process";\n${lines}`);
    await run(script);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

Deno.test("runProbe() outlives a probe that crashes, hangs or says nothing", async () => {
  const cases: [lines: string, message: RegExp, patience?: number][] = [
    [
      'process.stderr.write("libx.so: no such file\\n"); process.exit(134);',
      /^it must load without a crash, got exit code 134: libx\.so: no such file$/,
    ],
    [
      'process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 1e5);',
      /SIGTERM/,
    ],
    ["", /got exit code 0/],
    ["setTimeout(() => {}, 1e5);", /within 3 s, got a process that/, 3000],
    [`console.log('{"error":"it is broken"}');`, /^it is broken$/],
  ];
  for (const [lines, message, patience = 60_000] of cases) {
    await withScript(
      lines,
      (script) =>
        assert.rejects(runProbe({ kind: "engine" }, { script, patience }), {
          name: "KindredError",
          message,
        }),
    );
  }
});

Deno.test("runProbe() hands the request on, and takes the last line for the answer", () =>
  withScript(
    'console.log("loading\\n" + JSON.stringify({ engine: JSON.parse(process.argv[2]) }));',
    async (script) =>
      assert.deepEqual(await runProbe({ kind: "engine" }, { script }), {
        engine: { kind: "engine" },
      }),
  ));

const obstacle = process.env.KINDRED_TENSORFLOW_TESTS === undefined
  ? "deno task test:tensorflow runs it"
  : findTensorflow().length === 0
  ? "it is not set up; deno task setup:tensorflow does that"
  : null;
if (obstacle !== null) console.log(`skipped, TensorFlow's probe: ${obstacle}`);

Deno.test({
  name: "runProbe() loads each TensorFlow that is set up, and lets it compute",
  ignore: obstacle !== null,
  async fn() {
    for (const installation of findTensorflow()) {
      const answer = await runProbe({ kind: "tensorflow", installation });
      assert.ok("tensorflow" in answer);
      assert.match(answer.tensorflow.version, /^2\.\d+/);
      const broken = { ...installation, folder: "/nowhere" };
      await assert.rejects(
        runProbe({ kind: "tensorflow", installation: broken }),
        { message: /must load|must be/ },
      );
    }
    assert.ok("engine" in await runProbe({ kind: "engine" }));
  },
});
