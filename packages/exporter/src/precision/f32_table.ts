import { embeddingOf, type EmbeddingTable } from "@kindred/core";
import type { NodeProto, TensorProto } from "onnx-buf";
import { externalTensor, node } from "../onnx/messages.ts";
import type { TableFile } from "../table_file.ts";
import type { VectorTable } from "./vector_table.ts";

/** Vectors as they were trained: four bytes a number. */
export class F32Table implements VectorTable {
  readonly #embeddings: EmbeddingTable;

  /** Takes the vectors, which are neither copied nor changed. */
  constructor(embeddings: EmbeddingTable) {
    this.#embeddings = embeddings;
  }

  async write(file: TableFile): Promise<TensorProto[]> {
    const { values, itemCount, dimensions } = this.#embeddings;
    const place = await file.append(values);
    return [
      externalTensor("vectors", "float32", [itemCount, dimensions], place),
    ];
  }

  gather(rows: string, vectors: string): NodeProto[] {
    return [node("Gather", ["vectors", rows], [vectors])];
  }

  score(queries: string, bias: string, scores: string): NodeProto[] {
    return [node("Gemm", [queries, "vectors", bias], [scores], { transB: 1 })];
  }

  read(row: number, out: Float32Array): void {
    out.set(embeddingOf(this.#embeddings, row));
  }

  asked(query: Float32Array): Float32Array {
    return query;
  }

  slack(): number {
    return 0;
  }
}
