import {
  decodeItemsIndexHeader,
  itemsIndexLayout,
  placeOfId,
} from "@kindred/core";
import assert from "node:assert/strict";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withFolder } from "../_testing.ts";
import { writeItemsIndex } from "./write_items_index.ts";

const text = (values: unknown[]) =>
  values.map((value) => `${JSON.stringify(value)}\n`).join("");

/** Writes the index of some lines and hands what it says to `use`. */
async function withIndex(
  lines: string,
  pairCounts: number[],
  use: (index: {
    offsets: number[];
    table: number[];
    pairs: number[];
  }) => void = () => {},
): Promise<void> {
  await withFolder(async (folder) => {
    await writeFile(join(folder, "items.ndjson"), lines);
    await writeItemsIndex(folder, Uint32Array.from(pairCounts));
    const path = join(folder, "items.index");
    const file = Uint8Array.from(await readFile(path));
    const shape = decodeItemsIndexHeader(file, path, file.length);
    const layout = itemsIndexLayout(shape);
    const { buffer } = file;
    const { itemCount, tableSize } = shape;
    use({
      offsets: Array.from(
        new BigUint64Array(buffer, layout.offsets, itemCount + 1),
        Number,
      ),
      table: [...new Uint32Array(buffer, layout.table, tableSize)],
      pairs: [...new Uint32Array(buffer, layout.pairs, itemCount)],
    });
  });
}

/** Finds a row as a reader does. */
function find(table: number[], ids: readonly string[], id: string): number {
  let place = placeOfId(id, table.length);
  while (table[place] !== 0) {
    if (ids[table[place]! - 1] === id) return table[place]! - 1;
    place = (place + 1) % table.length;
  }
  return -1;
}

Deno.test("writeItemsIndex() tells where each line begins, in bytes, and its pairs", async () => {
  const lines = ["é", "b/c", "饭🍚"].map((id) => text([{ id }]));
  const lengths = lines.map((line) => new TextEncoder().encode(line).length);
  for (const last of ["\n", ""]) {
    await withIndex(lines.join("").trimEnd() + last, [3, 0, 7], (index) => {
      assert.deepEqual(index.offsets, [
        0,
        lengths[0],
        lengths[0]! + lengths[1]!,
        lengths[0]! + lengths[1]! + lengths[2]! - 1 + last.length,
      ]);
      assert.deepEqual(index.pairs, [3, 0, 7]);
    });
  }
});

Deno.test("writeItemsIndex() leads every id to its row, and others nowhere", async () => {
  // 1,000 ids in 2,048 places: many fall together.
  const ids = ["", "__proto__", "a/b", "../x", "饭", "\ud800"].concat(
    Array.from({ length: 994 }, (_, i) => `id ${i}`),
  );
  const lines = text(ids.map((id) => ({ id, title: "t".repeat(3000) })));
  await withIndex(lines, ids.map(() => 1), ({ table }) => {
    assert.equal(table.length, 2048);
    for (const [row, id] of ids.entries()) {
      assert.equal(find(table, ids, id), row, id);
    }
    assert.equal(find(table, ids, "constructor"), -1);
    const moved = ids.filter((id, row) =>
      table[placeOfId(id, table.length)] !== row + 1
    );
    assert.ok(moved.length > 100, `${moved.length} fell together`);
  });
});

Deno.test("writeItemsIndex() goes round where the table ends", async () => {
  // All of them begin at the last place of 8.
  const ids = Array.from({ length: 1000 }, (_, i) => `${i}`)
    .filter((id) => placeOfId(id, 8) === 7).slice(0, 4);
  await withIndex(text(ids.map((id) => ({ id }))), [1, 1, 1, 1], (index) => {
    assert.deepEqual(index.table, [2, 3, 4, 0, 0, 0, 0, 1]);
  });
});

Deno.test("writeItemsIndex() throws ArtifactError naming the line, and writes nothing", async () => {
  const cases: [lines: string, complaint: string | RegExp][] = [
    ['{"id":"a"}\n{"id":\n', /, line 2: it must be JSON, got /],
    ['{"id":"a"}\n\n', /, line 2: it must be JSON, got /],
    ['{"id":"a"}\n{"id":7}\n', /, line 2: "id" must be a text, got 7$/],
    ['{"id":"a"}\nnull\n', /, line 2: "id" must be a text, got none$/],
    [
      '{"id":"a"}\n{"id":"a"}\n',
      /, line 2: ids must be distinct, got "a" of line 1 again$/,
    ],
    ['{"id":"a"}\n', /: it must have 2 lines, got 1$/],
    [
      '{"id":"a"}\n{"id":"b"}\n{"id":"c"}\n',
      /: it must have 2 lines, got more$/,
    ],
  ];
  for (const [lines, message] of cases) {
    await withFolder(async (folder) => {
      const path = join(folder, "items.ndjson");
      await writeFile(path, lines);
      await assert.rejects(writeItemsIndex(folder, Uint32Array.of(1, 1)), {
        name: "ArtifactError",
        path,
        message,
      });
      await assert.rejects(stat(join(folder, "items.index")), {
        code: "ENOENT",
      });
    });
  }
});
