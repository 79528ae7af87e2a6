import type { EmbeddingTable } from "@kindred/core";
import type { NodeProto, TensorProto } from "onnx-buf";
import type { TableFile } from "../table_file.ts";
import { F16Table } from "./f16_table.ts";
import { F32Table } from "./f32_table.ts";
import { Int4Table } from "./int4_table.ts";
import { Int8Table } from "./int8_table.ts";
import type { Precision } from "./precision.ts";

/**
 * A table of vectors in some precision: how it is written, what a graph does with
 * it, and, in plain arithmetic, what that must give. Nothing is kept of it: rows
 * are rounded when they are written, and again when they are compared.
 */
export interface VectorTable {
  /**
   * Writes the vectors.
   *
   * @param file Where to.
   * @returns The tensors that the nodes name, each where it lies.
   */
  write(file: TableFile): Promise<TensorProto[]>;

  /**
   * Returns nodes that turn rows into vectors, float32.
   *
   * @param rows Name of the rows, int64.
   * @param vectors Name of the vectors; they have one axis more.
   * @param axes Axes of the rows, 1 or 2.
   */
  gather(rows: string, vectors: string, axes: 1 | 2): NodeProto[];

  /**
   * Returns nodes for `scores[b, i] = queries[b] · vectors[i] + bias[i]`.
   *
   * @param queries Name of the queries, float32, shape `[batch, dimensions]`.
   * @param bias Name of the biases, float32, shape `[items]`.
   * @param scores Name of the scores, float32, shape `[batch, items]`.
   */
  score(queries: string, bias: string, scores: string): NodeProto[];

  /**
   * Reads a row as a graph does.
   *
   * @param row Which, 0-based.
   * @param out Receives it, float32, shape `[dimensions]`.
   */
  read(row: number, out: Float32Array): void;

  /**
   * Returns a query as the scores' nodes multiply it: they may round it too. Null
   * where the last bit of a number decides which way it is rounded: a graph may
   * add in another order.
   *
   * @param query float32, shape `[dimensions]`.
   */
  asked(query: Float32Array): Float32Array | null;

  /**
   * Returns how far a score may be from that of the query in plain arithmetic,
   * where an operator rounds it as it likes.
   *
   * @param query float32, shape `[dimensions]`.
   */
  slack(query: Float32Array): number;
}

const TABLES = {
  f32: F32Table,
  f16: F16Table,
  int8: Int8Table,
  int4: Int4Table,
} as const satisfies Record<
  Precision,
  new (embeddings: EmbeddingTable) => VectorTable
>;

/**
 * Returns the table of vectors in a precision.
 *
 * @param embeddings The vectors, which are neither copied nor changed.
 * @param precision Which.
 * @throws {RangeError} If a number is too large for the precision.
 */
export function vectorTable(
  embeddings: EmbeddingTable,
  precision: Precision,
): VectorTable {
  return new TABLES[precision](embeddings);
}
