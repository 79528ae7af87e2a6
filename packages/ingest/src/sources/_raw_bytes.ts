/** The bytes of a source as they are stored, compressed or not. */
export interface RawBytes extends AsyncIterable<Uint8Array> {
  /** How many there are, or null while nobody knows. */
  readonly total: number | null;
}
