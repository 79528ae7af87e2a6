import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inTemporaryFolder } from "../_testing.ts";
import { readJson, writeJson } from "./json_file.ts";

Deno.test("writeJson() writes indented JSON that readJson() reads", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "report.json");
    const value = { b: [1, null], a: "é" };
    await writeJson(path, value);
    assert.equal(
      await readFile(path, "utf8"),
      '{\n  "b": [\n    1,\n    null\n  ],\n  "a": "é"\n}\n',
    );
    assert.deepEqual(await readJson(path), value);
  }));

Deno.test("writeJson() rejects if the file exists", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "report.json");
    await writeJson(path, 1);
    await assert.rejects(writeJson(path, 2), { code: "EEXIST" });
    assert.equal(await readJson(path), 1);
  }));

Deno.test("readJson() throws ArtifactError if the file is missing or no JSON", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "report.json");
    for (const text of [null, "", "{]"]) {
      if (text !== null) await writeFile(path, text);
      await assert.rejects(readJson(path), (error: Error) => {
        assert.equal(error.name, "ArtifactError");
        assert.ok(
          error.message.startsWith(
            `Cannot read "${path}": it must be JSON, got `,
          ),
        );
        assert.ok(error.cause instanceof Error);
        return true;
      });
    }
  }));
