/** Thrown where a compressed stream ends before it is complete. */
export class TruncatedStreamError extends Error {
  /** Always `"TruncatedStreamError"`. */
  override readonly name = "TruncatedStreamError";
}

/** Thrown where a compressed stream cannot be what its compressor wrote. */
export class DamagedStreamError extends Error {
  /** Always `"DamagedStreamError"`. */
  override readonly name = "DamagedStreamError";
}
