import type { TableFormat } from "../formats/table_format.ts";
import { LooseJsonSyntaxError } from "../loose_json/loose_json_syntax_error.ts";
import {
  type LooseJsonValue,
  parseLooseJson,
} from "../loose_json/parse_loose_json.ts";
import { forEachLine, lineBlocks } from "../sources/line_blocks.ts";
import type { RowTaker } from "./row_taker.ts";
import { type CellValue, ValueCells } from "./value_cells.ts";

/** Bytes of a line that are shown where it is no record. */
const SHOWN_BYTES = 60;

/**
 * Reads a table of one JSON object, or Python dict, a line. A key that a line
 * lacks is an empty value.
 *
 * @param chunks Its bytes, decompressed.
 * @param format Of syntax `ndjson`.
 * @param taker Takes its rows.
 */
export async function readJsonRows(
  chunks: AsyncIterable<Uint8Array>,
  format: TableFormat,
  taker: RowTaker,
): Promise<void> {
  const used = Object.values(format.columns);
  const fields = used.map((column) => format.names[column]!);
  const values: CellValue[] = format.names.map(() => undefined);
  const cells = new ValueCells(format.listSeparator);
  cells.values = values;

  const takeLine = (text: Uint8Array, line: number): void => {
    if (isBlank(text)) return taker.refuse("blank", line, () => "");
    let value: LooseJsonValue;
    try {
      value = parseLooseJson(text, { fields });
    } catch (error) {
      if (!(error instanceof LooseJsonSyntaxError)) throw error;
      const { column, expected, found } = error;
      return taker.refuse(
        "syntax",
        line,
        () => `column ${column} must hold ${expected}, got ${found}`,
      );
    }
    if (!(value instanceof Map)) {
      return taker.refuse(
        "no-record",
        line,
        () => new TextDecoder().decode(text.subarray(0, SHOWN_BYTES)),
      );
    }
    for (const column of used) {
      values[column] = value.get(format.names[column]!);
    }
    taker.take(cells, line);
  };

  const blocks = lineBlocks(chunks, {
    onDropped: ({ line, bytes }) =>
      taker.refuse("line-too-long", line, () => `${bytes} bytes`),
  });
  for await (const block of blocks) {
    forEachLine(
      block,
      (start, end, line) => takeLine(block.bytes.subarray(start, end), line),
    );
    await taker.pause();
  }
}

function isBlank(text: Uint8Array): boolean {
  return text.every((byte) => byte <= 32);
}
