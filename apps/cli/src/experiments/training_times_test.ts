import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TrainingTimes } from "./training_times.ts";

Deno.test("TrainingTimes keeps times in its file, and knows nothing from a broken one", async () => {
  const folder = await mkdtemp(join(tmpdir(), "kindred-times-"));
  try {
    const path = join(folder, "times.json");
    const times = new TrainingTimes(path);
    assert.equal(times.of("als"), null);
    assert.equal(times.of("toString"), null);
    const half = { seconds: 1.5, engine: "cpu", run: null };
    const whole = { seconds: 3, engine: "cpu", run: "abc" };
    times.note("als", half);
    assert.deepEqual(new TrainingTimes(path).of("als"), half);
    times.note("als", whole);
    times.note("baseline-binary", half);
    const read = new TrainingTimes(path);
    assert.deepEqual(read.of("als"), whole);
    assert.deepEqual(read.of("baseline-binary"), half);
    assert.deepEqual(await readdir(folder), ["times.json"]);

    await writeFile(path, '{"als":');
    assert.equal(new TrainingTimes(path).of("als"), null);
  } finally {
    await rm(folder, { recursive: true });
  }
});
