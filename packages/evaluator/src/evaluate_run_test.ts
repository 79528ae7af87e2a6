import { ArtifactError, type ItemModel } from "@kindred/core";
import {
  CATALOGUE_FILES,
  inputEntry,
  isUpToDate,
  openArtifact,
  openInput,
  readJson,
  relatedPairColumns,
  RUN_FILES,
  type Split,
  verifyArtifact,
  writeArtifact,
  writeItemModel,
  writeSplitFiles,
} from "@kindred/core/artifact";
import { sqlText, withDuckDb, writeNumberColumns } from "@kindred/core/parquet";
import assert from "node:assert/strict";
import {
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { evaluateRun, evaluationPlan, REPORT_FILES } from "./evaluate_run.ts";
import { metricsOf } from "./evaluation_report.ts";

const TITLES = ["Rice", "Saffron", null, "<script>x</script>", "A & B", null];

/** Items 0, 1, 2 go together, and 3, 4, 5; one pair of each is held out. */
const SPLIT: Split = {
  itemCount: 6,
  train: {
    left: Uint32Array.of(0, 1, 3, 4),
    right: Uint32Array.of(1, 2, 4, 5),
    weight: Float32Array.of(1, 1, 1, 1),
  },
  validation: {
    left: Uint32Array.of(0, 3, 0, 2),
    right: Uint32Array.of(2, 5, 3, 4),
    label: Uint8Array.of(1, 1, 0, 0),
  },
};

const MODEL: ItemModel = {
  embeddings: {
    values: Float32Array.of(1, 1, 1, -1, -1, -1),
    itemCount: 6,
    dimensions: 1,
  },
  itemBias: new Float32Array(6),
  globalBias: 0,
};

interface Fixture {
  folder: string;
  run: string;
  split: string;
  catalogue: string;
  out: string;
}

/** Writes catalogue, split and run into a new folder and removes it after. */
async function withRun(use: (fixture: Fixture) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), "kindred-evaluator-"));
  const fixture = {
    folder,
    run: join(folder, "run & <more>"),
    split: join(folder, "split"),
    catalogue: join(folder, "catalogue"),
    out: join(folder, "report"),
  };
  const counts = { items: 6 };
  try {
    await writeArtifact(
      fixture.catalogue,
      { kind: "catalogue", options: {}, inputs: [] },
      async (staging) => {
        await writeCatalogueItems(join(staging, CATALOGUE_FILES.items));
        await writeCataloguePairs(join(staging, CATALOGUE_FILES.pairs));
        return counts;
      },
    );
    const catalogue = await openArtifact(fixture.catalogue, "catalogue");
    await writeArtifact(fixture.split, {
      kind: "split",
      options: {},
      inputs: [inputEntry(catalogue, fixture.split)],
    }, async (staging) => {
      await writeSplitFiles(staging, SPLIT);
      return counts;
    });
    const split = await openArtifact(fixture.split, "split");
    await writeArtifact(fixture.run, {
      kind: "run",
      options: { dimensions: 1, note: "<i>" },
      inputs: [inputEntry(split, fixture.run)],
    }, async (staging) => {
      await writeItemModel(staging, MODEL);
      await writeFile(
        join(staging, RUN_FILES.curve),
        "epoch,pairs,learning_rate,mean_loss\n1,4,0.1,0.7\n2,4,0.05,0.4\n",
      );
      return counts;
    });
    await use(fixture);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeCatalogueItems(path: string): Promise<void> {
  const rows = TITLES.map((title, i) =>
    `('id-${i}', ${
      title === null ? "NULL" : sqlText(title)
    }, 'Brand', NULL::DOUBLE, []::VARCHAR[])`
  );
  await withDuckDb(async (connection) => {
    await connection.run(
      `COPY (SELECT * FROM (VALUES ${rows}) AS t(id, title, brand, price, categories)) TO ${
        sqlText(path)
      } (FORMAT parquet)`,
    );
  });
}

/** Held-out pair (0, 2) was viewed together, (3, 5) bought. */
async function writeCataloguePairs(path: string): Promise<void> {
  const none = new Uint8Array(2);
  await writeNumberColumns(
    path,
    relatedPairColumns({
      left: Uint32Array.of(0, 3),
      right: Uint32Array.of(2, 5),
      directions: {
        also_bought: Uint8Array.of(0, 1),
        also_viewed: Uint8Array.of(3, 0),
        bought_together: none,
        buy_after_viewing: none,
      },
    }),
  );
}

Deno.test("evaluateRun() finds the answer known by construction", async () => {
  await withRun(async ({ run, out }) => {
    const { report, directory } = await evaluateRun(run);
    assert.equal(directory, undefined);
    assert.equal(report.rocAuc, 1);
    assert.equal(report.mrr, 1);
    assert.equal(report.recallAt10, 1);
    const { also_bought, also_viewed, bought_together } = report.slices;
    assert.equal(also_bought!.pairs, 1);
    assert.equal(also_viewed!.pairs, 1);
    assert.equal(bought_together, undefined);
    await assert.rejects(openArtifact(out, "report"), ArtifactError);
  });
});

Deno.test("evaluateRun() writes a whole, repeatable report artifact", async () => {
  await withRun(async ({ run, out, folder }) => {
    const { report, directory } = await evaluateRun(run, { out });
    assert.equal(directory, out);
    const artifact = await openArtifact(out, "report");
    await verifyArtifact(artifact);
    assert.deepEqual(
      await readJson(join(out, REPORT_FILES.metrics)),
      JSON.parse(JSON.stringify(metricsOf(report))),
    );
    const files = Object.keys(artifact.manifest.files);
    for (const file of Object.values(REPORT_FILES)) {
      assert.ok(files.includes(file), file);
    }
    const plots = files.filter((file) => file.endsWith(".svg"));
    assert.ok(plots.length >= 8);
    for (const plot of plots) {
      assert.ok(files.includes(plot.replace(".svg", ".vl.json")), plot);
    }
    const opened = await openArtifact(run, "run");
    const split = await openInput(opened, "split");
    assert.ok(await isUpToDate(out, evaluationPlan(opened, split, { out })));
    assert.ok(
      !await isUpToDate(out, evaluationPlan(opened, split, { out, k: 5 })),
    );
    const second = join(folder, "second");
    await evaluateRun(run, { out: second });
    const again = await openArtifact(second, "report");
    assert.deepEqual(again.manifest.files, artifact.manifest.files);
  });
});

Deno.test("evaluateRun() writes a page that escapes and needs nothing else", async () => {
  await withRun(async ({ run, out }) => {
    await evaluateRun(run, { out, k: 3 });
    const page = await readFile(join(out, REPORT_FILES.page), "utf8");
    assert.ok(page.includes("&lt;script&gt;x&lt;/script&gt;"));
    assert.ok(page.includes("A &amp; B"));
    assert.ok(page.includes("id-2"));
    assert.ok(page.includes("run &amp; &lt;more&gt;"));
    assert.ok(page.includes("<code>&lt;i&gt;</code>"));
    assert.ok(page.includes("Recall@3"));
    assert.ok(!/<script|<i>|undefined|NaN|\\n/.test(page));
    // Nothing is fetched: the only addresses are XML namespaces.
    const addresses = [...page.matchAll(/https?:[^"'\s)]+/g)].map(([all]) =>
      all
    );
    assert.ok(addresses.every((all) => all.startsWith("http://www.w3.org/")));
    assert.ok(page.match(/<svg /g)!.length >= 8);
  });
});

Deno.test("evaluateRun() writes plots alone where only they are asked for", async () => {
  await withRun(async ({ run, out, folder }) => {
    const plots = join(folder, "plots");
    const { directory } = await evaluateRun(run, { plots, resamples: 0 });
    assert.equal(directory, undefined);
    const alone = (await readdir(plots)).sort();
    assert.ok(alone.includes("roc.svg") && alone.includes("roc.vl.json"));
    await evaluateRun(run, { out, resamples: 0 });
    for (const name of alone) {
      assert.equal(
        await readFile(join(plots, name), "utf8"),
        await readFile(join(out, name), "utf8"),
        name,
      );
    }
  });
});

Deno.test("evaluateRun() takes artifacts that were moved", async () => {
  await withRun(async ({ run, split, catalogue, out, folder }) => {
    const moved = {
      split: join(folder, "elsewhere"),
      catalogue: join(folder, "shop"),
    };
    await rename(split, moved.split);
    await rename(catalogue, moved.catalogue);
    await assert.rejects(evaluateRun(run), ArtifactError);
    const options = { ...moved, out };
    const { report } = await evaluateRun(run, options);
    assert.equal(report.rocAuc, 1);
    // Without a report to write, nobody asks for the catalogue.
    await rm(moved.catalogue, { recursive: true });
    await evaluateRun(run, { split: moved.split });
    await assert.rejects(
      evaluateRun(run, { ...options, force: true }),
      ArtifactError,
    );
  });
});

Deno.test("evaluateRun() refuses to replace a report unless forced", async () => {
  await withRun(async ({ run, out }) => {
    await evaluateRun(run, { out });
    await assert.rejects(evaluateRun(run, { out }), {
      name: "ArtifactError",
      message:
        `Cannot write "${out}": it must not exist yet, got a report; --force replaces it`,
    });
    await evaluateRun(run, { out, k: 2, force: true });
    assert.deepEqual(
      (await openArtifact(out, "report")).manifest.options,
      { k: [2], queryLimit: 20_000, resamples: 1000 },
    );
  });
});

Deno.test("evaluateRun() leaves nothing behind when cancelled", async () => {
  await withRun(async ({ run, out }) => {
    const signal = AbortSignal.abort(new Error("stop"));
    await assert.rejects(evaluateRun(run, { out, signal }), /stop/);
    await assert.rejects(openArtifact(out, "report"), ArtifactError);
  });
});
