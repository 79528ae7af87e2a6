import assert from "node:assert/strict";
import {
  type Control,
  createControl,
  giveUp,
  hasFailed,
  resetControl,
  stopTaking,
  takenPieces,
  takePieces,
} from "./take_pieces.ts";

/** Takes pieces, and returns them. */
function take(
  control: Control,
  to: number,
  onPiece: (piece: number) => void = () => {},
): number[] {
  const pieces: number[] = [];
  takePieces(control, to, (piece) => {
    pieces.push(piece);
    onPiece(piece);
  });
  return pieces;
}

Deno.test("createControl() is shared by threads", () => {
  assert.ok(createControl().buffer instanceof SharedArrayBuffer);
});

Deno.test("takePieces() takes each piece once, in order", () => {
  const control = createControl();
  assert.deepEqual(take(control, 4), [0, 1, 2, 3]);
  assert.equal(takenPieces(control, 4), 4);
  assert.deepEqual(take(control, 4), []);
  assert.equal(takenPieces(control, 4), 4);
});

Deno.test("takePieces() begins where the control is reset to", () => {
  const control = createControl();
  resetControl(control, 3);
  assert.equal(takenPieces(control, 5), 3);
  assert.deepEqual(take(control, 5), [3, 4]);
  resetControl(control, 5);
  assert.deepEqual(take(control, 5), []);
  assert.equal(takenPieces(control, 5), 5);
});

Deno.test("takePieces() shares pieces out where two take from one control", () => {
  const control = createControl();
  const others: number[] = [];
  const pieces = take(control, 6, (piece) => {
    if (piece === 1) others.push(...take(control, 6));
  });
  assert.deepEqual(pieces, [0, 1]);
  assert.deepEqual(others, [2, 3, 4, 5]);
});

Deno.test("takePieces() ends after the piece in work when taking is stopped", () => {
  const control = createControl();
  const pieces = take(control, 9, (piece) => {
    if (piece === 2) stopTaking(control);
  });
  assert.deepEqual(pieces, [0, 1, 2]);
  assert.equal(takenPieces(control, 9), 3);
  assert.equal(hasFailed(control), false);
  assert.deepEqual(take(control, 9), []);
  resetControl(control, takenPieces(control, 9));
  assert.deepEqual(take(control, 5), [3, 4]);
});

Deno.test("takePieces() takes no piece after a failure, until the control is reset", () => {
  const control = createControl();
  const fault = new Error("fault");
  assert.throws(
    () =>
      take(control, 9, () => {
        throw fault;
      }),
    fault,
  );
  giveUp(control);
  assert.equal(hasFailed(control), true);
  // A stop does not undo it.
  stopTaking(control);
  assert.equal(hasFailed(control), true);
  assert.deepEqual(take(control, 9), []);
  resetControl(control, 0);
  assert.equal(hasFailed(control), false);
  assert.deepEqual(take(control, 2), [0, 1]);
});
