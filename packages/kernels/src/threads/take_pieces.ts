/** What the threads of a session share to divide work among them: int32, shape `[2]`. */
export type Control = Int32Array;

/** Place in a {@linkcode Control} of the next piece that nobody has taken. */
const NEXT = 0;

/** Place in a {@linkcode Control} of how to go on, one of the three below. */
const MODE = 1;

/** Pieces are taken. */
const RUN = 0;

/** No further piece is taken. */
const STOP = 1;

/** A thread has failed: nobody need wait for what it would have done. */
const FAILED = 2;

/** Makes a control that every thread sees. */
export function createControl(): Control {
  return new Int32Array(new SharedArrayBuffer(8));
}

/** Sets a control to begin with piece `from`. */
export function resetControl(control: Control, from: number): void {
  Atomics.store(control, MODE, RUN);
  Atomics.store(control, NEXT, from);
}

/** Lets no thread take another piece. */
export function stopTaking(control: Control): void {
  Atomics.compareExchange(control, MODE, RUN, STOP);
}

/** Ends the waiting of all threads after one has failed. */
export function giveUp(control: Control): void {
  Atomics.store(control, MODE, FAILED);
}

/** Whether a thread has failed. */
export function hasFailed(control: Control): boolean {
  return Atomics.load(control, MODE) === FAILED;
}

/** How many pieces have been taken, at most `to`: all before it are done or in work. */
export function takenPieces(control: Control, to: number): number {
  return Math.min(to, Atomics.load(control, NEXT));
}

/**
 * Takes pieces in order, each for itself alone, until there is none left or
 * taking is stopped. A piece that is taken is always done, so that what is done
 * when all threads have returned is every piece before {@linkcode takenPieces}.
 *
 * @param control What the threads share.
 * @param to The first piece that is not to be taken.
 * @param doPiece Does a piece.
 */
export function takePieces(
  control: Control,
  to: number,
  doPiece: (piece: number) => void,
): void {
  while (Atomics.load(control, MODE) === RUN) {
    const piece = Atomics.add(control, NEXT, 1);
    if (piece >= to) return;
    doPiece(piece);
  }
}
