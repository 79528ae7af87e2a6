import assert from "node:assert/strict";
import { checkProcessor, processorFeatures } from "./check_processor.ts";
import { detailsOf } from "./_testing.ts";

Deno.test("processorFeatures() reads what Linux writes on x64 and on ARM", () => {
  assert.deepEqual(
    processorFeatures(
      "model name\t: AMD EPYC\nflags\t\t: fpu fma avx avx2 avx512fx\nbugs\t: avx512f\n",
    ),
    ["avx2", "fma"],
  );
  assert.deepEqual(processorFeatures("Features\t: fp asimd asimddp\n"), [
    "asimd",
    "asimddp",
  ]);
  assert.deepEqual(processorFeatures("processor : 0\n"), []);
});

Deno.test("checkProcessor() has processors and memory as the system tells them", () => {
  const { processors, memory } = detailsOf(checkProcessor());
  assert.equal(processors, navigator.hardwareConcurrency);
  assert.ok((memory as number) > 2 ** 28);
});
