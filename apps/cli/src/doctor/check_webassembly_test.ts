import assert from "node:assert/strict";
import { checkWebAssembly, webAssemblyFeatures } from "./check_webassembly.ts";

Deno.test("webAssemblyFeatures() are those that can be used", () => {
  const { simd, threads, memory64 } = webAssemblyFeatures();
  // The kernels have both, and the other tests run them.
  assert.ok(simd && threads);
  const canBeMade = (() => {
    try {
      const long = { address: "i64", initial: 1n } as unknown;
      new WebAssembly.Memory(long as WebAssembly.MemoryDescriptor);
      return true;
    } catch {
      return false;
    }
  })();
  assert.equal(memory64, canBeMade);
});

Deno.test("checkWebAssembly() fails without what the kernels need, and passes without the rest", () => {
  const all = { simd: true, relaxedSimd: true, threads: true, memory64: true };
  for (const missing of ["simd", "threads"] as const) {
    assert.throws(() => checkWebAssembly({ ...all, [missing]: false }), {
      message: /the kernels need SIMD and shared memory, this runtime has no /,
    });
  }
  const found = checkWebAssembly({ ...all, relaxedSimd: false });
  assert.match((found as { found: string }).found, /no relaxed SIMD/);
});
