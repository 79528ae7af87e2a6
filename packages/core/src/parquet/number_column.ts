/** A column of numbers. */
export type NumberColumn =
  | Uint32Array
  | Float32Array
  | Float64Array
  | Uint8Array;

/** Types of number that our Parquet columns have. */
export type NumberType = "uint32" | "float32" | "float64" | "uint8";

/** The typed array of each {@linkcode NumberType}. */
export interface NumberColumnOf {
  /** Whole numbers in [0, 2^32). */
  uint32: Uint32Array;
  /** Numbers in single precision. */
  float32: Float32Array;
  /** Numbers in double precision. */
  float64: Float64Array;
  /** Whole numbers in [0, 256). */
  uint8: Uint8Array;
}

/** What DuckDB calls each type, and the array that holds it. */
const TYPES = {
  uint32: { sql: "UINTEGER", array: Uint32Array },
  float32: { sql: "FLOAT", array: Float32Array },
  float64: { sql: "DOUBLE", array: Float64Array },
  uint8: { sql: "UTINYINT", array: Uint8Array },
} as const;

/**
 * Returns what SQL calls a type: `"UINTEGER"` for `"uint32"`.
 *
 * @param type The type.
 */
export function numberSql(type: NumberType): string {
  return TYPES[type].sql;
}

/**
 * Returns the class of the arrays that hold a type: `Uint32Array` for `"uint32"`.
 *
 * @param type The type.
 */
export function numberArray(
  type: NumberType,
): new (length: number) => NumberColumn {
  return TYPES[type].array;
}

/**
 * Returns the type that an array holds: `"uint32"` for a `Uint32Array`.
 *
 * @param array The array.
 */
export function numberTypeOf(array: NumberColumn): NumberType {
  if (array instanceof Uint32Array) return "uint32";
  if (array instanceof Float32Array) return "float32";
  return array instanceof Float64Array ? "float64" : "uint8";
}
