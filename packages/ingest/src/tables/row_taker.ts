import type { TableFormat } from "../formats/table_format.ts";
import type { SkipReason } from "../ingest_report.ts";
import type { SkipLog } from "../skip_log.ts";
import { setImmediate } from "node:timers/promises";
import type { Cells } from "./cells.ts";
import type { RowSink } from "./row_sinks.ts";

/** Takes the rows of one source: hands them to a sink, counts what is refused. */
export class RowTaker {
  readonly #source: string;
  readonly #format: TableFormat;
  readonly #sink: RowSink;
  readonly #skipped: SkipLog;
  readonly #signal: AbortSignal | undefined;
  #rows = 0;

  /**
   * Begins with no row.
   *
   * @param source The source, as it was named.
   * @param format Its columns.
   * @param sink Takes its rows.
   * @param skipped Where rows that are not used are counted.
   * @param signal Stops the work.
   */
  constructor(
    source: string,
    format: TableFormat,
    sink: RowSink,
    skipped: SkipLog,
    signal?: AbortSignal,
  ) {
    this.#source = source;
    this.#format = format;
    this.#sink = sink;
    this.#skipped = skipped;
    this.#signal = signal;
  }

  /** How many rows there were so far, used or not. */
  get rows(): number {
    return this.#rows;
  }

  /** Takes the row that `cells` stands at, found at `line` (1-based). */
  take(cells: Cells, line: number): void {
    this.#rows++;
    const refusal = this.#sink(cells);
    if (refusal === null) return;
    const { reason, column } = refusal;
    this.#skipped.add(
      reason,
      this.#source,
      line,
      () => `${this.#format.names[column]} ${quoteStart(cells.text(column))}`,
    );
  }

  /** Counts lines that are no row. */
  refuse(reason: SkipReason, line: number, detail: () => string): void {
    this.#rows++;
    this.#skipped.add(reason, this.#source, line, detail);
  }

  /**
   * Lets others have a turn.
   *
   * @throws {unknown} The signal's reason if the work is to stop.
   */
  async pause(): Promise<void> {
    await setImmediate();
    this.#signal?.throwIfAborted();
  }
}

/** The beginning of a text, quoted. */
function quoteStart(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
