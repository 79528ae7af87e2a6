import { ArtifactError, KindredError } from "@kindred/core";
import { openArtifact, verifyArtifact } from "@kindred/core/artifact";
import { indexEngine } from "../engines/index_engine.ts";
import { openIndex } from "../index/vector_index.ts";
import {
  type EngineChoice,
  openModel,
  type PlatformEngine,
} from "../open_model.ts";
import type { Recommender } from "../recommender.ts";
import { folderSource } from "../sources/folder_source.ts";
import { resolveModelDirectory } from "./_resolve_model_directory.ts";
import { onnxRuntimeNode } from "./onnx_runtime_node.ts";

/** Settings of {@linkcode openModelFolder}. */
export interface OpenModelFolderOptions {
  /**
   * What answers. With `auto`: an item alone from the neighbour lists, baskets through
   * the approximate index, and by ONNX Runtime what the rules leave too few of, or
   * what there is no other engine for. Each is loaded when it is first needed.
   *
   * @default "auto"
   */
  engine?: EngineChoice;
  /**
   * Whether to read every file and compare it with its sha256, which takes
   * about a second per GB. Sizes are always compared.
   *
   * @default false
   */
  verify?: boolean;
  /**
   * Whether to read all neighbour lists into memory, 8 bytes a neighbour.
   *
   * @default false
   */
  preloadLists?: boolean;
  /**
   * How many items are kept in memory when they were read, about a KB each.
   *
   * @default 10000
   */
  cacheSize?: number;
  /**
   * How many threads of ONNX Runtime compute one answer, a whole number >= 1.
   *
   * @default one for each core
   */
  threads?: number;
}

/**
 * Opens a model folder. A folder of versions works too: where there is no
 * manifest but a text file `latest`, the version that it names is opened.
 *
 * @param directory The folder.
 * @param options See {@linkcode OpenModelFolderOptions}.
 * @returns A recommender; close it to free the model.
 * @throws {ArtifactError} If the folder is missing, is no model, or if one of
 * its files is missing, cut short or damaged; the error names the file.
 * @throws {ArtifactVersionError} If its format is newer than this release.
 * @throws {KindredError} If the engine that was asked for cannot run here.
 */
export async function openModelFolder(
  directory: string,
  options: OpenModelFolderOptions = {},
): Promise<Recommender> {
  const { engine = "auto", verify = false, threads, ...others } = options;
  const artifact = await openArtifact(
    await resolveModelDirectory(directory),
    "model",
  );
  if (verify) await verifyArtifact(artifact);
  const source = folderSource(artifact.directory);
  try {
    return await openModel(source, {
      ...others,
      engine,
      index: usearchIndex(artifact.directory, engine === "index"),
      onnx: onnxRuntimeNode(threads === undefined ? {} : { threads }),
    });
  } catch (error) {
    await source.close();
    throw error;
  }
}

/**
 * Returns what searches a folder's approximate index.
 *
 * @param directory The folder.
 * @param isWanted Whether it was asked for by name: if not, and usearch is not
 * installed, the other engines answer.
 */
function usearchIndex(directory: string, isWanted: boolean): PlatformEngine {
  return {
    name: "index",
    async open() {
      try {
        const index = await openIndex(directory);
        return index && indexEngine(index);
      } catch (error) {
        const isMissing = error instanceof KindredError &&
          !(error instanceof ArtifactError);
        if (isMissing && !isWanted) return null;
        throw error;
      }
    },
  };
}
