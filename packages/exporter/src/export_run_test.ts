import { ArtifactError, MODEL_FILES } from "@kindred/core";
import {
  openArtifact,
  readJson,
  verifyArtifact,
  writeArtifact,
} from "@kindred/core/artifact";
import { fromBinary } from "@bufbuild/protobuf";
import assert from "node:assert/strict";
import { readdir, readFile, rename, rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { ModelProtoSchema } from "onnx-buf";
import {
  METRICS,
  neighboursOf,
  probabilityOf,
  readFolder,
  smallModel,
  TITLES,
  withRun,
  writeRun,
} from "./_testing.ts";
import { type ExportOptions, exportPlan, exportRun } from "./export_run.ts";
import { readVectors } from "./import/vector_formats.ts";
import { modelCard } from "./model_card.ts";
import { PRECISIONS } from "./precision/precision.ts";

Deno.test("exportRun() writes a whole model folder and says how exact it is", () =>
  withRun(async ({ run, report, out }) => {
    const { manifest, verification, precisions } = await exportRun(run, out, {
      report,
      precisionTable: true,
    });
    const model = await openArtifact(out, "model");
    await verifyArtifact(model);
    assert.deepEqual(manifest, model.manifest);
    assert.deepEqual(manifest.counts, {
      items: 5,
      dimensions: 2,
      untrainedItems: 1,
      listLength: 100,
    });
    const { index: _i, word2vec: _w, npy: _n, ids: _d, ...usual } = MODEL_FILES;
    assert.deepEqual(
      Object.keys(manifest.files).sort(),
      Object.values(usual).sort(),
    );
    assert.deepEqual(await readJson(join(out, "precision.json")), precisions);
    assert.deepEqual(await readJson(join(out, "metrics.json")), METRICS);
    assert.equal(verification.embed, 0);
    assert.ok(verification.score <= 1e-6 && verification.neighbours <= 1e-6);
  }));

Deno.test("exportRun() writes graphs that recommend, and name their run", () =>
  withRun(async ({ run, out }) => {
    await exportRun(run, out);
    const { rows, found } = await neighboursOf(out, [[0]], 2);
    assert.deepEqual(rows, [1, 2]);
    for (const [place, logit] of [1.25, 0].entries()) {
      assert.ok(Math.abs(found[place]! - probabilityOf(logit)) < 1e-6);
    }
    const { sha256 } = await openArtifact(run, "run");
    const { manifest: { files } } = await openArtifact(out, "model");
    for (const name of ["embed", "score", "neighbours"] as const) {
      const bytes = await readFile(join(out, MODEL_FILES[name]));
      const { metadataProps, producerName } = fromBinary(
        ModelProtoSchema,
        bytes,
      );
      assert.equal(producerName, "kindred");
      assert.deepEqual(
        Object.fromEntries(
          metadataProps.map(({ key, value }) => [key, value]),
        ),
        {
          "kindred.items": "5",
          "kindred.dimensions": "2",
          "kindred.precision": "f32",
          "kindred.weights.sha256": files[MODEL_FILES.weights]!.sha256,
          "kindred.format": "2",
          "kindred.metric": "dot product plus biases, sigmoid",
          "kindred.run.sha256": sha256,
        },
      );
    }
  }));

Deno.test("exportRun() writes each item with its training pairs, line i being row i", () =>
  withRun(async ({ run, out }) => {
    await exportRun(run, out);
    const text = await readFile(join(out, MODEL_FILES.items), "utf8");
    assert.ok(text.endsWith("\n"));
    assert.deepEqual(
      text.trimEnd().split("\n").map((line) => JSON.parse(line)),
      TITLES.map((title, i) => ({
        id: `id-${i}`,
        title,
        brand: "Brand",
        price: i === 0 ? 2.5 : null,
        categories: ["Food > Grain", "Gifts"],
        pairs: [3, 2, 2, 1, 0][i],
      })),
    );
  }));

Deno.test("exportRun() writes the card of this run, with its metrics or without", () =>
  withRun(async ({ folder, run, report, out }) => {
    const { sha256, manifest } = await openArtifact(run, "run");
    const facts = {
      itemCount: 5,
      dimensions: 2,
      trainPairs: 4,
      options: manifest.options,
      originSha256: sha256,
    };
    await exportRun(run, out, { report, precisionTable: false });
    assert.equal(
      await readFile(join(out, MODEL_FILES.card), "utf8"),
      modelCard({ ...facts, metrics: METRICS }),
    );
    const bare = join(folder, "bare");
    const { manifest: { files } } = await exportRun(run, bare, {
      precisionTable: false,
    });
    assert.equal(files[MODEL_FILES.metrics], undefined);
    assert.equal(
      await readFile(join(bare, MODEL_FILES.card), "utf8"),
      modelCard({ ...facts, metrics: null }),
    );
  }));

Deno.test("exportRun() gives the same bytes on every run", () =>
  withRun(async ({ folder, run, report }) => {
    const outs = [join(folder, "one"), join(folder, "two")];
    for (const out of outs) {
      await exportRun(run, out, {
        report,
        precisionTable: false,
        vectors: ["word2vec", "npy"],
      });
    }
    const [one, two] = await Promise.all(outs.map(readFolder));
    assert.deepEqual(one, two);
  }));

Deno.test("exportRun() takes inputs that were moved, where it is told", () =>
  withRun(async ({ folder, run, split, catalogue, out }) => {
    const moved = {
      split: join(folder, "elsewhere-split"),
      catalogue: join(folder, "elsewhere-catalogue"),
    };
    await rename(split, moved.split);
    await rename(catalogue, moved.catalogue);
    await assert.rejects(exportRun(run, out), ArtifactError);
    const { manifest } = await exportRun(run, out, moved);
    assert.equal(manifest.counts.items, 5);
  }));

Deno.test("exportRun() throws ArtifactError for the report of another run", () =>
  withRun(async (places) => {
    const { folder, report, out } = places;
    const other = join(folder, "other");
    await writeRun(places, other, smallModel(), 2);
    const before = await readdir(folder);
    await assert.rejects(exportRun(other, out, { report }), {
      name: "ArtifactError",
      path: report,
      message:
        `Cannot export "${other}" with "${report}": the report must be of this run, got one of another`,
    });
    assert.deepEqual(await readdir(folder), before);
  }));

Deno.test("exportRun() throws ArtifactError where a model is, and replaces it by force", () =>
  withRun(async ({ run, report, out }) => {
    await exportRun(run, out);
    const before = await readFolder(out);
    await assert.rejects(exportRun(run, out, { report }), {
      name: "ArtifactError",
      message:
        `Cannot write "${out}": it must not exist yet, got a model; --force replaces it`,
    });
    assert.deepEqual(await readFolder(out), before);
    const { manifest } = await exportRun(run, out, { report, force: true });
    assert.ok(manifest.files[MODEL_FILES.metrics]);
  }));

Deno.test("exportRun() throws ArtifactError for inputs that are damaged, and leaves nothing", async () => {
  const damages: [
    artifact: "run" | "split" | "catalogue" | "report",
    file: string,
  ][] = [
    ["run", "model.safetensors"],
    ["split", "train.parquet"],
    ["catalogue", "items.parquet"],
    ["report", "metrics.json"],
  ];
  for (const [artifact, file] of damages) {
    await withRun(async (places) => {
      const path = join(places[artifact], file);
      await truncate(path, 7);
      const before = await readdir(places.folder);
      await assert.rejects(
        exportRun(places.run, places.out, { report: places.report }),
        (error) => {
          assert.ok(error instanceof ArtifactError);
          assert.equal(error.path, path);
          assert.match(error.message, /: it must have \d+ bytes, got 7$/);
          return true;
        },
      );
      assert.deepEqual(await readdir(places.folder), before);
    });
  }
});

Deno.test("exportRun() throws ArtifactError for inputs that are gone or of another kind", () =>
  withRun(async ({ run, split, catalogue, out }) => {
    await assert.rejects(exportRun(split, out), {
      name: "ArtifactError",
      message: `Cannot read "${split}": it must hold a run, got a split`,
    });
    await assert.rejects(exportRun(run, out, { report: run }), {
      name: "ArtifactError",
      message: `Cannot read "${run}": it must hold a report, got a run`,
    });
    await rm(catalogue, { recursive: true });
    await assert.rejects(exportRun(run, out), {
      name: "ArtifactError",
      message:
        `Cannot read "${catalogue}": it must be a folder made by kindred, got no readable manifest.json in it`,
    });
  }));

Deno.test("exportRun() throws ArtifactError for a split that is not the run's", () =>
  withRun(async ({ folder, run, out }) => {
    const other = join(folder, "other");
    await writeArtifact(
      other,
      { kind: "split", options: {}, inputs: [] },
      () => Promise.resolve({ items: 5 }),
    );
    await assert.rejects(exportRun(run, out, { split: other }), {
      name: "ArtifactError",
      message:
        `Cannot use "${other}": it must be the split that "${run}" was made from, got another one`,
    });
  }));

Deno.test("exportRun() throws RangeError for a model that is not finite, and leaves nothing", async () => {
  const model = smallModel();
  model.embeddings.values[3] = NaN;
  await withRun(async ({ folder, run, out }) => {
    const before = await readdir(folder);
    await assert.rejects(
      exportRun(run, out),
      new RangeError(
        "Cannot export: the vectors must be finite, got NaN at position 3",
      ),
    );
    assert.deepEqual(await readdir(folder), before);
  }, model);
});

Deno.test("exportRun() leaves nothing behind when the signal stops it", () =>
  withRun(async ({ folder, run, out }) => {
    const before = await readdir(folder);
    const stop = new Error("stopped");
    const early = new AbortController();
    early.abort(stop);
    await assert.rejects(exportRun(run, out, { signal: early.signal }), stop);
    // On the way: files are read before the signal is looked at again.
    const late = new AbortController();
    setTimeout(() => late.abort(stop), 0);
    await assert.rejects(exportRun(run, out, { signal: late.signal }), stop);
    assert.deepEqual(await readdir(folder), before);
  }));

Deno.test("exportPlan() names the run, and the report where there is one", () =>
  withRun(async ({ run, report, out }) => {
    const opened = await openArtifact(run, "run");
    const input = { kind: "run", path: "../run", sha256: opened.sha256 };
    assert.deepEqual(exportPlan(opened, out, null), {
      kind: "model",
      options: {
        precision: "f32",
        lists: 100,
        index: "auto",
        vectors: [],
        precisionTable: false,
      },
      inputs: [input],
    });
    const metrics = await openArtifact(report, "report");
    assert.deepEqual(exportPlan(opened, out, metrics).inputs, [
      input,
      { kind: "report", path: "../report", sha256: metrics.sha256 },
    ]);
  }));

Deno.test("exportRun() refuses options out of range before it writes anything", () =>
  withRun(async ({ folder, run, out }) => {
    const before = await readdir(folder);
    const wrong: [ExportOptions, string][] = [
      [{ lists: 1001 }, "lists must be a whole number in [0, 1000], got 1001"],
      [
        { precision: "f64" as "f32" },
        'precision must be one of f32, f16, int8, int4, got "f64"',
      ],
      [
        { vectors: ["fasttext" as "npy"] },
        'vectors must be one of word2vec, npy, got "fasttext"',
      ],
    ];
    for (const [options, message] of wrong) {
      await assert.rejects(
        exportRun(run, out, options),
        new RangeError(`Cannot export: ${message}`),
      );
    }
    assert.deepEqual(await readdir(folder), before);
  }));

Deno.test("exportRun() writes a model in any precision, with lists or without", () =>
  withRun(async ({ folder, run }) => {
    for (const precision of PRECISIONS) {
      const { manifest } = await exportRun(run, join(folder, precision), {
        precision,
        lists: 0,
        precisionTable: false,
      });
      assert.equal(manifest.options.precision, precision);
      assert.ok(!(MODEL_FILES.lists in manifest.files));
      assert.ok(!(MODEL_FILES.precision in manifest.files));
    }
  }));

Deno.test("exportRun() writes the vectors once more, for other programs to read", () =>
  withRun(async ({ run, out }) => {
    await exportRun(run, out, { vectors: ["npy", "word2vec"] });
    const { embeddings } = smallModel();
    const ids = TITLES.map((_, i) => `id-${i}`);
    for (
      const [file, options] of [
        ["vectors.txt", {}],
        ["vectors.npy", { ids: join(out, "ids.txt") }],
      ] as const
    ) {
      assert.deepEqual(await readVectors(join(out, file), options), {
        table: embeddings,
        ids,
      });
    }
  }));

Deno.test("exportRun() throws KindredError for vectors that no dot product compares", () =>
  withRun(async ({ folder, run, out }) => {
    const before = await readdir(folder);
    await assert.rejects(exportRun(run, out, { vectors: ["npy"] }), {
      name: "KindredError",
      message:
        "Cannot write npy: the dot product of two vectors must compare their items, got a model whose halves cross",
    });
    assert.deepEqual(await readdir(folder), before);
  }, { ...smallModel(), crossed: true }));
