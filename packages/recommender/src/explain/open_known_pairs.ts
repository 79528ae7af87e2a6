import {
  ArtifactError,
  decodePairsHeader,
  MODEL_FILES,
  pairsLayout,
} from "@kindred/core";
import { type ModelSource, pathIn } from "../sources/model_source.ts";
import type { KnownPairs } from "./known_pairs.ts";

/**
 * Opens the training pairs of a model: reads 64 bytes. Of an item's pairs, all are
 * read when it is explained.
 *
 * @param source Where the model is. The pairs do not close it.
 * @param itemCount How many items the model holds.
 * @returns The pairs, or null where the model has none.
 * @throws {ArtifactError} If they are damaged, or of another model.
 * @throws {ArtifactVersionError} If their format is newer than this release.
 */
export async function openKnownPairs(
  source: ModelSource,
  itemCount: number,
): Promise<KnownPairs | null> {
  const name = MODEL_FILES.pairs;
  const size = await source.size(name);
  if (size === null) return null;
  const path = pathIn(source, name);
  const damaged = (wanted: string, found: string) =>
    new ArtifactError(`Cannot read "${path}": ${wanted}, got ${found}`, path);
  const header = await source.read(name, 0, Math.min(64, size));
  const shape = decodePairsHeader(header, path, size);
  if (shape.itemCount !== itemCount) {
    throw damaged(`it must tell of ${itemCount} items`, `${shape.itemCount}`);
  }
  const layout = pairsLayout(shape);
  const read = async (at: number, from: number, to: number) =>
    viewOf(await source.read(name, at + 4 * from, at + 4 * to));
  return {
    async weights(row, others) {
      const starts = await read(layout.starts, row, row + 2);
      const from = starts.getUint32(0, true);
      const to = starts.getUint32(4, true);
      if (from > to || to > shape.partnerCount) {
        throw damaged(
          `the partners of row ${row} must be among ${shape.partnerCount}`,
          `${from} to ${to}`,
        );
      }
      const [rows, weights] = await Promise.all([
        read(layout.rows, from, to),
        read(layout.weights, from, to),
      ]);
      const weightOf = new Map<number, number>();
      for (let at = 0; at < rows.byteLength; at += 4) {
        weightOf.set(rows.getUint32(at, true), weights.getFloat32(at, true));
      }
      return Float32Array.from(others, (other) => weightOf.get(other) ?? 0);
    },
  };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
