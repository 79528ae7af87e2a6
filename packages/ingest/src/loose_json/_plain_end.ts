/**
 * Returns the first place from `at` on, before `end`, that is not a plain part
 * of a text: its quote, a backslash, a control character or a byte beyond ASCII.
 *
 * Looks at four bytes at once, as each loop over the bytes of long texts would
 * take most of the time. For a word `w`, `(w - 0x01…) & ~w` has the high bit of a
 * byte set where that byte is 0, and `(w - 0x20…) & ~w` where it is below 0x20;
 * a borrow can set others falsely, but only above the lowest that is right.
 *
 * @param view The bytes, uint8.
 * @param quotes The quote's byte, four times.
 */
export function plainEnd(
  view: DataView,
  at: number,
  end: number,
  quotes: number,
): number {
  const lastWord = end - 4;
  while (at <= lastWord) {
    const word = view.getInt32(at, true);
    const quote = word ^ quotes;
    const backslash = word ^ 0x5c5c5c5c;
    const stops = ((quote - 0x01010101) & ~quote |
      (backslash - 0x01010101) & ~backslash |
      (word - 0x20202020) & ~word | word) & 0x80808080;
    if (stops !== 0) return at + ((31 - Math.clz32(stops & -stops)) >> 3);
    at += 4;
  }
  while (at < end) {
    const byte = view.getUint8(at);
    if (
      byte < 0x20 || byte >= 0x80 || byte === 0x5c || byte === (quotes & 0xff)
    ) break;
    at++;
  }
  return at;
}
