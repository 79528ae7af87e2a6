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

/** Steps of the largest number of a group. */
const LEVELS = 7;

/** What stands for 0 in the table, whose half bytes have no sign. */
const ZERO = 8;

/** Numbers that share a step. */
const GROUP = 32;

/** `MatMulNBits` may round the query to bytes: many times faster, hardly less exact. */
const BYTES_OF_QUERY = 4;

/** Steps of the largest number of a query in those bytes. */
const ASKED_LEVELS = 127;

/**
 * Vectors in half a byte a number and a step for each 32 of them. For the scores
 * this needs an operator that only ONNX Runtime has.
 */
export class Int4Table implements VectorTable {
  readonly #embeddings: EmbeddingTable;
  readonly #groups: number;
  readonly #levels = new Int8Array(GROUP);
  #longest: number | undefined;

  /** Takes the vectors, which are neither copied nor changed. */
  constructor(embeddings: EmbeddingTable) {
    this.#embeddings = embeddings;
    this.#groups = Math.ceil(embeddings.dimensions / GROUP);
  }

  async write(file: TableFile): Promise<TensorProto[]> {
    const { itemCount, dimensions } = this.#embeddings;
    const groups = this.#groups;
    const width = groups * GROUP / 2;
    const levels = file.reserve(itemCount * width);
    const steps = new Float32Array(itemCount * groups);
    const most = rowsABlock(dimensions);
    for (let start = 0; start < itemCount; start += most) {
      const rows = Math.min(most, itemCount - start);
      const halves = new Uint8Array(rows * width);
      for (let at = 0; at < rows * groups; at++) {
        steps[start * groups + at] = this.#round(start * groups + at);
        for (let i = 0; i < GROUP; i += 2) {
          const low = this.#levels[i]! + ZERO;
          const high = this.#levels[i + 1]! + ZERO;
          halves[(at * GROUP + i) / 2] = low | high << 4;
        }
      }
      await file.write(halves, levels.offset + start * width);
    }
    return [
      externalTensor("levels", "uint8", [
        itemCount,
        groups,
        GROUP / 2,
      ], levels),
      externalTensor(
        "steps",
        "float32",
        [itemCount, groups],
        await file.append(steps),
      ),
      constant("within", BigInt64Array.of(-1n)),
      constant("sixteen", Float32Array.of(16), []),
      constant("zero_level", Float32Array.of(ZERO), []),
      // A 0 keeps the length that is there.
      constant(
        "grouped_1",
        BigInt64Array.of(0n, BigInt(groups), BigInt(GROUP)),
      ),
      constant(
        "grouped_2",
        BigInt64Array.of(0n, 0n, BigInt(groups), BigInt(GROUP)),
      ),
      constant("flat_1", BigInt64Array.of(0n, BigInt(groups * GROUP))),
      constant("flat_2", BigInt64Array.of(0n, 0n, BigInt(groups * GROUP))),
      constant("first", BigInt64Array.of(0n)),
      constant("dimensions", BigInt64Array.of(BigInt(dimensions))),
    ];
  }

  gather(rows: string, vectors: string, axes: 1 | 2): NodeProto[] {
    const part = (name: string) => `${vectors}_${name}`;
    return [
      node("Gather", ["levels", rows], [part("bytes")]),
      node("Cast", [part("bytes")], [part("whole")], {
        to: DATA_TYPES.float32,
      }),
      // byte = low + 16 · high
      node("Div", [part("whole"), "sixteen"], [part("sixteenths")]),
      node("Floor", [part("sixteenths")], [part("high")]),
      node("Mul", [part("high"), "sixteen"], [part("high_part")]),
      node("Sub", [part("whole"), part("high_part")], [part("low")]),
      node("Unsqueeze", [part("low"), "within"], [part("low_column")]),
      node("Unsqueeze", [part("high"), "within"], [part("high_column")]),
      node("Concat", [part("low_column"), part("high_column")], [
        part("couples"),
      ], { axis: axes + 2 }),
      node("Reshape", [part("couples"), `grouped_${axes}`], [part("groups")]),
      node("Sub", [part("groups"), "zero_level"], [part("levels")]),
      node("Gather", ["steps", rows], [part("step")]),
      node("Unsqueeze", [part("step"), "within"], [part("step_column")]),
      node("Mul", [part("levels"), part("step_column")], [part("grouped")]),
      node("Reshape", [part("grouped"), `flat_${axes}`], [part("flat")]),
      // The last group may be filled up.
      node("Slice", [part("flat"), "first", "dimensions", "within"], [vectors]),
    ];
  }

  score(queries: string, bias: string, scores: string): NodeProto[] {
    const { itemCount, dimensions } = this.#embeddings;
    return [
      node("MatMulNBits", [queries, "levels", "steps"], ["dots"], {
        K: dimensions,
        N: itemCount,
        bits: 4,
        block_size: GROUP,
        accuracy_level: BYTES_OF_QUERY,
      }),
      node("Add", ["dots", bias], [scores]),
    ];
  }

  read(row: number, out: Float32Array): void {
    for (let g = 0; g < this.#groups; g++) {
      const step = this.#round(row * this.#groups + g);
      const from = g * GROUP;
      for (let i = from; i < Math.min(from + GROUP, out.length); i++) {
        out[i] = this.#levels[i - from]! * step;
      }
    }
  }

  asked(query: Float32Array): Float32Array {
    return query;
  }

  slack(query: Float32Array): number {
    // Each number is at most a step off, and meets one of the vector.
    const peak = query.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    this.#longest ??= this.#findLongest();
    return peak / ASKED_LEVELS * this.#longest;
  }

  /** The largest sum of the sizes of a vector's numbers. */
  #findLongest(): number {
    const { itemCount, dimensions } = this.#embeddings;
    const vector = new Float32Array(dimensions);
    let longest = 0;
    for (let row = 0; row < itemCount; row++) {
      this.read(row, vector);
      longest = Math.max(
        longest,
        vector.reduce((sum, x) => sum + Math.abs(x), 0),
      );
    }
    return longest;
  }

  /** Rounds one group of all rows' into the levels that are held; returns its step. */
  #round(at: number): number {
    const { values, dimensions } = this.#embeddings;
    const row = Math.floor(at / this.#groups);
    const from = row * dimensions + (at % this.#groups) * GROUP;
    const to = Math.min(from + GROUP, (row + 1) * dimensions);
    this.#levels.fill(0, to - from);
    return roundToLevels(values, from, to, LEVELS, this.#levels);
  }
}
