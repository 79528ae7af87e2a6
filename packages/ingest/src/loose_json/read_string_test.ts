import assert from "node:assert/strict";
import { readString } from "./read_string.ts";

Deno.test("readString() returns the value and the place behind the closing quote", () => {
  const cases: [text: string, start: number, value: string, end: number][] = [
    [`'a'`, 0, "a", 3],
    [`x'a'y`, 1, "a", 4],
    [`''`, 0, "", 2],
    [`'''a''' `, 0, "a", 7],
    [`'a\\'b', 'c'`, 0, "a'b", 6],
    [`'\\\\', '\\''`, 0, "\\", 4],
    [`'a', '\\''`, 0, "a", 3],
    [`'''\\''''`, 0, "'", 8],
    [`"\\""`, 0, '"', 4],
  ];
  for (const [text, start, value, end] of cases) {
    assert.deepEqual(readString(text, start), { value, end }, text);
  }
});

Deno.test("readString() keeps the backslash of \\/ in single quotes, not in double", () => {
  assert.equal(readString(`'a\\/b'`, 0).value, "a\\/b");
  assert.equal(readString(`'''a\\/b'''`, 0).value, "a\\/b");
  assert.equal(readString(`"a\\/b"`, 0).value, JSON.parse(`"a\\/b"`));
});

Deno.test("readString() throws LooseJsonSyntaxError with what must stand where", () => {
  const cases: [text: string, message: string][] = [
    [
      `'open`,
      `column 6 must hold a closing ' for the string that begins at column 1, got the end of the line`,
    ],
    [
      `'open\\'`,
      `column 8 must hold a closing ' for the string that begins at column 1, got the end of the line`,
    ],
    [
      `'''open''`,
      `column 10 must hold a closing ' for the string that begins at column 1, got the end of the line`,
    ],
    [
      `'\\x4'`,
      `column 4 must hold 2 hexadecimal digits of a character, got "4'"`,
    ],
    [
      `'\\u12'`,
      `column 4 must hold 4 hexadecimal digits of a character, got "12'"`,
    ],
    [
      `'\\U00110000'`,
      `column 4 must hold 8 hexadecimal digits of a character, got "00110000"`,
    ],
    [
      `'\\x+1'`,
      `column 4 must hold 2 hexadecimal digits of a character, got "+1"`,
    ],
  ];
  for (const [text, message] of cases) {
    assert.throws(() => readString(text, 0), {
      name: "LooseJsonSyntaxError",
      message: `Cannot parse the record: ${message}`,
    }, text);
  }
});

Deno.test("readString() takes linear time, however many escapes and strings there are", () => {
  // Were each search to run on to the end, this would take minutes.
  const count = 2_000_000;
  const { value } = readString(`'${"\\n".repeat(count)}'`, 0);
  assert.equal(value, "\n".repeat(count));
  const text = "'',".repeat(count);
  let strings = 0;
  for (let at = 0; at < text.length; strings++) {
    at = readString(text, at).end + 1;
  }
  assert.equal(strings, count);
});
