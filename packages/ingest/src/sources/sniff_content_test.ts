import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";
import { type Content, sniffContent } from "./sniff_content.ts";

const CASES: [name: string, bytes: Uint8Array, content: Content][] = [
  ["nothing", Buffer.of(), "text"],
  ["one byte of gzip", Buffer.of(0x1f), "text"],
  ["gzip", gzipSync("x"), "gzip"],
  ["zstd", Buffer.from("28b52ffd04", "hex"), "zstd"],
  ["Parquet", Buffer.from("PAR1\x15\x04"), "parquet"],
  ["zip", Buffer.from("PK\x03\x04\x14"), "zip"],
  ["an empty zip", Buffer.from("PK\x05\x06\x00"), "zip"],
  ["7z", Buffer.from("377abcaf271c0004", "hex"), "7z"],
  ["xz", Buffer.from("fd377a585a000004", "hex"), "xz"],
  ["bzip2", Buffer.from("BZh91AY&SY....", "latin1"), "bzip2"],
  ["an empty bzip2", Buffer.from("425a683917724538509000", "hex"), "bzip2"],
  ["words that begin like bzip2", Buffer.from("BZhou,Jane\n"), "text"],
  [
    "tar",
    Buffer.concat([Buffer.alloc(257, "a"), Buffer.from("ustar\x0000")]),
    "tar",
  ],
  ["UTF-16, little end first", Buffer.from("\ufeffab", "utf16le"), "utf-16"],
  ["UTF-16, big end first", Buffer.of(0xfe, 0xff, 0, 0x61), "utf-16"],
  ["UTF-16 without a mark", Buffer.from("{}", "utf16le"), "utf-16"],
  ["the same, big end first", Buffer.of(0, 0x7b, 0, 0x7d), "utf-16"],
  ["UTF-8 with a mark", Buffer.from("\ufeffab"), "text"],
  ["JSON", Buffer.from(`{"asin": "a"}`), "text"],
  ["zero bytes", Buffer.alloc(8), "text"],
];

for (const [name, bytes, content] of CASES) {
  Deno.test(`sniffContent() takes ${name} for ${content}`, () => {
    assert.equal(sniffContent(bytes), content);
  });
}
