import assert from "node:assert/strict";
import {
  decodeListsHeader,
  encodeListsHeader,
  listsLayout,
} from "./lists_layout.ts";

const SHAPE = { itemCount: 1000, n: 7 };
const { bytes } = listsLayout(SHAPE);

Deno.test("listsLayout() puts a list at 64 + 4 n row, and its probabilities behind all lists", () => {
  const layout = listsLayout(SHAPE);
  assert.equal(layout.rows + 12 * layout.list, 64 + 4 * 7 * 12);
  assert.equal(layout.probabilities, 64 + 4 * 7 * 1000);
  assert.equal(layout.bytes, 64 + 8 * 7 * 1000);
});

Deno.test("decodeListsHeader() reads what encodeListsHeader() wrote, in any buffer", () => {
  const header = encodeListsHeader(SHAPE);
  assert.equal(new TextDecoder().decode(header.subarray(0, 8)), "KNDLISTS");
  assert.deepEqual(decodeListsHeader(header, "lists.bin", bytes), SHAPE);
  const shifted = new Uint8Array(67);
  shifted.set(header, 3);
  assert.deepEqual(
    decodeListsHeader(shifted.subarray(3), "lists.bin", bytes),
    SHAPE,
  );
});

Deno.test("decodeListsHeader() refuses what is no file of lists, naming it", () => {
  const spoilt = (at: number, value: number) => {
    const header = encodeListsHeader(SHAPE);
    new DataView(header.buffer).setUint32(at, value, true);
    return header;
  };
  const cases: [header: Uint8Array, fileBytes: number, complaint: string][] = [
    [new Uint8Array(9), 9, "it must have 64 bytes or more, got 9"],
    [
      new TextEncoder().encode("KNDITEMS".padEnd(64)),
      64,
      'it must be marked "KNDLISTS", got "KNDITEMS"',
    ],
    [
      spoilt(16, 0),
      64,
      "its lists must have room for 1 item or more, got 0",
    ],
    [
      spoilt(20, 2),
      bytes,
      "its scores must be of type 1, probabilities, got 2",
    ],
    [
      encodeListsHeader(SHAPE),
      bytes - 1,
      `it must have ${bytes} bytes, got ${bytes - 1}`,
    ],
  ];
  for (const [header, fileBytes, complaint] of cases) {
    assert.throws(() => decodeListsHeader(header, "m/lists.bin", fileBytes), {
      name: "ArtifactError",
      path: "m/lists.bin",
      message: `Cannot read "m/lists.bin": ${complaint}`,
    });
  }
});

Deno.test("decodeListsHeader() throws ArtifactVersionError for a newer format", () => {
  const header = encodeListsHeader(SHAPE);
  new DataView(header.buffer).setUint32(8, 2, true);
  assert.throws(() => decodeListsHeader(header, "lists.bin", bytes), {
    name: "ArtifactVersionError",
    path: "lists.bin",
    found: 2,
    supported: 1,
  });
});
