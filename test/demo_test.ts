import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { kindred, kindredJson, withFolder } from "./_kindred.ts";

/** What a cook would look for beside basmati rice. */
const BIRYANI =
  /Basmati|Saffron|Ghee|Cumin|Jeera|Cardamom|Elaichi|Turmeric|Haldi|Garam Masala|Dahi|Rajma|Dal|Mustard|Ginger|Tej Patta|Cassia/;

Deno.test("kindred demo: from the pantry to lists that make a cook nod", () =>
  withFolder(async (folder) => {
    const out = join(folder, "demo");
    const { code, stdout, stderr } = await kindred("demo", "--out", out);
    assert.equal(code, 0, stderr);

    // What was read and skipped, and that work went on.
    assert.match(
      stderr,
      /1,239 lines of records, 129 kB\n +1,227 products; 12 lines skipped/,
    );
    assert.match(stderr, /8 neither a Python literal nor JSON, first at line/);
    assert.match(stderr, /epoch 20\/20: loss 0\.\d+, ROC-AUC 0\.9\d+, /);
    // How good it is, beside the baselines.
    assert.match(stdout, /this model +0\.\d{4}/);
    assert.match(stdout, /Adamic-Adar +0\.\d{4}/);
    assert.match(stdout, /degree product +0\.\d{4}/);
    // Three products with their lists, and where everything is.
    assert.equal(stdout.match(/^Goes with /gm)?.length, 3);
    assert.match(stdout, /Goes with .*Basmati Rice/);
    const [, basmati] = /Goes with .*Basmati Rice.*\n([^]*?)\n\n/.exec(stdout)!;
    const nods = basmati!.split("\n").filter((line) => BIRYANI.test(line));
    assert.ok(nods.length >= 8, `goes with basmati rice?\n${basmati}`);
    assert.ok(stdout.includes(join(out, "report", "report.html")));
    assert.ok(stdout.includes(`kindred serve ${join(out, "model")}`));

    const metrics = JSON.parse(
      await readFile(join(out, "model", "metrics.json"), "utf8"),
    );
    // With this seed 0.954 and 0.523; Adamic-Adar 0.937 and 0.467.
    assert.ok(metrics.rocAuc > 0.94, `ROC-AUC ${metrics.rocAuc}`);
    assert.ok(metrics.ndcgAt10 > 0.49, `NDCG@10 ${metrics.ndcgAt10}`);
    assert.ok(metrics.rocAuc > metrics.baselines.adamicAdar.rocAuc);
    assert.ok(metrics.ndcgAt10 > metrics.baselines.adamicAdar.ndcgAt10);

    const inspected = await kindredJson(
      "inspect",
      join(out, "model"),
      "--verify",
    );
    assert.equal(inspected.counts.items, 1227);
  }));
