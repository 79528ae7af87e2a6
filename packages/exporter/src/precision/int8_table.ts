import type { EmbeddingTable } from "@kindred/core";
import type { NodeProto, TensorProto } from "onnx-buf";
import {
  constant,
  DATA_TYPES,
  externalTensor,
  node,
} from "../onnx/messages.ts";
import type { TableFile } from "../table_file.ts";
import { rowsABlock } from "./_blocks.ts";
import { roundToLevels } from "./round_to_levels.ts";
import type { VectorTable } from "./vector_table.ts";

/** Steps of the largest number of a vector. */
const LEVELS = 127;

/**
 * Steps of the largest number of a query. Seven bits and not eight: processors
 * without VNNI add two products in 16 bits, which 127 · 127 · 2 fits and
 * 255 · 127 · 2 does not. `DynamicQuantizeLinear` would take eight, and one step for
 * a whole batch, so that an answer hung on what else was asked.
 */
const ASKED_LEVELS = 63;

/** What stands for 0 in a query, whose bytes have no sign. */
const ASKED_ZERO = 64;

/** A query of zeros has this for its largest number: nothing divides by 0. */
const LEAST_PEAK = Math.fround(1e-30);

/** How near to the middle between two steps a number's rounding is left open. */
const OPEN_ROUNDING = 1e-4;

/**
 * Vectors in one byte a number and a step an item. The table lies the other way
 * round, `[dimensions, items]`: `MatMulInteger` transposes nothing.
 */
export class Int8Table implements VectorTable {
  readonly #embeddings: EmbeddingTable;
  readonly #levels: Int8Array;

  /** Takes the vectors, which are neither copied nor changed. */
  constructor(embeddings: EmbeddingTable) {
    this.#embeddings = embeddings;
    this.#levels = new Int8Array(embeddings.dimensions);
  }

  async write(file: TableFile): Promise<TensorProto[]> {
    const { itemCount, dimensions } = this.#embeddings;
    const levels = file.reserve(itemCount * dimensions);
    const steps = new Float32Array(itemCount);
    const most = rowsABlock(dimensions);
    for (let start = 0; start < itemCount; start += most) {
      const rows = Math.min(most, itemCount - start);
      const columns = new Int8Array(dimensions * rows);
      for (let r = 0; r < rows; r++) {
        steps[start + r] = this.#round(start + r);
        for (let j = 0; j < dimensions; j++) {
          columns[j * rows + r] = this.#levels[j]!;
        }
      }
      for (let j = 0; j < dimensions; j++) {
        await file.write(
          columns.subarray(j * rows, (j + 1) * rows),
          levels.offset + j * itemCount + start,
        );
      }
    }
    return [
      externalTensor("levels", "int8", [dimensions, itemCount], levels),
      externalTensor(
        "steps",
        "float32",
        [itemCount],
        await file.append(steps),
      ),
      constant("within", BigInt64Array.of(-1n)),
      constant("least_peak", Float32Array.of(LEAST_PEAK), []),
      constant("asked_levels", Float32Array.of(ASKED_LEVELS), []),
      constant("asked_middle", Float32Array.of(ASKED_ZERO), []),
      constant("asked_zero", Uint8Array.of(ASKED_ZERO), []),
    ];
  }

  gather(rows: string, vectors: string, axes: 1 | 2): NodeProto[] {
    const part = (name: string) => `${vectors}_${name}`;
    return [
      node("Gather", ["levels", rows], [part("columns")], { axis: 1 }),
      node("Transpose", [part("columns")], [part("levels")], {
        perm: axes === 1 ? [1, 0] : [1, 2, 0],
      }),
      node("Cast", [part("levels")], [part("whole")], {
        to: DATA_TYPES.float32,
      }),
      node("Gather", ["steps", rows], [part("step")]),
      node("Unsqueeze", [part("step"), "within"], [part("step_column")]),
      node("Mul", [part("whole"), part("step_column")], [vectors]),
    ];
  }

  score(queries: string, bias: string, scores: string): NodeProto[] {
    return [
      node("Abs", [queries], ["sizes"]),
      node("ReduceMax", ["sizes", "within"], ["true_peak"], { keepdims: 1 }),
      node("Max", ["true_peak", "least_peak"], ["peak"]),
      node("Div", ["peak", "asked_levels"], ["asked_step"]),
      node("Div", [queries, "asked_step"], ["asked_exact"]),
      node("Round", ["asked_exact"], ["asked_whole"]),
      node("Add", ["asked_whole", "asked_middle"], ["asked_shifted"]),
      node("Cast", ["asked_shifted"], ["asked"], { to: DATA_TYPES.uint8 }),
      node("MatMulInteger", ["asked", "levels", "asked_zero"], ["products"]),
      node("Cast", ["products"], ["dots_in_steps"], {
        to: DATA_TYPES.float32,
      }),
      node("Mul", ["dots_in_steps", "steps"], ["dots_in_asked_steps"]),
      node("Mul", ["dots_in_asked_steps", "asked_step"], ["dots"]),
      node("Add", ["dots", bias], [scores]),
    ];
  }

  read(row: number, out: Float32Array): void {
    const step = this.#round(row);
    for (let i = 0; i < out.length; i++) out[i] = this.#levels[i]! * step;
  }

  asked(query: Float32Array): Float32Array | null {
    const peak = query.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    const step = Math.fround(Math.max(peak, LEAST_PEAK) / ASKED_LEVELS);
    const asked = new Float32Array(query.length);
    for (const [i, x] of query.entries()) {
      const exact = x / step;
      const whole = Math.round(exact);
      if (Math.abs(exact - whole) > 0.5 - OPEN_ROUNDING) return null;
      asked[i] = whole * step;
    }
    return asked;
  }

  slack(): number {
    return 0;
  }

  /** Rounds a row into the levels that are held, and returns its step. */
  #round(row: number): number {
    const { values, dimensions } = this.#embeddings;
    const from = row * dimensions;
    return roundToLevels(
      values,
      from,
      from + dimensions,
      LEVELS,
      this.#levels,
    );
  }
}
