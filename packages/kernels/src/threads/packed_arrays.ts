/** The kinds of typed array that can be packed. */
const KINDS = {
  Float32Array,
  Float64Array,
  Int32Array,
  Uint32Array,
  Uint16Array,
  Uint8Array,
} as const;

/** A typed array as an object of its own. */
interface PackedArray {
  packedArray: keyof typeof KINDS;
  buffer: ArrayBufferLike;
  byteOffset: number;
  length: number;
}

/**
 * Returns a copy of a value whose typed arrays are told by their buffers. Deno
 * walks through the numbers of every typed array in a message to a worker of
 * `node:worker_threads`: for the table of 400,000 items that is 20 seconds.
 *
 * Instances of classes, such as a memory of WebAssembly, are left as they are.
 *
 * @param value Plain objects, arrays, typed arrays of the kinds above, and what
 * else a message may hold; what occurs in it twice does so in the copy.
 */
export function packArrays<T>(value: T): T {
  return copied(value, (array) => {
    const { buffer, byteOffset, length } = array as Float32Array;
    const kind = array.constructor.name as keyof typeof KINDS;
    const packed: PackedArray = {
      packedArray: kind,
      buffer,
      byteOffset,
      length,
    };
    return packed;
  }) as T;
}

/** Returns what {@linkcode packArrays} was given, over the same buffers. */
export function unpackArrays<T>(value: T): T {
  return copied(value, undefined) as T;
}

/** Copies objects and arrays; typed arrays by `pack`, or what that gave back again. */
function copied(
  value: unknown,
  pack: ((array: ArrayBufferView) => unknown) | undefined,
): unknown {
  const copies = new Map<object, unknown>();
  const copy = (held: unknown): unknown => {
    if (typeof held !== "object" || held === null) return held;
    if (copies.has(held)) return copies.get(held);
    const made = copyOf(held);
    copies.set(held, made);
    return made;
  };
  const copyOf = (held: object): unknown => {
    if (ArrayBuffer.isView(held)) return pack ? pack(held) : held;
    if (Array.isArray(held)) return held.map(copy);
    if (Object.getPrototypeOf(held) !== Object.prototype) return held;
    if ("packedArray" in held) {
      const { packedArray, buffer, byteOffset, length } = held as PackedArray;
      return new KINDS[packedArray](buffer as ArrayBuffer, byteOffset, length);
    }
    return Object.fromEntries(
      Object.entries(held).map(([name, inner]) => [name, copy(inner)]),
    );
  };
  return copy(value);
}
