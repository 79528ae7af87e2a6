import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";

for (const entry of ["./mod.ts", "./web/mod.ts"]) {
  Deno.test(`${entry} loads no built-in module and no native add-on`, async () => {
    const { stdout } = await promisify(execFile)(Deno.execPath(), [
      "info",
      "--json",
      new URL(entry, import.meta.url).pathname,
    ]);
    const modules: { specifier: string }[] = JSON.parse(stdout).modules;
    const names = modules.map(({ specifier }) => specifier);
    assert.ok(names.some((name) => name.includes("/engines/")), "walks");
    assert.deepEqual(
      names.filter((name) => /^node:|onnxruntime-node|\/folder\//.test(name)),
      [],
    );
  });
}
