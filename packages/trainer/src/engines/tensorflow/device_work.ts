/** Some work on the device, piece by piece. */
export interface DeviceWork {
  /** Arrays of the host whose twins a piece changes. */
  readonly changes: readonly Float32Array[];
  /** Does a piece, or hands it to the device. */
  do(epoch: number, piece: number): void;
  /** Gives back what it holds on the device by itself. */
  dispose(): void;
}
