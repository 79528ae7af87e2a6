import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";

Deno.test("@kindred/recommender loads no built-in module and no native add-on", async () => {
  const { stdout } = await promisify(execFile)(Deno.execPath(), [
    "info",
    "--json",
    new URL("./mod.ts", import.meta.url).pathname,
  ]);
  const modules: { specifier: string }[] = JSON.parse(stdout).modules;
  const names = modules.map(({ specifier }) => specifier);
  assert.ok(names.some((name) => name.includes("minisearch")), "walks npm too");
  assert.deepEqual(
    names.filter((name) => /^node:|onnxruntime|\/folder\//.test(name)),
    [],
  );
});
