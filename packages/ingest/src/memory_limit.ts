import { KindredError } from "@kindred/core";

/** Bytes of each unit, as DuckDB has them. */
const UNITS: Readonly<Record<string, number>> = {
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KIB: 2 ** 10,
  MIB: 2 ** 20,
  GIB: 2 ** 30,
  TIB: 2 ** 40,
};

/** How the memory that may be used is shared out, in bytes. */
export interface MemoryShares {
  /** For DuckDB: joining and what it writes. */
  duckDb: number;
  /** For sorting links. */
  sorting: number;
}

/** The least that is of use: below it DuckDB refuses ordinary work. */
const LEAST_BYTES = 100e6;

/**
 * Returns how to share out a limit such as `"1GB"`: five eighths for
 * DuckDB, a quarter for sorting, and the rest for what goes through the program.
 *
 * @param limit A number and its unit: KB, MB, GB, TB (powers of 1000) or KiB, MiB,
 * GiB, TiB (powers of 1024).
 * @throws {KindredError} If it is anything else, or below 100 MB.
 */
export function shareMemory(limit: string): MemoryShares {
  const match = /^(\d+(?:\.\d+)?) ?([KMGT]i?B)$/i.exec(limit.trim());
  const bytes = match === null
    ? NaN
    : Number(match[1]) * UNITS[match[2]!.toUpperCase()]!;
  if (!(bytes >= LEAST_BYTES)) {
    throw new KindredError(
      `Cannot ingest: the memory limit must be a size of at least 100MB, such as 1GB, got "${limit}"`,
    );
  }
  return {
    duckDb: Math.round(bytes * 5 / 8),
    sorting: Math.round(bytes / 4),
  };
}
