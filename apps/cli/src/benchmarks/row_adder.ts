/** Adds 1 to every number of some rows: all that a row costs is to get and put it. */
export type AddToRows = (
  /** Address of which rows, uint32 `[count]`. */
  order: number,
  count: number,
  /** Address of the table. */
  table: number,
  /** Bytes of a row, a multiple of {@linkcode LINE}. */
  rowBytes: number,
) => void;

/** Bytes of a line of the cache: what is added to at a time. */
export const LINE = 64;

/**
 * Returns the function over a memory that threads share. It is WebAssembly, so
 * that it is as fast as training could be, and put together here, for it is small.
 *
 * @param memory The memory that its addresses are of.
 */
export function createRowAdder(memory: WebAssembly.Memory): AddToRows {
  const instance = new WebAssembly.Instance(
    new WebAssembly.Module(MODULE),
    { env: { memory } },
  );
  return instance.exports["add"] as AddToRows;
}

// Numbers of locals: the four parameters, then the function's own.
const [ORDER, COUNT, TABLE, ROW_BYTES, ROW, END] = [0, 1, 2, 3, 4, 5] as const;

// Instructions, as the WebAssembly specification numbers them.
const [BLOCK, LOOP, DONE, BRANCH, BRANCH_IF] = [
  [0x02, 0x40],
  [0x03, 0x40],
  0x0b,
  0x0c,
  0x0d,
] as const;
const [GET, SET, TEE, CONST] = [0x20, 0x21, 0x22, 0x41] as const;
const [LOAD, IS_ZERO, LESS, PLUS, TIMES] = [
  [0x28, 2, 0],
  0x45,
  0x49,
  0x6a,
  0x6c,
] as const;
const [LOAD_FOUR, STORE_FOUR, ADD_FOUR] = [
  [0xfd, 0x00, 4],
  [0xfd, 0x0b, 4],
  [0xfd, 0xe4, 0x01],
] as const;
const ONE = [0, 0, 0x80, 0x3f] as const;
const FOUR_ONES = [0xfd, 0x0c, ...ONE, ...ONE, ...ONE, ...ONE];
const [SIXTY_FOUR, MINUS_ONE] = [[0xc0, 0x00], [0x7f]] as const;

/** Adds 1 to four numbers of the row. */
const addToFour = (offset: number): number[] => [
  ...[GET, ROW, GET, ROW, ...LOAD_FOUR, offset],
  ...[...FOUR_ONES, ...ADD_FOUR, ...STORE_FOUR, offset],
];

const BODY = [
  ...[1, 2, 0x7f], // two locals more, int32
  ...BLOCK,
  ...LOOP,
  ...[GET, COUNT, IS_ZERO, BRANCH_IF, 1],
  ...[GET, ORDER, ...LOAD, GET, ROW_BYTES, TIMES, GET, TABLE, PLUS, TEE, ROW],
  ...[GET, ROW_BYTES, PLUS, SET, END],
  ...LOOP,
  ...[0, 16, 32, 48].flatMap(addToFour),
  ...[GET, ROW, CONST, ...SIXTY_FOUR, PLUS, TEE, ROW],
  ...[GET, END, LESS, BRANCH_IF, 0],
  DONE,
  ...[GET, ORDER, CONST, 4, PLUS, SET, ORDER],
  ...[GET, COUNT, CONST, ...MINUS_ONE, PLUS, SET, COUNT],
  ...[BRANCH, 0, DONE, DONE, DONE],
];

const MODULE = Uint8Array.of(
  ...[0x00, ...text("asm"), 1, 0, 0, 0],
  ...section(1, [0x60, 4, 0x7f, 0x7f, 0x7f, 0x7f, 0]), // four int32, no result
  // A memory of 1 to 65,536 pages that is shared.
  ...section(2, [
    3,
    ...text("env"),
    6,
    ...text("memory"),
    2,
    3,
    1,
    128,
    128,
    4,
  ]),
  ...section(3, [0]),
  ...section(7, [3, ...text("add"), 0, 0]),
  ...section(10, sized(BODY)),
);

function text(ascii: string): number[] {
  return [...ascii].map((letter) => letter.charCodeAt(0));
}

/** A section with one entry. */
function section(id: number, entry: readonly number[]): number[] {
  return [id, ...sized([1, ...entry])];
}

/** Bytes behind their number, as two bytes of LEB128. */
function sized(bytes: readonly number[]): number[] {
  return [bytes.length & 127 | 128, bytes.length >> 7, ...bytes];
}
