import assert from "node:assert/strict";
import process from "node:process";
import { checkRuntime } from "./check_runtime.ts";
import { detailsOf } from "./_testing.ts";

Deno.test("checkRuntime() passes this runtime, and no Deno that crashes", () => {
  const { name, version } = detailsOf(checkRuntime());
  assert.deepEqual([name, version], ["Deno", Deno.version.deno]);
  assert.equal(detailsOf(checkRuntime({ node: "20.1.0" }))["name"], "Node");
  assert.throws(() => checkRuntime({ node: "24", deno: "2.9.3" }), /2\.9\.6/);
});

Deno.test("checkRuntime() says where it runs", () => {
  const { platform, arch } = detailsOf(checkRuntime());
  assert.deepEqual([platform, arch], [process.platform, process.arch]);
});
