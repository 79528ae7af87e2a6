import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfigFile } from "./config_file.ts";
import type { Flags } from "./flag.ts";

const FLAGS: Flags = {
  epochs: { kind: "number", default: 5, help: "" },
  learningRate: { kind: "number", default: 1, help: "" },
  item: { kind: "list", value: "ID", help: "" },
  force: { kind: "switch", help: "" },
};

async function read(toml: string): Promise<Record<string, string[]>> {
  const folder = await mkdtemp(join(tmpdir(), "kindred-config-"));
  try {
    const path = join(folder, "kindred.toml");
    await writeFile(path, toml);
    return Object.fromEntries(await readConfigFile(path, "train", FLAGS));
  } finally {
    await rm(folder, { recursive: true });
  }
}

Deno.test("readConfigFile() lets the command's table win over the top", async () => {
  const toml = `
    epochs = 3
    port = 80 # of another command
    [train]
    epochs = 9
    learning-rate = 0.5
    item = ["a", "b"]
    force = true
    [serve]
    nonsense = 1`;
  assert.deepEqual(await read(toml), {
    epochs: ["9"],
    learningRate: ["0.5"],
    item: ["a", "b"],
    force: ["true"],
  });
});

Deno.test("readConfigFile() takes false as the absence of a switch", async () => {
  assert.deepEqual(await read("[train]\nforce = false"), {});
});

Deno.test("readConfigFile() refuses unknown keys, wrong types and other files", async () => {
  await assert.rejects(
    read("[train]\nepoch = 3"),
    /keys of \[train\] must be its flags, got "epoch"; nearest epochs$/,
  );
  await assert.rejects(read('[train]\nepochs = "3"'), {
    name: "UsageError",
    message:
      'Cannot read "epochs" in --config: it must be a number, got a string',
  });
  await assert.rejects(read("[train"), /it must be a TOML file, got /);
  await assert.rejects(readConfigFile("nosuch.toml", "train", FLAGS), {
    name: "UsageError",
    message:
      'Cannot read --config "nosuch.toml": it must be a TOML file, got no such file',
  });
});
