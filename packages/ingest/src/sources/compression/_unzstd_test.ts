import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import zlib from "node:zlib";
import { ignoreWithout } from "../../_testing.ts";
import { inPieces, noisyLines, outcomeOf } from "../_testing.ts";
import { openFzstdFrame } from "./_fzstd_decoder.ts";
import { openNativeZstdFrame } from "./_native_zstd_decoder.ts";
import { DamagedStreamError, TruncatedStreamError } from "./_stream_faults.ts";
import { unzstd } from "./_unzstd.ts";

/** What compresses; the types here are older than it. */
const { zstdCompressSync, constants } = zlib as unknown as {
  zstdCompressSync?: (
    bytes: Uint8Array,
    options?: { params: Record<number, number> },
  ) => Buffer;
  constants: Record<string, number>;
};

const ignore = ignoreWithout(
  zstdCompressSync !== undefined && openNativeZstdFrame !== undefined,
  "this runtime has no zstd to compress with",
);

function compress(bytes: Uint8Array, level = 3, checksum = 1): Buffer {
  return zstdCompressSync!(bytes, {
    params: {
      [constants.ZSTD_c_compressionLevel!]: level,
      [constants.ZSTD_c_checksumFlag!]: checksum,
    },
  });
}

const TEXT = noisyLines(40_000);
const BLOCK_BYTES = 1 << 17;
const WHOLE = ignore ? Buffer.of() : compress(TEXT);

/** A frame that holds no data. */
const SKIPPABLE = Buffer.from("532a4d1803000000aabbcc", "hex");

for (
  const [name, openFrame] of [
    ["the runtime's zstd", openNativeZstdFrame],
    ["fzstd", openFzstdFrame],
  ] as const
) {
  const read = (bytes: Uint8Array, pieceBytes?: number) =>
    outcomeOf(unzstd(inPieces(bytes, pieceBytes), openFrame));
  const test = (title: string, fn: () => Promise<void>): void =>
    Deno.test({ name: `unzstd() by ${name} ${title}`, ignore, fn });

  test("gives the same whatever the pieces, the level and the text", async () => {
    const random = createRandom(3);
    const texts = [
      TEXT,
      Buffer.of(),
      Buffer.from("a"),
      Buffer.alloc(1_000_000, "same "),
      Buffer.from(
        Uint8Array.from({ length: 300_000 }, () => random.below(256)),
      ),
    ];
    for (const text of texts) {
      for (const [level, checksum] of [[1, 1], [3, 0], [12, 1]]) {
        const whole = compress(text, level, checksum);
        for (const pieceBytes of [1013, whole.length]) {
          const { bytes, error } = await read(whole, pieceBytes);
          assert.equal(error, undefined);
          assert.ok(bytes.equals(text), `level ${level}`);
        }
      }
    }
  });

  test("joins frames, wherever pieces end, and passes over skippable ones", async () => {
    const frames = Buffer.concat([
      SKIPPABLE,
      compress(Buffer.from("a")),
      WHOLE,
      SKIPPABLE,
      compress(Buffer.of()),
      WHOLE,
    ]);
    const expected = Buffer.concat([Buffer.from("a"), TEXT, TEXT]);
    for (const pieceBytes of [7, WHOLE.length, frames.length]) {
      const { bytes, error } = await read(frames, pieceBytes);
      assert.equal(error, undefined);
      assert.ok(bytes.equals(expected), `pieces of ${pieceBytes}`);
    }
  });

  test("gives the whole blocks of a cut stream, then throws TruncatedStreamError", async () => {
    for (const cut of [5, 9, 12, WHOLE.length >> 1, WHOLE.length - 1]) {
      const { bytes, error } = await read(WHOLE.subarray(0, cut), 10_000);
      assert.ok(error instanceof TruncatedStreamError, `${cut}: ${error}`);
      assert.ok(bytes.equals(TEXT.subarray(0, bytes.length)));
      const share = cut / WHOLE.length;
      assert.ok(bytes.length >= share * TEXT.length - 2 * BLOCK_BYTES);
    }
  });

  test("throws TruncatedStreamError where a later frame is cut", async () => {
    for (const cut of [1, 4, 8, WHOLE.length - 3]) {
      const { bytes, error } = await read(
        Buffer.concat([WHOLE, WHOLE.subarray(0, cut)]),
      );
      assert.ok(error instanceof TruncatedStreamError);
      assert.ok(bytes.length >= TEXT.length);
    }
  });

  test("throws DamagedStreamError where a byte is wrong, wherever it is", async () => {
    const random = createRandom(4);
    const text = noisyLines(2000);
    const whole = compress(text);
    for (let trial = 0; trial < 200; trial++) {
      const position = 4 + random.below(whole.length - 4);
      const bytes = Uint8Array.from(whole);
      bytes[position]! ^= 1 << random.below(8);
      const { bytes: given, error } = await read(bytes);
      // A wrong length can make the stream seem cut.
      assert.ok(
        error instanceof DamagedStreamError ||
          error instanceof TruncatedStreamError ||
          // Bits that mean nothing, such as the unused one of the header.
          given.equals(text),
        `byte ${position}`,
      );
    }
  });

  test("throws DamagedStreamError for what it cannot decode", async () => {
    const refused: [hex: string, message: RegExp][] = [
      // A reserved bit; a dictionary; a window of 3.75 GiB; a reserved block.
      ["28b52ffd0c5809000078", /reserved bit/],
      ["28b52ffd0558070900007800", /dictionary/],
      ["28b52ffd00af090000", /window of 4026531840 bytes/],
      ["28b52ffd0058070000", /block's beginning/],
    ];
    for (const [hex, message] of refused) {
      const { error } = await read(Buffer.from(hex, "hex"));
      assert.ok(error instanceof DamagedStreamError, `${hex}: ${error}`);
      assert.match(error.message, message);
    }
    const { error } = await read(Buffer.concat([WHOLE, Buffer.from("more")]));
    assert.ok(error instanceof DamagedStreamError);
    assert.equal(error.message, "no frame's beginning");
  });
}

Deno.test({
  name:
    "unzstd() by fzstd throws DamagedStreamError where only the checksum tells",
  ignore,
  async fn() {
    const whole = compress(Buffer.from("a text that is stored as it is"));
    const at = whole.indexOf("stored");
    assert.notEqual(at, -1);
    whole[at]! ^= 1;
    const { error } = await outcomeOf(
      unzstd(inPieces(whole), openFzstdFrame),
    );
    assert.ok(error instanceof DamagedStreamError);
    assert.equal(error.message, "a checksum that does not match");
  },
});
