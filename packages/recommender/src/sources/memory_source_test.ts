import { FILES, sourceSpec } from "./_source_spec.ts";
import { memorySource } from "./memory_source.ts";

Deno.test("memorySource() is a source", async () => {
  await sourceSpec(memorySource(FILES));
});
