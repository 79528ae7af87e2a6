// deno-lint-ignore-file no-console -- a skipped test says why
/**
 * The whole way on real catalogues: minutes, so not part of `npm test`.
 *
 * Run: deno task test:real
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { kindredJson, ROOT, withFolder } from "./_kindred.ts";

/** Catalogues, and what the default recipe must reach on them. */
const CATALOGUES = [
  {
    file: "amazon-2014-beauty/meta_Beauty.json.gz",
    pairs: 241_261,
    rocAuc: 0.97,
    ndcgAt10: 0.35,
  },
  {
    file: "amazon-2014-digital-music/meta_Digital_Music.json.gz",
    pairs: 37_015,
    rocAuc: 0.94,
    ndcgAt10: 0.28,
  },
] as const;

const wanted = Deno.env.get("KINDRED_REAL_DATA");

for (const { file, pairs, rocAuc, ndcgAt10 } of CATALOGUES) {
  const path = join(wanted ?? "", file);
  const obstacle = wanted === undefined
    ? "KINDRED_REAL_DATA names no folder; deno task test:real does"
    : existsSync(path)
    ? null
    : `${path} is not here`;
  if (obstacle !== null) console.log(`skipped, ${file}: ${obstacle}`);
  Deno.test({
    name: `kindred run on ${file} reaches what it should`,
    ignore: obstacle !== null,
    fn: () =>
      withFolder(async (folder) => {
        const { ingest, metrics } = await kindredJson(
          "run",
          join(ROOT, path),
          "--out",
          folder + "/out",
          "--quiet",
        );
        assert.equal(ingest.pairs, pairs);
        assert.ok(metrics.rocAuc >= rocAuc, `ROC-AUC ${metrics.rocAuc}`);
        assert.ok(metrics.ndcgAt10 >= ndcgAt10, `NDCG@10 ${metrics.ndcgAt10}`);
      }),
  });
}
