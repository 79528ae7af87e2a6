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

Deno.test("readLearningCurve() reads points by the names of the columns", async () => {
  const text = "mean_loss,epoch,pairs,learning_rate,validation_roc_auc\n" +
    "0.5,0.5,100,1e-2,0.9\n0.25,1,200,,\n";
  assert.deepEqual(await readCsv(text), [
    { epoch: 0.5, pairs: 100, learningRate: 0.01, meanLoss: 0.5, rocAuc: 0.9 },
    { epoch: 1, pairs: 200, learningRate: null, meanLoss: 0.25, rocAuc: null },
  ]);
  assert.deepEqual(await readCsv("mean_loss,epoch\n0.5,1\n"), [
    { epoch: 1, pairs: null, learningRate: null, meanLoss: 0.5, rocAuc: null },
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
