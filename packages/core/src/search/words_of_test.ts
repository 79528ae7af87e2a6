import assert from "node:assert/strict";
import { MOST_LETTERS, wordsOf } from "./words_of.ts";

Deno.test("wordsOf() leaves case, accents and marks out", () => {
  const cases: [text: string, words: string[]][] = [
    ["", []],
    [" \t!!! _ -- 🍚 ", []],
    ["Basmati rice, 5 kg", ["basmati", "rice", "5", "kg"]],
    ["CRÈME cre\u0300me créme", ["creme", "creme", "creme"]],
    ["__proto__ constructor", ["proto", "constructor"]],
    ["Йогурт ЁЖ", ["иогурт", "еж"]],
    ["ＳＯＮＹ ﬁne", ["sony", "fine"]],
    ["Ἀθῆναι", ["αθηναι"]],
    ["İstanbul", ["istanbul"]],
    ["한국어 김치", ["한국어", "김치"]],
    ["a\ud800b", ["a", "b"]],
  ];
  for (const [text, words] of cases) {
    assert.deepEqual(wordsOf(text), { words, others: [] }, text);
  }
});

Deno.test("wordsOf() finds compounds as one word too", () => {
  assert.deepEqual(wordsOf("Women’s Wi-Fi all-in-one"), {
    words: ["women", "s", "wi", "fi", "all", "in", "one"],
    others: ["womens", "wifi", "allinone"],
  });
  assert.deepEqual(wordsOf("a - b 'c'").others, []);
});

Deno.test("wordsOf() takes two letters at a time where a script has no spaces", () => {
  assert.deepEqual(wordsOf("有机白米 5kg"), {
    words: ["有机", "机白", "白米", "5kg"],
    others: ["米"],
  });
  assert.deepEqual(wordsOf("USBケーブル"), {
    words: ["usb", "ケー", "ーブ", "ブル"],
    others: ["ル"],
  });
  assert.deepEqual(wordsOf("米"), { words: ["米"], others: [] });
  assert.deepEqual(wordsOf("𠮷野"), { words: ["𠮷野"], others: ["野"] });
});

Deno.test("wordsOf() cuts words of many letters", () => {
  const { words, others } = wordsOf(`${"x".repeat(100)}-${"é".repeat(100)}`);
  assert.deepEqual(words, ["x".repeat(MOST_LETTERS), "e".repeat(MOST_LETTERS)]);
  assert.deepEqual(others, ["x".repeat(MOST_LETTERS)]);
});
