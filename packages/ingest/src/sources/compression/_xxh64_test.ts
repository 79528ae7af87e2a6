import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { Xxh64 } from "./_xxh64.ts";

/** Published hashes of texts, the lower half of each in hex. */
const VECTORS: [text: string, low32: number][] = [
  ["", 0x51d8e999],
  ["a", 0xa98c6e5b],
  ["abc", 0xad770999],
  ["Nobody inspects the spammish repetition", 0x8a378bf1],
];

for (const [text, low32] of VECTORS) {
  Deno.test(`Xxh64 gives the published hash of "${text}"`, () => {
    const hash = new Xxh64();
    hash.update(Buffer.from(text));
    assert.equal(hash.low32(), low32);
  });
}

/** The specification in BigInt, all bytes at once. */
function xxh64(bytes: Uint8Array): bigint {
  const P1 = 0x9e3779b185ebca87n, P2 = 0xc2b2ae3d27d4eb4fn;
  const P3 = 0x165667b19e3779f9n, P4 = 0x85ebca77c2b2ae63n;
  const P5 = 0x27d4eb2f165667c5n;
  const u64 = (x: bigint): bigint => BigInt.asUintN(64, x);
  const rotate = (x: bigint, bits: bigint): bigint =>
    u64(x << bits) | x >> 64n - bits;
  const round = (lane: bigint, word: bigint): bigint =>
    u64(rotate(u64(lane + word * P2), 31n) * P1);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

  let at = 0;
  let hash = P5;
  if (bytes.length >= 32) {
    const lanes = [u64(P1 + P2), P2, 0n, u64(-P1)];
    for (; at + 32 <= bytes.length; at += 32) {
      for (let i = 0; i < 4; i++) {
        lanes[i] = round(lanes[i]!, view.getBigUint64(at + 8 * i, true));
      }
    }
    hash = u64(
      rotate(lanes[0]!, 1n) + rotate(lanes[1]!, 7n) +
        rotate(lanes[2]!, 12n) + rotate(lanes[3]!, 18n),
    );
    for (const lane of lanes) hash = u64((hash ^ round(0n, lane)) * P1 + P4);
  }
  hash = u64(hash + BigInt(bytes.length));
  for (; at + 8 <= bytes.length; at += 8) {
    hash ^= round(0n, view.getBigUint64(at, true));
    hash = u64(rotate(hash, 27n) * P1 + P4);
  }
  if (at + 4 <= bytes.length) {
    hash ^= u64(BigInt(view.getUint32(at, true)) * P1);
    hash = u64(rotate(hash, 23n) * P2 + P3);
    at += 4;
  }
  for (; at < bytes.length; at++) {
    hash = u64(rotate(hash ^ u64(BigInt(bytes[at]!) * P5), 11n) * P1);
  }
  hash = u64((hash ^ hash >> 33n) * P2);
  hash = u64((hash ^ hash >> 29n) * P3);
  return hash ^ hash >> 32n;
}

Deno.test("Xxh64 matches the reference at every length, whatever the pieces", () => {
  const bytes = Uint8Array.from({ length: 200 }, (_, i) => i * 167 + (i >> 3));
  for (let length = 0; length <= bytes.length; length++) {
    const text = bytes.subarray(0, length);
    const expected = Number(xxh64(text) & 0xffffffffn);
    for (const pieceBytes of [1, 5, 31, 32, 33, 200]) {
      const hash = new Xxh64();
      for (let start = 0; start < length; start += pieceBytes) {
        hash.update(text.subarray(start, start + pieceBytes));
      }
      assert.equal(hash.low32(), expected, `${length} by ${pieceBytes}`);
    }
  }
});
