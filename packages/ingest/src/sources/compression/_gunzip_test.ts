import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";
import { inPieces, noisyLines, outcomeOf } from "../_testing.ts";
import { gunzip } from "./_gunzip.ts";
import { DamagedStreamError, TruncatedStreamError } from "./_stream_faults.ts";

const TEXT = noisyLines(40_000);
const WHOLE = gzipSync(TEXT);

Deno.test("gunzip() gives the same whatever the pieces", async () => {
  for (const pieceBytes of [777, 1 << 16, WHOLE.length]) {
    const { bytes, error } = await outcomeOf(
      gunzip(inPieces(WHOLE, pieceBytes)),
    );
    assert.equal(error, undefined);
    assert.ok(bytes.equals(TEXT));
  }
});

Deno.test("gunzip() joins members, wherever pieces end, and passes over zeros after them", async () => {
  const members = Buffer.concat([
    gzipSync("a"),
    WHOLE,
    gzipSync(""),
    WHOLE,
    Buffer.alloc(100),
  ]);
  const expected = Buffer.concat([Buffer.from("a"), TEXT, TEXT]);
  for (const pieceBytes of [21, WHOLE.length, members.length]) {
    const { bytes, error } = await outcomeOf(
      gunzip(inPieces(members, pieceBytes)),
    );
    assert.equal(error, undefined);
    assert.ok(bytes.equals(expected), `pieces of ${pieceBytes}`);
  }
});

Deno.test("gunzip() gives all that a cut stream holds, then throws TruncatedStreamError", async () => {
  const cuts = [1, 2, 9, 12, WHOLE.length >> 1, WHOLE.length - 1];
  for (const cut of cuts) {
    const { bytes, error } = await outcomeOf(
      gunzip(inPieces(WHOLE.subarray(0, cut), 10_000)),
    );
    assert.ok(error instanceof TruncatedStreamError, `${cut}: ${error}`);
    assert.ok(bytes.equals(TEXT.subarray(0, bytes.length)));
    // What a cut may cost: a block of deflate's is at most about 64 KiB of input.
    const share = cut / WHOLE.length;
    assert.ok(bytes.length >= share * TEXT.length - (1 << 17));
  }
});

Deno.test("gunzip() throws TruncatedStreamError where a later member is cut", async () => {
  for (const cut of [1, 5, WHOLE.length - 3]) {
    const { bytes, error } = await outcomeOf(
      gunzip(inPieces(Buffer.concat([WHOLE, WHOLE.subarray(0, cut)]))),
    );
    assert.ok(error instanceof TruncatedStreamError);
    assert.ok(bytes.length >= TEXT.length);
  }
});

Deno.test("gunzip() throws DamagedStreamError with what is wrong", async () => {
  const damages: [position: number, message: string][] = [
    [2, "unknown compression method"],
    [WHOLE.length - 5, "incorrect data check"],
    [WHOLE.length - 1, "incorrect length check"],
  ];
  for (const [position, message] of damages) {
    const bytes = Uint8Array.from(WHOLE);
    bytes[position]! ^= 0xff;
    const { error } = await outcomeOf(gunzip(inPieces(bytes)));
    assert.ok(error instanceof DamagedStreamError);
    assert.equal(error.message, message);
  }
  const { error } = await outcomeOf(
    gunzip(inPieces(Buffer.concat([WHOLE, Buffer.from("more")]))),
  );
  assert.ok(error instanceof DamagedStreamError);
  assert.equal(error.message, "incorrect header check");
});

Deno.test("gunzip() passes on what its chunks throw, and closes them if its reader stops", async () => {
  const failure = new Error("no more");
  const failing = (async function* () {
    yield WHOLE.subarray(0, 1000);
    throw failure;
  })();
  assert.equal((await outcomeOf(gunzip(failing))).error, failure);

  let closed = false;
  const endless = (async function* () {
    try {
      while (true) yield WHOLE;
    } finally {
      closed = true;
    }
  })();
  for await (const _ of gunzip(endless)) break;
  assert.ok(closed);
});
