import assert from "node:assert/strict";
import { explainLoadError } from "./_explain_load_error.ts";

Deno.test("explainLoadError() names what is missing", () => {
  const cases: [string, string, RegExp][] = [
    [
      "The Node.js native addon module (tfjs_binding.node) can not be found at path: /x/lib/napi-v8/tfjs_binding.node. \nPlease run command",
      "binding",
      /native binding must be built/,
    ],
    [
      "libtensorflow_cc.so.2: cannot open shared object file: No such file or directory",
      "library",
      /libtensorflow_cc\.so\.2/,
    ],
    [
      "/lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /x/libtensorflow_cc.so.2)",
      "version",
      /GLIBCXX_3\.4\.32 for \/x\/libtensorflow_cc\.so\.2/,
    ],
    [
      "ReferenceError: exports is not defined",
      "setting",
      /--node-modules-dir=manual/,
    ],
    ["util_1.isString is not a function", "unknown", /must load/],
  ];
  for (const [message, missing, requirement] of cases) {
    const obstacle = explainLoadError(message);
    assert.equal(obstacle.missing, missing);
    assert.match(obstacle.requirement, requirement);
  }
});
