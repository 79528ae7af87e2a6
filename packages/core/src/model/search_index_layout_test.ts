import assert from "node:assert/strict";
import {
  decodeSearchIndexHeader,
  encodeSearchIndexHeader,
  searchIndexLayout,
} from "./search_index_layout.ts";

const SHAPE = {
  itemCount: 5,
  wordCount: 129,
  dictionaryBytes: 1000,
  postingBytes: 300,
};

Deno.test("searchIndexLayout() has blocks, lengths, dictionary and postings behind each other", () => {
  assert.deepEqual(searchIndexLayout(SHAPE), {
    blockCount: 2,
    blocks: 64,
    lengths: 64 + 16,
    dictionary: 64 + 16 + 5,
    postings: 64 + 16 + 5 + 1000,
    bytes: 64 + 16 + 5 + 1000 + 300,
  });
});

Deno.test("decodeSearchIndexHeader() reads what encodeSearchIndexHeader() wrote", () => {
  const header = encodeSearchIndexHeader(SHAPE);
  const { bytes } = searchIndexLayout(SHAPE);
  assert.equal(new TextDecoder().decode(header.subarray(0, 8)), "KNDWORDS");
  assert.deepEqual(decodeSearchIndexHeader(header, "x", bytes), SHAPE);
});

Deno.test("decodeSearchIndexHeader() refuses a file cut short, another one and a newer format", () => {
  const header = encodeSearchIndexHeader(SHAPE);
  const decode = (bytes: Uint8Array, length = 1385) => () =>
    decodeSearchIndexHeader(bytes, "search.index", length);
  assert.throws(decode(header, 1384), {
    name: "ArtifactError",
    message: 'Cannot read "search.index": it must have 1385 bytes, got 1384',
  });
  assert.throws(decode(header.subarray(0, 20)), { name: "ArtifactError" });
  assert.throws(decode(new Uint8Array(64)), {
    message: /it must be marked "KNDWORDS"/,
  });
  header[8] = 2;
  assert.throws(decode(header), { name: "ArtifactVersionError" });
});
