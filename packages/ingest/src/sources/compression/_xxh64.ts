// XXH64 (https://github.com/Cyan4973/xxHash, doc/xxhash_spec.md), the checksum
// of zstd. A number of 64 bits is held as two of 32: BigInt is several times
// slower here.

/** The five primes of the specification, high half and low half. */
const P1 = [0x9e3779b1, 0x85ebca87] as const;
const P2 = [0xc2b2ae3d, 0x27d4eb4f] as const;
const P3 = [0x165667b1, 0x9e3779f9] as const;
const P4 = [0x85ebca77, 0xc2b2ae63] as const;
const P5 = [0x27d4eb2f, 0x165667c5] as const;

/** Bytes that the four lanes take together. */
const STRIPE_BYTES = 32;

/** XXH64 of bytes that come in pieces, with seed 0. */
export class Xxh64 {
  /** Lanes 0 to 3, the high half of each before its low half, shape `[8]`. */
  readonly #lanes = Uint32Array.of(
    ...add(P1, P2),
    ...P2,
    0,
    0,
    ...subtract([0, 0], P1),
  );
  readonly #stripe = new Uint8Array(STRIPE_BYTES);
  #waiting = 0;
  #length = 0;

  /** Takes the next bytes, uint8. */
  update(bytes: Uint8Array): void {
    this.#length += bytes.length;
    let start = 0;
    if (this.#waiting > 0) {
      start = Math.min(STRIPE_BYTES - this.#waiting, bytes.length);
      this.#stripe.set(bytes.subarray(0, start), this.#waiting);
      this.#waiting += start;
      if (this.#waiting < STRIPE_BYTES) return;
      consume(this.#lanes, this.#stripe, 0, STRIPE_BYTES);
      this.#waiting = 0;
    }
    const end = start + (bytes.length - start & -STRIPE_BYTES);
    consume(this.#lanes, bytes, start, end);
    this.#stripe.set(bytes.subarray(end));
    this.#waiting = bytes.length - end;
  }

  /** Returns the lower 32 bits of the hash of all bytes so far, unsigned. */
  low32(): number {
    const lane = (i: number): U64 => [
      this.#lanes[2 * i]!,
      this.#lanes[2 * i + 1]!,
    ];
    let hash: U64;
    if (this.#length < STRIPE_BYTES) {
      hash = P5;
    } else {
      hash = add(
        add(rotate(lane(0), 1), rotate(lane(1), 7)),
        add(rotate(lane(2), 12), rotate(lane(3), 18)),
      );
      for (let i = 0; i < 4; i++) {
        hash = add(multiply(xor(hash, round([0, 0], lane(i))), P1), P4);
      }
    }
    hash = add(hash, [Math.floor(this.#length / 2 ** 32), this.#length >>> 0]);

    const rest = this.#stripe.subarray(0, this.#waiting);
    let at = 0;
    for (; at + 8 <= rest.length; at += 8) {
      const word: U64 = [word32(rest, at + 4), word32(rest, at)];
      hash = xor(hash, round([0, 0], word));
      hash = add(multiply(rotate(hash, 27), P1), P4);
    }
    for (; at + 4 <= rest.length; at += 4) {
      hash = xor(hash, multiply([0, word32(rest, at)], P1));
      hash = add(multiply(rotate(hash, 23), P2), P3);
    }
    for (; at < rest.length; at++) {
      hash = xor(hash, multiply([0, rest[at]!], P5));
      hash = multiply(rotate(hash, 11), P1);
    }

    hash = multiply(xor(hash, shiftRight(hash, 33)), P2);
    hash = multiply(xor(hash, shiftRight(hash, 29)), P3);
    return xor(hash, shiftRight(hash, 32))[1] >>> 0;
  }
}

/** A number of 64 bits: high half and low half, each signed or not. */
type U64 = readonly [high: number, low: number];

/** Runs whole stripes through the lanes: `lane = rotate(lane + word * P2, 31) * P1`. */
function consume(
  lanes: Uint32Array,
  bytes: Uint8Array,
  start: number,
  end: number,
): void {
  const words = new DataView(bytes.buffer, bytes.byteOffset);
  for (let at = start; at < end; at += STRIPE_BYTES) {
    for (let i = 0; i < 4; i++) {
      const low = words.getUint32(at + 8 * i, true);
      const high = words.getUint32(at + 8 * i + 4, true);
      // The same as round(), with nothing allocated.
      const productLow = Math.imul(low, P2[1]) >>> 0;
      const sumLow = lanes[2 * i + 1]! + productLow;
      const sumHigh = lanes[2 * i]! + (sumLow > 0xffffffff ? 1 : 0) +
          productHigh(high, low, P2[0], P2[1]) | 0;
      const turnedHigh = sumHigh << 31 | (sumLow | 0) >>> 1;
      const turnedLow = (sumLow | 0) << 31 | sumHigh >>> 1;
      lanes[2 * i] = productHigh(turnedHigh, turnedLow, P1[0], P1[1]);
      lanes[2 * i + 1] = Math.imul(turnedLow, P1[1]);
    }
  }
}

/** Returns `rotate(lane + word * P2, 31) * P1`. */
function round(lane: U64, word: U64): U64 {
  return multiply(rotate(add(lane, multiply(word, P2)), 31), P1);
}

function multiply(a: U64, b: U64): U64 {
  return [productHigh(a[0], a[1], b[0], b[1]), Math.imul(a[1], b[1])];
}

/** Returns the high half of the low 64 bits of a product. */
function productHigh(
  aHigh: number,
  aLow: number,
  bHigh: number,
  bLow: number,
): number {
  // The low halves' product, by quarters: a1 a0 * b1 b0, 16 bits each.
  const a0 = aLow & 0xffff, a1 = aLow >>> 16;
  const b0 = bLow & 0xffff, b1 = bLow >>> 16;
  const middle = a1 * b0 + (Math.imul(a0, b0) >>> 16);
  const carried = a0 * b1 + (middle & 0xffff);
  // a1 * b0 and what is added stay below 2^32, so `>>> 16` is a division.
  return Math.imul(a1, b1) + (middle >>> 16) + (carried >>> 16) +
      Math.imul(aHigh, bLow) + Math.imul(aLow, bHigh) | 0;
}

function add(a: U64, b: U64): U64 {
  const low = (a[1] >>> 0) + (b[1] >>> 0);
  return [a[0] + b[0] + (low > 0xffffffff ? 1 : 0) | 0, low | 0];
}

function subtract(a: U64, b: U64): U64 {
  const low = (a[1] >>> 0) - (b[1] >>> 0);
  return [a[0] - b[0] - (low < 0 ? 1 : 0) | 0, low | 0];
}

function xor(a: U64, b: U64): U64 {
  return [a[0] ^ b[0], a[1] ^ b[1]];
}

function rotate([high, low]: U64, bits: number): U64 {
  return [
    high << bits | low >>> 32 - bits,
    low << bits | high >>> 32 - bits,
  ];
}

function shiftRight([high, low]: U64, bits: number): U64 {
  return bits < 32
    ? [high >>> bits, low >>> bits | high << 32 - bits]
    : [0, high >>> bits - 32];
}

function word32(bytes: Uint8Array, at: number): number {
  return bytes[at]! | bytes[at + 1]! << 8 | bytes[at + 2]! << 16 |
    bytes[at + 3]! << 24;
}
