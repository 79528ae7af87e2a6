/** Decompresses one frame. Whatever it throws means that the frame is damaged. */
export interface ZstdFrameDecoder {
  /** Takes the frame's header, or one whole block, and returns what it holds. */
  write(bytes: Uint8Array): Promise<Uint8Array[]> | Uint8Array[];
  /** Takes the checksum, of 4 or no bytes, and returns what was held back. */
  end(checksum: Uint8Array): Promise<Uint8Array[]> | Uint8Array[];
  /** Gives its memory back. */
  close(): void;
}

/** Makes the decoder of a frame. */
export type OpenZstdFrame = () => ZstdFrameDecoder;
