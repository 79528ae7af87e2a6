import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findTensorflow, SETUP_RECORD_NAME } from "./find_tensorflow.ts";

/** Writes files into a folder that is gone afterwards. */
function withFiles(
  files: Record<string, string>,
  run: (folder: string) => void,
): void {
  const folder = mkdtempSync(join(tmpdir(), "kindred-find-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const record = (variant: string, format = 1) =>
  JSON.stringify({
    format,
    variant,
    tensorflow: "2.21.0",
    source: "wheels",
    pins: "",
  });

Deno.test("findTensorflow() takes CUDA before CPU, and both before the project's", () =>
  withFiles({
    [`home/cpu/${SETUP_RECORD_NAME}`]: record("cpu"),
    [`home/cuda/${SETUP_RECORD_NAME}`]: record("cuda"),
    "project/node_modules/@tensorflow/tfjs-node/package.json": "{}",
    "project/node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node":
      "",
  }, (folder) => {
    const found = findTensorflow(
      join(folder, "home"),
      join(folder, "project"),
    );
    assert.deepEqual(found.map(({ variant }) => variant), [
      "cuda",
      "cpu",
      null,
    ]);
    assert.equal(
      found[1]!.folder,
      join(folder, "home/cpu/node_modules/@tensorflow/tfjs-node-gpu"),
    );
    assert.equal(found[2]!.packageName, "@tensorflow/tfjs-node");
  }));

Deno.test("findTensorflow() passes over packages without a binding and folders half set up", () =>
  withFiles({
    "home/cpu/package.json": "{}",
    [`home/cuda/${SETUP_RECORD_NAME}`]: record("cuda", 2),
    "project/node_modules/@tensorflow/tfjs-node-gpu/package.json": "{}",
  }, (folder) =>
    assert.deepEqual(
      findTensorflow(join(folder, "home"), join(folder, "project")),
      [],
    )));
