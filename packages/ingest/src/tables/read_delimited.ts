import type { TableFormat } from "../formats/table_format.ts";
import { DelimitedCells } from "./delimited_cells.ts";
import { RowReader } from "./row_reader.ts";
import type { RowTaker } from "./row_taker.ts";

/**
 * Reads a table of delimited text, block by block.
 *
 * @param chunks Its bytes, decompressed.
 * @param format Of syntax `delimited`.
 * @param taker Takes its rows.
 */
export async function readDelimited(
  chunks: AsyncIterable<Uint8Array>,
  format: TableFormat,
  taker: RowTaker,
): Promise<void> {
  const columns = format.names.length;
  let isHeader = format.header;
  let cells: DelimitedCells | undefined;
  const reader = new RowReader(format.delimiter!, {
    row(row) {
      if (isHeader) {
        isHeader = false;
        return;
      }
      if (row.count !== columns) {
        const found = `${row.count} in place of ${columns}`;
        taker.refuse("columns", row.line, () => found);
        return;
      }
      cells ??= new DelimitedCells(row, format.listSeparator);
      taker.take(cells, row.line);
    },
    fault: (reason, line) => taker.refuse(reason, line, () => ""),
  });
  for await (const chunk of chunks) {
    reader.push(chunk);
    await taker.pause();
  }
  reader.end();
}
