/**
 * Where new arrays come from: the ordinary heap, or the memory that the SIMD
 * kernels compute in (`KernelMemory` is one).
 */
export interface ArrayAllocator {
  /** Returns a new array of zeros. */
  float32(length: number): Float32Array;
  /** Returns a new array of zeros. */
  uint32(length: number): Uint32Array;
}

/** Takes arrays from the ordinary heap. */
export const HEAP: ArrayAllocator = {
  float32: (length) => new Float32Array(length),
  uint32: (length) => new Uint32Array(length),
};

/** Takes arrays that threads share, each in memory of its own. */
export const SHARED: ArrayAllocator = {
  float32: (length) => new Float32Array(new SharedArrayBuffer(4 * length)),
  uint32: (length) => new Uint32Array(new SharedArrayBuffer(4 * length)),
};
