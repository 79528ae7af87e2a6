import assert from "node:assert/strict";
import { fnv1a } from "./fnv1a.ts";
import {
  decodeItemsIndexHeader,
  encodeItemsIndexHeader,
  itemsIndexLayout,
  itemsTableSize,
  placeOfId,
} from "./items_index_layout.ts";

const SHAPE = { itemCount: 5, tableSize: 16 };
const { bytes } = itemsIndexLayout(SHAPE);

Deno.test("itemsTableSize() is the least power of two that leaves half of it free", () => {
  const sizes = [0, 1, 2, 3, 4, 5, 418_749].map(itemsTableSize);
  assert.deepEqual(sizes, [2, 2, 4, 8, 8, 16, 2 ** 20]);
});

Deno.test("placeOfId() is within the table", () => {
  for (const id of ["", "a", "B00004T8R2", "饭"]) {
    assert.equal(placeOfId(id, 16), fnv1a(id) & 15);
    assert.equal(placeOfId(id, 2 ** 31), fnv1a(id) % 2 ** 31);
  }
});

Deno.test("itemsIndexLayout() has offsets, table and pairs behind each other", () => {
  assert.deepEqual(itemsIndexLayout(SHAPE), {
    offsets: 64,
    table: 64 + 8 * 6,
    pairs: 64 + 8 * 6 + 4 * 16,
    bytes: 64 + 8 * 6 + 4 * 16 + 4 * 5,
  });
});

Deno.test("decodeItemsIndexHeader() reads what encodeItemsIndexHeader() wrote", () => {
  const header = encodeItemsIndexHeader(SHAPE);
  assert.equal(new TextDecoder().decode(header.subarray(0, 8)), "KNDITEMS");
  assert.deepEqual(decodeItemsIndexHeader(header, "x", bytes), SHAPE);
});

Deno.test("decodeItemsIndexHeader() refuses a table in which a search might not end", () => {
  for (const tableSize of [0, 8, 12, 24, 2 ** 32 - 1]) {
    const header = encodeItemsIndexHeader({ itemCount: 5, tableSize });
    assert.throws(() => decodeItemsIndexHeader(header, "items.index", bytes), {
      name: "ArtifactError",
      message:
        `Cannot read "items.index": its table must have a power of two places, 10 or more, got ${tableSize}`,
    });
  }
});

Deno.test("decodeItemsIndexHeader() refuses a file that is cut short", () => {
  const header = encodeItemsIndexHeader(SHAPE);
  assert.throws(() => decodeItemsIndexHeader(header, "items.index", 64), {
    name: "ArtifactError",
    message: `Cannot read "items.index": it must have ${bytes} bytes, got 64`,
  });
});
