import assert from "node:assert/strict";
import { join } from "node:path";
import { inTemporaryFolder } from "../_testing.ts";
import type { ItemModel } from "../item_model.ts";
import { openArtifact } from "./open_artifact.ts";
import { readItemModel, RUN_FILES, writeItemModel } from "./run.ts";
import { type Tensor, writeSafetensors } from "./safetensors.ts";
import { type ArtifactPlan, writeArtifact } from "./write_artifact.ts";

const MODEL: ItemModel = {
  embeddings: {
    values: Float32Array.of(1, 2, 3, -4, 5, 1e-45),
    itemCount: 3,
    dimensions: 2,
  },
  itemBias: Float32Array.of(0.5, 0, -0.5),
  // A number that single precision holds.
  globalBias: -0.75,
};

/** Writes a run whose content `fill` writes, and reads its model. */
async function readBack(
  folder: string,
  fill: (staging: string) => Promise<void>,
): Promise<ItemModel> {
  const out = join(folder, "run");
  const plan: ArtifactPlan = { kind: "run", options: {}, inputs: [] };
  await writeArtifact(out, plan, (staging) => fill(staging).then(() => ({})), {
    force: true,
  });
  return await readItemModel(await openArtifact(out, "run"));
}

Deno.test("readItemModel() gives back what writeItemModel() wrote", () =>
  inTemporaryFolder(async (folder) => {
    const empty = {
      embeddings: { values: new Float32Array(), itemCount: 0, dimensions: 8 },
      itemBias: new Float32Array(),
      globalBias: 0,
    };
    for (const model of [MODEL, empty]) {
      assert.deepEqual(
        await readBack(folder, (staging) => writeItemModel(staging, model)),
        model,
      );
    }
  }));

Deno.test("writeItemModel() throws RangeError if an array does not fit", () =>
  inTemporaryFolder(async (folder) => {
    await assert.rejects(
      writeItemModel(folder, { ...MODEL, itemBias: new Float32Array(2) }),
      {
        name: "RangeError",
        message:
          'Cannot write tensor "item_bias": shape [3] must hold 3 values, got 2',
      },
    );
  }));

Deno.test("readItemModel() throws ArtifactError if a tensor does not fit", () =>
  inTemporaryFolder(async (folder) => {
    const zeros = (...shape: number[]): Tensor => ({
      shape,
      values: new Float32Array(shape.reduce((a, b) => a * b, 1)),
    });
    const whole = {
      embeddings: zeros(3, 2),
      item_bias: zeros(3),
      global_bias: zeros(),
    };
    const { embeddings: _, ...lacking } = whole;
    const faults: [Record<string, Tensor>, string][] = [
      [{}, ""],
      [lacking, "item_bias [3], global_bias []"],
      [
        { ...whole, embeddings: zeros(6) },
        "embeddings [6], item_bias [3], global_bias []",
      ],
      [
        { ...whole, item_bias: zeros(2) },
        "embeddings [3,2], item_bias [2], global_bias []",
      ],
      [
        { ...whole, global_bias: zeros(2) },
        "embeddings [3,2], item_bias [3], global_bias [2]",
      ],
    ];
    for (const [tensors, found] of faults) {
      const path = join(folder, "run", RUN_FILES.model);
      await assert.rejects(
        readBack(
          folder,
          (staging) =>
            writeSafetensors(join(staging, RUN_FILES.model), tensors),
        ),
        {
          name: "ArtifactError",
          message:
            `Cannot read "${path}": it must hold embeddings [n, d], item_bias [n] and global_bias [], got ${found}`,
          path,
        },
      );
    }
  }));
