import assert from "node:assert/strict";
import { PINS, wheelsFor } from "./pins.ts";

Deno.test("PINS name each file once, with a version, a size and a hash that fit it", () => {
  for (const { tensorflow, cpu, cuda } of Object.values(PINS)) {
    const wheels = [...cpu, ...cuda];
    assert.equal(new Set(wheels.map(({ file }) => file)).size, wheels.length);
    assert.equal(new Set(wheels.map((w) => w.sha256)).size, wheels.length);
    for (const { project, version, file, bytes, sha256 } of wheels) {
      assert.match(sha256, /^[0-9a-f]{64}$/, file);
      assert.ok(bytes > 1e6, file);
      assert.ok(
        file.startsWith(`${project.replaceAll("-", "_")}-${version}-`),
        file,
      );
    }
    assert.equal(cpu[0]!.version, tensorflow);
    assert.equal(cuda[0]!.version, tensorflow);
  }
});

Deno.test("wheelsFor() gives null where nothing is pinned", () => {
  assert.equal(wheelsFor("cpu", "linux-s390x"), null);
  assert.equal(wheelsFor("cpu", "linux-x64")![0]!.project, "tensorflow-cpu");
});
