import { KindredError } from "@kindred/core";
import { extname } from "node:path";
import {
  checkImported,
  type ImportedVectors,
  importError,
} from "./imported_vectors.ts";
import { readIds } from "./read_ids.ts";
import { readNpy } from "./read_npy.ts";
import { readParquetVectors } from "./read_parquet_vectors.ts";
import { readSafetensorsVectors } from "./read_safetensors_vectors.ts";
import { readWord2vecBinary } from "./read_word2vec_binary.ts";
import { readWord2vecText } from "./read_word2vec_text.ts";

/** Formats in which vectors come from outside. */
export const VECTOR_FORMATS = [
  "word2vec",
  "word2vec-binary",
  "npy",
  "parquet",
  "safetensors",
] as const;

/** One of {@linkcode VECTOR_FORMATS}. */
export type VectorFormat = (typeof VECTOR_FORMATS)[number];

/** What else is to be known of a file of vectors. */
export interface ReadVectorsOptions {
  /** Its format. Default by its extension, see {@linkcode vectorFormatOf}. */
  from?: VectorFormat | undefined;
  /** File with the id of each row, one a line: for `npy` and `safetensors`. */
  ids?: string | undefined;
  /** Column of the ids, for `parquet`. Default `"id"`. */
  idColumn?: string | undefined;
  /**
   * Column of lists of numbers, for `parquet`. Default the only one; where there is
   * none, all columns of numbers.
   */
  vectorColumn?: string | undefined;
  /** Name of the tensor, for `safetensors`. Default the only one with two axes. */
  tensor?: string | undefined;
}

/** Formats by extension. */
const EXTENSIONS: Readonly<Record<string, VectorFormat>> = {
  ".txt": "word2vec",
  ".vec": "word2vec",
  ".w2v": "word2vec",
  ".bin": "word2vec-binary",
  ".npy": "npy",
  ".parquet": "parquet",
  ".safetensors": "safetensors",
};

/**
 * Returns the format that a file's name tells: word2vec text for `.txt`, `.vec` and
 * `.w2v`, its binary format for `.bin`, else the format of that name.
 *
 * @param path The file.
 * @returns The format, or null where the name tells none.
 */
export function vectorFormatOf(path: string): VectorFormat | null {
  return EXTENSIONS[extname(path).toLowerCase()] ?? null;
}

/**
 * Refuses options that do not fit a file's format, before anything is read.
 *
 * @param path The file.
 * @param options See {@linkcode ReadVectorsOptions}.
 * @returns The format.
 * @throws {KindredError} If the format is not known, one that needs ids has none,
 * or an option is for another format.
 */
export function resolveVectorFormat(
  path: string,
  options: ReadVectorsOptions,
): VectorFormat {
  const format = options.from ?? vectorFormatOf(path);
  if (format === null) {
    throw importError(
      path,
      "",
      `its name must end in ${
        Object.keys(EXTENSIONS).join(", ")
      }, or its format must be given`,
      `"${extname(path)}"`,
    );
  }
  const separate = format === "npy" || format === "safetensors";
  const refusals: [refused: boolean, must: string][] = [
    [
      separate && options.ids === undefined,
      `${format} holds no ids, so a file of ids must be given`,
    ],
    [
      !separate && options.ids !== undefined,
      `${format} holds ids, so no file of ids may be given`,
    ],
    [
      format !== "parquet" &&
      (options.idColumn ?? options.vectorColumn) !== undefined,
      "columns may be named for parquet only",
    ],
    [
      format !== "safetensors" && options.tensor !== undefined,
      "a tensor may be named for safetensors only",
    ],
  ];
  for (const [refused, must] of refusals) {
    if (refused) throw new KindredError(`Cannot read "${path}": ${must}`);
  }
  return format;
}

/**
 * Reads a file of vectors.
 *
 * @param path The file.
 * @param options See {@linkcode ReadVectorsOptions}.
 * @param signal Stops the reading when it is aborted. Default: never.
 * @throws {KindredError} If the options do not fit the format, or the file is not
 * as it must be; the message names the line, row or byte.
 */
export async function readVectors(
  path: string,
  options: ReadVectorsOptions = {},
  signal?: AbortSignal,
): Promise<ImportedVectors> {
  const format = resolveVectorFormat(path, options);
  switch (format) {
    case "word2vec":
      return await readWord2vecText(path, signal);
    case "word2vec-binary":
      return await readWord2vecBinary(path, signal);
    case "parquet":
      return await readParquetVectors(path, {
        id: options.idColumn,
        vector: options.vectorColumn,
      }, signal);
    case "npy":
    case "safetensors": {
      const ids = await readIds(options.ids!);
      const table = format === "npy"
        ? await readNpy(path, signal)
        : await readSafetensorsVectors(path, options.tensor);
      return checkImported(path, { table, ids }, options.ids);
    }
  }
}
