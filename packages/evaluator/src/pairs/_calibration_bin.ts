/** Bins of a probability, unless said otherwise. */
export const CALIBRATION_BINS = 10;

/**
 * Returns which of the bins (b / bins, (b + 1) / bins] holds a probability; 0
 * is in the first.
 */
export function calibrationBin(probability: number, bins: number): number {
  return Math.max(0, Math.ceil(probability * bins) - 1);
}
