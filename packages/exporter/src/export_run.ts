import {
  ArtifactError,
  checkItemModel,
  countPairs,
  type ItemModel,
  MODEL_FILES,
  type ModelItem,
  type Product,
  VERSION,
} from "@kindred/core";
import {
  type Artifact,
  type ArtifactPlan,
  inputEntry,
  type Manifest,
  openArtifact,
  openInput,
  readItemModel,
  readJson,
  readProducts,
  readSplit,
  writeArtifact,
  writeJson,
} from "@kindred/core/artifact";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { modelCard } from "./model_card.ts";
import { embedGraph, neighboursGraph, scoreGraph } from "./onnx/graphs.ts";
import { encodeModel } from "./onnx/messages.ts";
import { writeWeights } from "./onnx/weights_file.ts";
import { type Verification, verifyGraphs } from "./verify_graphs.ts";

/** Settings of {@linkcode exportRun}. */
export interface ExportOptions {
  /** Folder of the run's report, whose metrics go into the model. Default none. */
  report?: string;
  /** Where the split is, if it was moved. Default: where the run says. */
  split?: string;
  /** Where the catalogue is, if it was moved. Default: where the split says. */
  catalogue?: string;
  /** Whether an artifact already at `out` may be replaced. Default false. */
  force?: boolean;
  /** Stops the work, leaving nothing behind. Default: never. */
  signal?: AbortSignal;
}

/**
 * Returns what identifies a model folder before it is made.
 *
 * @param run The opened run.
 * @param out Folder of the model.
 * @param report The opened report, or null.
 * @returns A plan of kind `model`.
 * @throws {ArtifactError} If the report is that of another run.
 */
export function exportPlan(
  run: Artifact,
  out: string,
  report: Artifact | null,
): ArtifactPlan {
  const inputs = [inputEntry(run, out)];
  if (report !== null) {
    if (!report.manifest.inputs.some(({ sha256 }) => sha256 === run.sha256)) {
      throw new ArtifactError(
        `Cannot export "${run.directory}" with "${report.directory}": the report must be of this run, got one of another`,
        report.directory,
      );
    }
    inputs.push(inputEntry(report, out));
  }
  return { kind: "model", options: { precision: "float32" }, inputs };
}

/**
 * Writes a run as a model folder: three ONNX graphs over one file of weights,
 * the items, the metrics and a model card. The graphs are opened with ONNX
 * Runtime and compared with the vectors before the folder comes into being.
 *
 * @param runDirectory Folder of the run.
 * @param out Folder of the model to write.
 * @param options See {@linkcode ExportOptions}.
 * @returns The manifest, and how exact the graphs are.
 * @throws {ArtifactError} If an input is damaged, or `out` is taken.
 * @throws {ExportMismatchError} If a graph does not give what the vectors give.
 * @throws {RangeError} If the model holds a number that is not finite.
 */
export async function exportRun(
  runDirectory: string,
  out: string,
  options: ExportOptions = {},
): Promise<{ manifest: Manifest; verification: Verification }> {
  options.signal?.throwIfAborted();
  const run = await openArtifact(runDirectory, "run");
  const report = options.report === undefined
    ? null
    : await openArtifact(options.report, "report");
  const plan = exportPlan(run, out, report);
  const split = await openInput(run, "split", options.split);
  const catalogue = await openInput(split, "catalogue", options.catalogue);
  let verification: Verification | undefined;
  const manifest = await writeArtifact(out, plan, async (directory) => {
    const model = await readItemModel(run);
    checkItemModel("export", model);
    const { train } = await readSplit(split);
    const pairCounts = countPairs(train, model.embeddings.itemCount);
    await writeGraphs(directory, model, pairCounts, run.sha256);
    options.signal?.throwIfAborted();
    verification = await verifyGraphs(directory, model, pairCounts);
    options.signal?.throwIfAborted();
    await writeItems(directory, await readProducts(catalogue), pairCounts);
    const metrics = report === null
      ? null
      : await readJson(join(report.directory, "metrics.json")) as Record<
        string,
        unknown
      >;
    if (metrics !== null) {
      await writeJson(join(directory, MODEL_FILES.metrics), metrics);
    }
    const { itemCount, dimensions } = model.embeddings;
    const card = modelCard({
      itemCount,
      dimensions,
      trainPairs: train.left.length,
      options: run.manifest.options,
      metrics,
      runSha256: run.sha256,
    });
    await writeFile(join(directory, MODEL_FILES.card), card);
    return { items: itemCount, dimensions };
  }, options);
  return { manifest, verification: verification! };
}

async function writeGraphs(
  directory: string,
  model: ItemModel,
  pairCounts: Uint32Array,
  runSha256: string,
): Promise<void> {
  const source = {
    model,
    places: await writeWeights(directory, model, pairCounts),
  };
  const { itemCount, dimensions } = model.embeddings;
  for (
    const [name, build] of [
      ["embed", embedGraph],
      ["score", scoreGraph],
      ["neighbours", neighboursGraph],
    ] as const
  ) {
    const bytes = encodeModel(
      build(source),
      { name: "kindred", version: VERSION },
      {
        "kindred.items": String(itemCount),
        "kindred.dimensions": String(dimensions),
        "kindred.metric": "dot product plus biases, sigmoid",
        "kindred.run": runSha256,
      },
    );
    await writeFile(join(directory, MODEL_FILES[name]), bytes);
  }
}

async function writeItems(
  directory: string,
  products: readonly Product[],
  pairCounts: Uint32Array,
): Promise<void> {
  const lines = products.map((product, row) => {
    const item: ModelItem = { ...product, pairs: pairCounts[row]! };
    return JSON.stringify(item) + "\n";
  });
  await writeFile(join(directory, MODEL_FILES.items), lines.join(""));
}
