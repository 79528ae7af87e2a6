// Ranks by threads to the end, closes, and then ends by itself if no thread is
// left; see ranker_test.ts.
import { createRandom } from "@kindred/core";
import { randomModel } from "../_testing.ts";
import { openRanker } from "./ranker.ts";

const ranker = openRanker(randomModel(createRandom(1), 20_000, 128), {
  threads: 2,
});
await ranker.rank({ queries: new Uint32Array(1000), k: 3 });
await ranker.close();
// deno-lint-ignore no-console -- The test waits for it.
console.log("ranked");
