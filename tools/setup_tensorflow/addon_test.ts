import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { compileAddon, compileArguments, findCompiler } from "./addon.ts";

Deno.test("compileArguments() link what lies in deps, found by the addon's own place", () => {
  const args = compileArguments("/t", "/t/out.node");
  const tfjs = "/t/node_modules/@tensorflow/tfjs-node-gpu";
  for (
    const wanted of [
      "-DNAPI_VERSION=8",
      "-I/t/node_modules/node-api-headers/include",
      `-I${tfjs}/deps/include`,
      `${tfjs}/binding/tfjs_binding.cc`,
      `-L${tfjs}/deps/lib`,
      "-Wl,-rpath,$ORIGIN/../../deps/lib",
    ]
  ) {
    assert.ok(args.includes(wanted), wanted);
  }
  assert.equal(args.at(-1), "/t/out.node");
});

Deno.test("findCompiler() takes the first that runs, and says what to install else", async () => {
  assert.equal(
    await findCompiler(["no-such-compiler", process.execPath]),
    process.execPath,
  );
  await assert.rejects(findCompiler(["no-such-compiler"]), {
    name: "KindredError",
    message: /apt-get install g\+\+.*got none of no-such-compiler/,
  });
});

Deno.test("compileAddon() hands the compiler's last words on", async () => {
  const folder = await mkdtemp(join(tmpdir(), "kindred-addon-"));
  try {
    await assert.rejects(compileAddon(folder, process.execPath), {
      name: "KindredError",
      message: /must succeed, got\n/,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
