/** Shared by the tests of this package; no part of what it exports. @module */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Manifest } from "./artifact/manifest.ts";
import {
  type ArtifactPlan,
  writeArtifact,
  type WriteArtifactOptions,
} from "./artifact/write_artifact.ts";

/** Hands a new, empty folder to `use` and removes it whatever happens. */
export async function inTemporaryFolder(
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "kindred-core-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A plan for an artifact whose content does not matter. */
export const PLAN: ArtifactPlan = {
  kind: "split",
  options: { seed: 1, weights: { b: 2, a: 1 } },
  inputs: [],
};

/** Writes an artifact of text files, given by name. */
export function writeTexts(
  out: string,
  texts: Record<string, string>,
  options: WriteArtifactOptions & { plan?: ArtifactPlan } = {},
): Promise<Manifest> {
  return writeArtifact(out, options.plan ?? PLAN, async (staging) => {
    for (const [name, text] of Object.entries(texts)) {
      await writeFile(join(staging, name), text);
    }
    return { files: Object.keys(texts).length };
  }, options);
}
