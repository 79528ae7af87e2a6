import { KindredError } from "@kindred/core";
import {
  POSITIONS_KEPT,
  SKIP_REASONS,
  type SkipPosition,
  type SkipReason,
  type Skips,
} from "./ingest_report.ts";

/** Reasons that say nothing against a source: some lines are not to be used. */
const IN_ORDER: ReadonlySet<SkipReason> = new Set(["blank", "return"]);

/** Counts what is not used, by reason, and keeps the first places of each. */
export class SkipLog {
  /** What was skipped so far. */
  readonly skips: Skips = {};
  readonly #strict: boolean;

  /**
   * Begins with nothing skipped.
   *
   * @param strict Whether the first line that cannot be used is an error; what is
   * in order, as a blank line, is none. Default false.
   */
  constructor(strict = false) {
    this.#strict = strict;
  }

  /**
   * Counts one line or row.
   *
   * @param reason Why it is not used.
   * @param source The source, as it was named.
   * @param line Where it begins, 1-based.
   * @param detail What was found, for a person; asked for only where it is kept.
   * @throws {KindredError} If every line must be usable.
   */
  add(
    reason: SkipReason,
    source: string,
    line: number,
    detail: () => string,
  ): void {
    if (this.#strict && !IN_ORDER.has(reason)) {
      throw new KindredError(
        `Cannot ingest "${source}": every line must be usable, as strict asks, got at line ${line}: ${
          SKIP_REASONS[reason]
        }: ${detail()}`,
      );
    }
    const skip = this.skips[reason] ??= { count: 0, first: [] };
    skip.count++;
    if (skip.first.length < POSITIONS_KEPT) {
      skip.first.push({ source, line, detail: detail() });
    }
  }

  /** Returns the skipped line that was read first, if any. */
  first(sources: readonly string[]): SkipPosition | undefined {
    return Object.values(this.skips)
      .flatMap((skip) => skip.first)
      .sort((a, b) =>
        sources.indexOf(a.source) - sources.indexOf(b.source) ||
        a.line - b.line
      )[0];
  }
}
