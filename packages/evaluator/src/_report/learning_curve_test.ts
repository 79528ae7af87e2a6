import type { Artifact } from "@kindred/core/artifact";
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readLearningCurve } from "./learning_curve.ts";

async function readCsv(text: string | null) {
  const directory = await mkdtemp(join(tmpdir(), "kindred-curve-"));
  try {
    const files: Artifact["manifest"]["files"] = {};
    if (text !== null) {
      await writeFile(join(directory, "metrics.csv"), text);
      files["metrics.csv"] = { bytes: text.length, sha256: "" };
    }
    return await readLearningCurve(
      { directory, manifest: { files } } as Artifact,
    );
  } finally {
    await rm(directory, { recursive: true });
  }
}

Deno.test("readLearningCurve() reads epochs by the names of the columns", async () => {
  assert.deepEqual(await readCsv("mean_loss,epoch\n0.5,1\n0.25,2\n"), [
    { epoch: 1, meanLoss: 0.5 },
    { epoch: 2, meanLoss: 0.25 },
  ]);
  assert.deepEqual(await readCsv("epoch,mean_loss\n"), []);
  assert.deepEqual(await readCsv(null), []);
});

Deno.test("readLearningCurve() throws ArtifactError naming the line", async () => {
  await assert.rejects(readCsv("epoch,mean_loss\n1,0.5\n2,\n"), {
    name: "ArtifactError",
    message: /: line 3 must have an epoch and a mean_loss, got "2,"$/,
  });
});
