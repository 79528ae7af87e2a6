import assert from "node:assert/strict";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inTemporaryFolder, PLAN, writeTexts } from "../_testing.ts";
import {
  type Artifact,
  inputEntry,
  isUpToDate,
  openArtifact,
  openInput,
  verifyArtifact,
} from "./open_artifact.ts";
import type { ArtifactPlan } from "./write_artifact.ts";

/** Writes the artifact "split" and opens it. */
async function writeSplit(folder: string, text = "hello"): Promise<Artifact> {
  const out = join(folder, "split");
  await writeTexts(out, { a: text, b: "" });
  return await openArtifact(out, "split");
}

/** Writes the artifact "run", made from `split`, and opens it. */
async function writeRun(folder: string, split: Artifact): Promise<Artifact> {
  const out = join(folder, "run");
  await writeTexts(out, { model: "m" }, {
    plan: { kind: "run", options: {}, inputs: [inputEntry(split, out)] },
  });
  return await openArtifact(out, "run");
}

/** Replaces a text in an artifact's manifest by another. */
async function editManifest(
  { directory }: Artifact,
  from: string,
  to: string,
): Promise<void> {
  const path = join(directory, "manifest.json");
  const text = await readFile(path, "utf8");
  assert.ok(text.includes(from));
  await writeFile(path, text.replace(from, to));
}

Deno.test("openArtifact() returns the folder with its manifest", () =>
  inTemporaryFolder(async (folder) => {
    const { directory, manifest } = await writeSplit(folder);
    assert.equal(directory, join(folder, "split"));
    assert.equal(manifest.kind, "split");
    assert.deepEqual(Object.keys(manifest.files), ["a", "b"]);
    assert.deepEqual(
      (await openArtifact(directory, "any")).manifest,
      manifest,
    );
  }));

Deno.test("openArtifact() throws ArtifactError if the folder is missing", () =>
  inTemporaryFolder(async (folder) => {
    const directory = join(folder, "nowhere");
    await assert.rejects(openArtifact(directory, "run"), {
      name: "ArtifactError",
      message:
        `Cannot read "${directory}": it must be a folder made by kindred, got no readable manifest.json in it`,
      path: join(directory, "manifest.json"),
    });
  }));

Deno.test("openArtifact() throws ArtifactError if the kind is another", () =>
  inTemporaryFolder(async (folder) => {
    const { directory } = await writeSplit(folder);
    await assert.rejects(openArtifact(directory, "catalogue"), {
      name: "ArtifactError",
      message:
        `Cannot read "${directory}": it must hold a catalogue, got a split`,
      path: directory,
    });
  }));

Deno.test("openArtifact() throws ArtifactVersionError if the format is newer", () =>
  inTemporaryFolder(async (folder) => {
    const split = await writeSplit(folder);
    await editManifest(split, '"formatVersion": 1', '"formatVersion": 2');
    await assert.rejects(openArtifact(split.directory, "split"), {
      name: "ArtifactVersionError",
      message:
        `Cannot read "${split.directory}": its format version must be at most 1, got 2 (made by a newer Kindred)`,
      found: 2,
      supported: 1,
    });
  }));

Deno.test("openArtifact() throws ArtifactError if the manifest is no JSON", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "manifest.json");
    await writeFile(path, "{");
    await assert.rejects(openArtifact(folder, "any"), (error: Error) => {
      assert.equal(error.name, "ArtifactError");
      assert.ok(
        error.message.startsWith(
          `Cannot read "${path}": it must be JSON, got `,
        ),
      );
      assert.ok(error.cause instanceof SyntaxError);
      return true;
    });
  }));

Deno.test("openArtifact() throws ArtifactError if the manifest is not ours", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "manifest.json");
    const ours = {
      kind: "run",
      formatVersion: 1,
      options: {},
      counts: {},
      inputs: [],
      files: {},
    };
    await writeFile(path, JSON.stringify(ours));
    await openArtifact(folder, "run");
    const foreign: unknown[] = [
      null,
      [],
      "run",
      {},
      { ...ours, kind: "album" },
      { ...ours, kind: "toString" },
      { ...ours, formatVersion: "1" },
      { ...ours, options: [] },
      { ...ours, counts: null },
      { ...ours, inputs: {} },
      { ...ours, inputs: [null] },
      { ...ours, files: [] },
      { ...ours, files: { a: null } },
    ];
    for (const value of foreign) {
      await writeFile(path, JSON.stringify(value));
      await assert.rejects(openArtifact(folder, "any"), {
        name: "ArtifactError",
        message:
          `Cannot read "${path}": a manifest must name a kind of artifact, a format version, options, counts, inputs and files, got other JSON`,
        path,
      });
    }
  }));

Deno.test("openArtifact() throws ArtifactError if a file is cut short", () =>
  inTemporaryFolder(async (folder) => {
    const { directory } = await writeSplit(folder);
    const path = join(directory, "a");
    await writeFile(path, "hell");
    await assert.rejects(openArtifact(directory, "split"), {
      name: "ArtifactError",
      message: `Cannot read "${path}": it must have 5 bytes, got 4`,
      path,
    });
  }));

