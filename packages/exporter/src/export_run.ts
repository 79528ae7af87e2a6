import { ArtifactError, countPairs } from "@kindred/core";
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
} from "@kindred/core/artifact";
import { join } from "node:path";
import {
  type ExportFindings,
  fillModelFolder,
} from "./folder/fill_model_folder.ts";
import {
  type ModelFolderOptions,
  resolveFolderContents,
} from "./folder/model_folder_options.ts";

/** Settings of {@linkcode exportRun}. */
export interface ExportOptions extends ModelFolderOptions {
  /** Folder of the run's report, whose metrics go into the model. Default none. */
  report?: string;
  /** Where the split is, if it was moved. Default: where the run says. */
  split?: string;
  /** Where the catalogue is, if it was moved. Default: where the split says. */
  catalogue?: string;
}

/**
 * Returns what identifies a model folder before it is made.
 *
 * @param run The opened run.
 * @param out Folder of the model.
 * @param report The opened report, or null.
 * @param options What the folder shall hold.
 * @returns A plan of kind `model`.
 * @throws {ArtifactError} If the report is that of another run.
 * @throws {RangeError} If an option is out of range.
 */
export function exportPlan(
  run: Artifact,
  out: string,
  report: Artifact | null,
  options: ModelFolderOptions = {},
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
  return { kind: "model", options: resolveFolderContents(options), inputs };
}

/** What an export came to. */
export interface ExportResult extends ExportFindings {
  /** The manifest of the model folder. */
  manifest: Manifest;
}

/**
 * Writes a run as a model folder: three ONNX graphs over one file of weights,
 * the items, their neighbour lists, the metrics and a model card. The graphs are
 * opened with ONNX Runtime and compared with the vectors before the folder comes
 * into being.
 *
 * @param runDirectory Folder of the run.
 * @param out Folder of the model to write.
 * @param options See {@linkcode ExportOptions}.
 * @returns The manifest, how exact the graphs are, and what each precision costs.
 * @throws {ArtifactError} If an input is damaged, or `out` is taken.
 * @throws {ExportMismatchError} If a graph does not give what the vectors give.
 * @throws {KindredError} If vectors or ids cannot be written in a format asked for.
 * @throws {RangeError} If an option is out of range, or the model holds a number
 * that is not finite.
 */
export async function exportRun(
  runDirectory: string,
  out: string,
  options: ExportOptions = {},
): Promise<ExportResult> {
  options.signal?.throwIfAborted();
  const run = await openArtifact(runDirectory, "run");
  const report = options.report === undefined
    ? null
    : await openArtifact(options.report, "report");
  const plan = exportPlan(run, out, report, options);
  const split = await openInput(run, "split", options.split);
  const catalogue = await openInput(split, "catalogue", options.catalogue);
  let findings: ExportFindings | undefined;
  const manifest = await writeArtifact(out, plan, async (directory) => {
    const model = await readItemModel(run);
    const { train } = await readSplit(split);
    const metrics = report === null
      ? null
      : await readJson(join(report.directory, "metrics.json")) as Record<
        string,
        unknown
      >;
    const filled = await fillModelFolder(
      directory,
      {
        model,
        pairCounts: countPairs(train, model.embeddings.itemCount),
        products: await readProducts(catalogue),
        metric: "dot product plus biases, sigmoid",
        origin: { kind: "run", sha256: run.sha256 },
        options: run.manifest.options,
        trainPairs: train,
        metrics,
      },
      resolveFolderContents(options),
      options,
    );
    findings = filled.findings;
    return filled.counts;
  }, options);
  return { manifest, ...findings! };
}
