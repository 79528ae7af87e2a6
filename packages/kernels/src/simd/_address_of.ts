/**
 * Returns the address of an array that lies in the memory of the kernels.
 *
 * @param array Any array of a `KernelMemory`.
 * @throws {RangeError} If it lies on the ordinary heap: its place there means
 * something else to a kernel.
 */
export function addressOf(
  array: Float32Array | Uint32Array,
): number {
  if (!(array.buffer instanceof SharedArrayBuffer)) {
    throw new RangeError(
      "Cannot run a kernel: arrays must lie in its memory, got one of the heap",
    );
  }
  return array.byteOffset;
}
