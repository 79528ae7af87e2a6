import assert from "node:assert/strict";
import { join } from "node:path";
import { inTemporaryFolder, PLAN } from "../_testing.ts";
import { openArtifact } from "./open_artifact.ts";
import { readSplit, type Split, writeSplitFiles } from "./split.ts";
import { writeArtifact } from "./write_artifact.ts";

const SPLIT: Split = {
  itemCount: 5,
  train: {
    left: Uint32Array.of(3, 0),
    right: Uint32Array.of(4, 2),
    weight: Float32Array.of(1.2, 0.5),
  },
  validation: {
    left: Uint32Array.of(1, 0, 2),
    right: Uint32Array.of(3, 1, 4),
    label: Uint8Array.of(1, 0, 0),
  },
};

Deno.test("readSplit() gives back what writeSplitFiles() wrote", () =>
  inTemporaryFolder(async (folder) => {
    const nothing = {
      left: new Uint32Array(),
      right: new Uint32Array(),
    };
    const empty: Split = {
      itemCount: 0,
      train: { ...nothing, weight: new Float32Array() },
      validation: { ...nothing, label: new Uint8Array() },
    };
    for (const [i, split] of [SPLIT, empty].entries()) {
      const out = join(folder, `${i}`);
      await writeArtifact(out, PLAN, async (staging) => {
        await writeSplitFiles(staging, split);
        return { items: split.itemCount };
      });
      assert.deepEqual(
        await readSplit(await openArtifact(out, "split")),
        split,
      );
    }
  }));

Deno.test("writeSplitFiles() throws RangeError if lengths differ", () =>
  inTemporaryFolder(async (folder) => {
    const label = new Uint8Array(2);
    await assert.rejects(
      writeSplitFiles(folder, {
        ...SPLIT,
        validation: { ...SPLIT.validation, label },
      }),
      {
        name: "RangeError",
        message: `Cannot write "${
          join(folder, "validation.parquet")
        }": columns must be equally long, got 3, 3, 2`,
      },
    );
  }));
