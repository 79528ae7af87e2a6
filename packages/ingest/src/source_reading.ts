import type { ManifestInput } from "@kindred/core/artifact";
import { readColumnNames } from "@kindred/core/parquet";
import type { DuckDBConnection } from "@duckdb/node-api";
import { basename, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { PairFigures } from "./catalogue/pair_figures.ts";
import { pairsOfEdges } from "./catalogue/pairs_of_edges.ts";
import { ProductAppender } from "./catalogue/product_table.ts";
import { countRows } from "./catalogue/query.ts";
import { expectNoColumns } from "./formats/expect_no_columns.ts";
import {
  recogniseFormat,
  recogniseParquet,
} from "./formats/recognise_format.ts";
import { expectWantedColumns } from "./formats/resolve_columns.ts";
import {
  describeFormat,
  type Format,
  type TableFormat,
} from "./formats/table_format.ts";
import type { IngestSettings } from "./ingest_options.ts";
import type { LinkFigures, SourceReport } from "./ingest_report.ts";
import { LinkLog } from "./links/link_log.ts";
import { numberItems, pairsOfLinks } from "./links/pairs_of_links.ts";
import { IdTable } from "./records/id_table.ts";
import { RecordCollector } from "./records/record_collector.ts";
import type { SkipLog } from "./skip_log.ts";
import { forEachLine, lineBlocks } from "./sources/line_blocks.ts";
import { openSource, type SourceStream } from "./sources/open_source.ts";
import type { Source } from "./sources/source.ts";
import { parquetPath } from "./sources/parquet_path.ts";
import { wholeLines } from "./sources/whole_lines.ts";
import { unreadableParquetError } from "./tables/_unreadable_parquet_error.ts";
import { type TableFigures, TableStage } from "./tables/table_stage.ts";

/** Where records go. */
interface RecordTarget {
  collector: RecordCollector;
  products: ProductAppender;
  log: LinkLog;
}

/** How {@linkcode SourceReading.read} reads a source. */
export interface ReadOptions {
  /** Whether no other source comes after it. */
  isLast: boolean;
  /** Receives how much of it was read, and how much there is, in bytes. */
  onBytes: (bytes: number, total: number | null) => void;
}

/** What the sources of a catalogue came to. */
export interface ReadPairs {
  /** What the pairs look like. */
  figures: PairFigures;
  /**
   * Different products that were described, or named by a usable row or, where
   * such count too, by a record.
   */
  products: number;
  /** What records name; absent where pairs come from a table. */
  links?: LinkFigures;
  /** What tables came to; absent where pairs come from records. */
  tables?: TableFigures;
}

/** Reads sources of any format into the tables of one catalogue. */
export class SourceReading {
  /** What each source held. */
  readonly reports: SourceReport[] = [];
  /** The sources as a manifest names them. */
  readonly inputs: ManifestInput[] = [];
  readonly #connection: DuckDBConnection;
  readonly #work: string;
  readonly #settings: IngestSettings;
  readonly #skipped: SkipLog;
  #records: RecordTarget | undefined;
  #tables: TableStage | undefined;
  /** The columns of each table. */
  readonly #formats: { source: string; names: readonly string[] }[] = [];

  /**
   * Begins with no source.
   *
   * @param connection Where the empty table `products` is.
   * @param work An empty folder for what memory does not hold.
   * @param settings How to read.
   * @param skipped Where what is not used is counted.
   */
  constructor(
    connection: DuckDBConnection,
    work: string,
    settings: IngestSettings,
    skipped: SkipLog,
  ) {
    this.#connection = connection;
    this.#work = work;
    this.#settings = settings;
    this.#skipped = skipped;
  }

  /**
   * Reads one source to its end.
   *
   * @param source The source.
   * @param options See {@linkcode ReadOptions}.
   * @throws {KindredError} If it cannot be read or recognised, or does not go with
   * the sources before it, or columns are named and neither it, the last one, nor
   * any before it is a table.
   */
  async read(source: Source, { isLast, onBytes }: ReadOptions): Promise<void> {
    const stream = await openSource(source, { ...this.#settings, onBytes });
    try {
      const format = await this.#readStream(source, stream, isLast);
      const { sha256, bytes, truncated } = stream.info!;
      this.inputs.push({ kind: "source", path: inputPath(source), sha256 });
      this.reports.push({ name: source.name, ...format, bytes, truncated });
    } finally {
      await stream.close();
    }
  }

  /**
   * Makes `items` and `pairs` of all that was read. Nothing may be read any more.
   *
   * @throws {KindredError} If no source holds anything that pairs follow from.
   */
  async derivePairs(): Promise<ReadPairs> {
    // What is aborted while no statement runs would interrupt none.
    this.#settings.signal?.throwIfAborted();
    this.#records?.products.close();
    if (this.#tables !== undefined) {
      // Beside a table of pairs or baskets, records only describe products.
      this.#records?.collector.release();
      expectWantedColumns(this.#formats, this.#settings.columns ?? {});
      const tables = await this.#tables.derive(this.#settings.baskets);
      const figures = await pairsOfEdges(this.#connection);
      const products = await countRows(this.#connection, "ids");
      return { figures, products, tables };
    }
    const { collector, log } = await this.#recordTarget();
    const { memory, signal } = this.#settings;
    const keepOutside = this.#settings.targets === "all";
    const items = await numberItems(this.#connection, {
      log,
      ids: collector.ids,
      described: collector.described,
      keepOutside,
    });
    const links = collector.figures();
    const outside = keepOutside ? links.danglingTargets : 0;
    const products = collector.productCount + outside;
    // Sorting wants the memory that the ids take.
    collector.release();
    const figures = await pairsOfLinks(this.#connection, log, items, {
      memoryBytes: memory.sorting,
      signal,
    });
    return { figures, products, links };
  }

  /** Lets go of files, whatever happened. */
  close(): void {
    this.#records?.log.close();
  }

  async #readStream(
    source: Source,
    stream: SourceStream,
    isLast: boolean,
  ): Promise<Pick<SourceReport, "format" | "lines">> {
    const { name } = source;
    if (stream.content === "parquet") {
      const path = await parquetPath(source, stream, this.#work);
      const names = await readColumnNames(path).catch((cause) => {
        throw unreadableParquetError(name, cause);
      });
      const format = recogniseParquet(name, names, this.#settings);
      return await this.#readTable(name, format, path);
    }
    const format: Format = recogniseFormat(name, stream.start, this.#settings);
    if (format.kind === "records") {
      if (isLast && this.#tables === undefined) {
        expectNoColumns(this.#settings.columns);
      }
      return await this.#readRecords(name, stream);
    }
    const isCut = () => stream.info!.truncated;
    return await this.#readTable(
      name,
      format,
      wholeLines(stream.chunks, isCut),
    );
  }

  async #readTable(
    name: string,
    format: TableFormat,
    content: AsyncIterable<Uint8Array> | string,
  ): Promise<Pick<SourceReport, "format" | "lines">> {
    this.#tables ??= await TableStage.create(this.#connection, {
      ids: new IdTable(),
      baskets: new IdTable(),
      skipped: this.#skipped,
      memoryBytes: this.#settings.memory.duckDb,
    });
    this.#formats.push({ source: name, names: format.names });
    const source = { name, format, content };
    const lines = await this.#tables.read(source, this.#settings.signal);
    return { format: describeFormat(format), lines };
  }

  async #readRecords(
    name: string,
    stream: SourceStream,
  ): Promise<Pick<SourceReport, "format" | "lines">> {
    const { collector } = await this.#recordTarget();
    const skipped = this.#skipped;
    let lines = 0;
    const blocks = lineBlocks(stream.chunks, {
      isCut: () => stream.info!.truncated,
      onDropped({ line, bytes, reason }) {
        lines = line;
        const kind = reason === "cut" ? "cut" : "line-too-long";
        skipped.add(kind, name, line, () => `${bytes} bytes`);
      },
    });
    for await (const block of blocks) {
      const { bytes } = block;
      forEachLine(block, (start, end, line) => {
        const refusal = collector.take(bytes, start, end);
        if (refusal !== null) {
          skipped.add(refusal.reason, name, line, () => refusal.detail);
        }
      });
      lines = block.firstLine + block.lineCount - 1;
      await setImmediate();
      this.#settings.signal?.throwIfAborted();
    }
    return { format: "records", lines };
  }

  async #recordTarget(): Promise<RecordTarget> {
    if (this.#records === undefined) {
      const products = await ProductAppender.create(this.#connection);
      const log = new LinkLog(join(this.#work, "links"));
      const collector = new RecordCollector(products, log);
      this.#records = { collector, products, log };
    }
    return this.#records;
  }
}

/**
 * What a manifest calls a source: the name of a file, or the address, without its
 * query, which may hold a token.
 */
export function inputPath(source: Source): string {
  switch (source.kind) {
    case "file":
      return basename(source.path);
    case "http": {
      const { origin, pathname } = new URL(source.url);
      return origin + pathname;
    }
    case "stdin":
      return source.name;
  }
}