Deno.test("openArtifact() throws ArtifactError if a file is missing", () =>
  inTemporaryFolder(async (folder) => {
    const { directory } = await writeSplit(folder);
    const path = join(directory, "b");
    await rm(path);
    await assert.rejects(openArtifact(directory, "split"), {
      name: "ArtifactError",
      message: `Cannot read "${path}": it must have 0 bytes, got no such file`,
      path,
    });
  }));

Deno.test("verifyArtifact() passes what was written", () =>
  inTemporaryFolder(async (folder) => {
    await verifyArtifact(await writeSplit(folder));
  }));

Deno.test("verifyArtifact() throws ArtifactError if one bit is flipped", () =>
  inTemporaryFolder(async (folder) => {
    const { directory } = await writeSplit(folder);
    const path = join(directory, "a");
    await writeFile(path, "hellm");
    const same = await openArtifact(directory, "split");
    await assert.rejects(verifyArtifact(same), {
      name: "ArtifactError",
      message:
        `Cannot trust "${path}": its sha256 must be 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824, ` +
        "got ea977aa05273174fefec05ba344318a0840685a376b797e1010b85389edd545a",
      path,
    });
  }));

Deno.test("inputEntry() leads from the new artifact to its input", () =>
  inTemporaryFolder(async (folder) => {
    const split = await writeSplit(folder);
    assert.deepEqual(inputEntry(split, join(folder, "runs", "1")), {
      kind: "split",
      path: "../../split",
      sha256: split.sha256,
    });
  }));

Deno.test("openInput() opens what an artifact was made from", () =>
  inTemporaryFolder(async (folder) => {
    const split = await writeSplit(folder);
    const run = await writeRun(folder, split);
    assert.deepEqual(await openInput(run, "split"), split);
  }));

Deno.test("openInput() follows when both folders moved together", () =>
  inTemporaryFolder(async (folder) => {
    const place = join(folder, "here");
    await writeRun(place, await writeSplit(place));
    await rename(place, join(folder, "there"));
    const run = await openArtifact(join(folder, "there", "run"), "run");
    const input = await openInput(run, "split");
    assert.equal(input.directory, join(folder, "there", "split"));
  }));

Deno.test("openInput() takes a moved input where it is named", () =>
  inTemporaryFolder(async (folder) => {
    const split = await writeSplit(folder);
    const run = await writeRun(folder, split);
    const moved = join(folder, "elsewhere");
    await rename(split.directory, moved);
    await assert.rejects(openInput(run, "split"), { name: "ArtifactError" });
    const input = await openInput(run, "split", moved);
    assert.equal(input.sha256, split.sha256);
    assert.equal(input.directory, moved);
  }));

Deno.test("openInput() throws ArtifactError if the input is another one", () =>
  inTemporaryFolder(async (folder) => {
    const split = await writeSplit(folder);
    const run = await writeRun(folder, split);
    await rm(split.directory, { recursive: true });
    await writeSplit(folder, "other");
    await assert.rejects(openInput(run, "split"), {
      name: "ArtifactError",
      message:
        `Cannot use "${split.directory}": it must be the split that "${run.directory}" was made from, got another one`,
      path: split.directory,
    });
  }));

Deno.test("openInput() throws ArtifactError if there was no such input", () =>
  inTemporaryFolder(async (folder) => {
    const split = await writeSplit(folder);
    await assert.rejects(openInput(split, "catalogue"), {
      name: "ArtifactError",
      message:
        `Cannot read "${split.directory}": it must have been made from a catalogue, got none in its manifest`,
      path: split.directory,
    });
  }));

Deno.test("isUpToDate() is true only for a whole artifact of the same plan", () =>
  inTemporaryFolder(async (folder) => {
    const { directory } = await writeSplit(folder);
    const input = { kind: "source", path: "a", sha256: "00" } as const;
    const answers: [ArtifactPlan, boolean][] = [
      [PLAN, true],
      // The order of keys does not matter, at any depth.
      [{ ...PLAN, options: { weights: { a: 1, b: 2 }, seed: 1 } }, true],
      [{ ...PLAN, options: { weights: { a: 1, b: 2 }, seed: 2 } }, false],
      [{ ...PLAN, options: { weights: { a: 1, b: 3 }, seed: 1 } }, false],
      [{ ...PLAN, options: { seed: 1 } }, false],
      [{ ...PLAN, options: { ...PLAN.options, more: null } }, false],
      [{ ...PLAN, inputs: [input] }, false],
      [{ ...PLAN, kind: "run" }, false],
    ];
    for (const [plan, expected] of answers) {
      assert.equal(await isUpToDate(directory, plan), expected);
    }
    assert.equal(await isUpToDate(join(folder, "nowhere"), PLAN), false);
    await writeFile(join(directory, "a"), "cut");
    assert.equal(await isUpToDate(directory, PLAN), false);
  }));

Deno.test("isUpToDate() is false once an input was made anew", () =>
  inTemporaryFolder(async (folder) => {
    const split = await writeSplit(folder);
    const { directory, manifest } = await writeRun(folder, split);
    const planOf = (input: Artifact): ArtifactPlan => ({
      kind: "run",
      options: manifest.options,
      inputs: [inputEntry(input, directory)],
    });
    assert.equal(await isUpToDate(directory, planOf(split)), true);
    await rm(split.directory, { recursive: true });
    const other = await writeSplit(folder, "other");
    assert.equal(await isUpToDate(directory, planOf(other)), false);
  }));
