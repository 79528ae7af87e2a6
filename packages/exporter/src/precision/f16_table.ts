import { embeddingOf, type EmbeddingTable } from "@kindred/core";
import type { NodeProto, TensorProto } from "onnx-buf";
import { DATA_TYPES, externalTensor, node } from "../onnx/messages.ts";
import type { TableFile } from "../table_file.ts";
import { rowsABlock } from "./_blocks.ts";
import {
  firstBeyondHalves,
  fromHalf,
  LARGEST_HALF,
  toHalves,
} from "./half_floats.ts";
import type { VectorTable } from "./vector_table.ts";

/**
 * Vectors in half precision: two bytes a number. Processors multiply in single
 * precision, so ONNX Runtime widens the table once when it opens the graph that
 * scores: the file is half as long, the memory is not.
 */
export class F16Table implements VectorTable {
  readonly #embeddings: EmbeddingTable;
  readonly #halves: Uint16Array;

  /** Takes the vectors, which are neither copied nor changed. */
  constructor(embeddings: EmbeddingTable) {
    const at = firstBeyondHalves(embeddings.values);
    if (at !== -1) {
      throw new RangeError(
        `Cannot export in f16: numbers must be at most ${LARGEST_HALF}, got ${
          embeddings.values[at]
        } for item ${Math.floor(at / embeddings.dimensions)}`,
      );
    }
    this.#embeddings = embeddings;
    this.#halves = new Uint16Array(embeddings.dimensions);
  }

  async write(file: TableFile): Promise<TensorProto[]> {
    const { values, itemCount, dimensions } = this.#embeddings;
    const place = file.reserve(2 * values.length);
    const block = rowsABlock(dimensions) * dimensions;
    for (let start = 0; start < values.length; start += block) {
      const some = values.subarray(start, start + block);
      const halves = new Uint16Array(some.length);
      toHalves(some, halves);
      await file.write(halves, place.offset + 2 * start);
    }
    return [
      externalTensor("half_vectors", "float16", [itemCount, dimensions], place),
    ];
  }

  gather(rows: string, vectors: string): NodeProto[] {
    return [
      node("Gather", ["half_vectors", rows], [`${vectors}_half`]),
      node("Cast", [`${vectors}_half`], [vectors], { to: DATA_TYPES.float32 }),
    ];
  }

  score(queries: string, bias: string, scores: string): NodeProto[] {
    return [
      node("Cast", ["half_vectors"], ["vectors"], { to: DATA_TYPES.float32 }),
      node("Gemm", [queries, "vectors", bias], [scores], { transB: 1 }),
    ];
  }

  read(row: number, out: Float32Array): void {
    toHalves(embeddingOf(this.#embeddings, row), this.#halves);
    for (let i = 0; i < out.length; i++) out[i] = fromHalf(this.#halves[i]!);
  }

  asked(query: Float32Array): Float32Array {
    return query;
  }

  slack(): number {
    return 0;
  }
}
