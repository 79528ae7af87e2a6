// The parser beside Python's ast.literal_eval, live and as kept answers.
//
// Keep the answers anew, after a change to the generator:
// KINDRED_KEEP_ANSWERS=1 deno test -A --cached-only packages/ingest/src/loose_json
import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { hasPython, ignoreWithout } from "../_testing.ts";
import { realLines } from "../records/_testing.ts";
import { askPython, type PythonAnswer } from "./ask_python_fixture.ts";
import { canonical, generateRecord, mutate } from "./_testing.ts";
import { LooseJsonSyntaxError } from "./loose_json_syntax_error.ts";
import { parseLooseJson } from "./parse_loose_json.ts";

const RECORDS = 20_000;
const MUTATED = 10_000;

/** Python's answers on {@linkcode texts}, a digest each: 8 digits, or a word. */
const KEPT = new URL("./literal_eval_answers.json.gz", import.meta.url);

/** Records, every form that the grammar has, and broken ones. */
function texts(): string[] {
  const random = createRandom(2);
  const records = Array.from(
    { length: RECORDS },
    () => generateRecord(random).text,
  );
  const broken = Array.from(
    { length: MUTATED },
    () => mutate(random, generateRecord(random).text),
  );
  return [...records, ...broken];
}

/**
 * Whether a text has what the two differ in: words that only JSON has, comments,
 * lines joined by a backslash, named characters, `\/`, or lines before a record.
 */
function differsOnPurpose(text: string): boolean {
  return /\b(null|true|false|nan|NaN|inf|Infinity)\b|#|\\[\r\n]|\\N|\\\/|^\s+/
    .test(text);
}

/** An answer in a few characters: what differs, differs here too. */
function digest(answer: PythonAnswer): string {
  if (typeof answer === "string") return answer;
  const hash = createHash("sha256").update(canonical(answer.value));
  return hash.digest("hex").slice(0, 8);
}

function ownAnswer(text: string): PythonAnswer {
  try {
    return { value: parseLooseJson(text) };
  } catch (error) {
    if (error instanceof LooseJsonSyntaxError) return "refused";
    throw error;
  }
}

/** Checks our digests against Python's; they differ where the two mean to. */
function assertAgree(
  asked: readonly string[],
  own: readonly string[],
  python: readonly string[],
): void {
  assert.equal(python.length, asked.length);
  let excused = 0;
  for (const [i, text] of asked.entries()) {
    if (own[i] === python[i]) continue;
    assert.ok(
      python[i] === "outside" || (i >= RECORDS && differsOnPurpose(text)),
      `${own[i]}, Python says ${python[i]}: ${JSON.stringify(text)}`,
    );
    excused++;
  }
  assert.ok(excused < MUTATED / 20, `${excused} differences`);
}

Deno.test("parseLooseJson() agrees with Python's ast.literal_eval, kept and live", () => {
  const asked = texts();
  const own = asked.map((text) => digest(ownAnswer(text)));
  if (hasPython) {
    const python = askPython(asked).map(digest);
    if (Deno.env.get("KINDRED_KEEP_ANSWERS") === "1") {
      writeFileSync(KEPT, gzipSync(JSON.stringify(python), { level: 9 }));
    }
    assertAgree(asked, own, python);
  }
  const kept = JSON.parse(gunzipSync(readFileSync(KEPT)).toString());
  assertAgree(asked, own, kept);
});

const ignoreLive = ignoreWithout(
  hasPython,
  "no python3 here to compare loose JSON with; its kept answers are",
);

for (
  const file of [
    "amazon-2014-beauty/meta_Beauty.json.gz",
    "amazon-2014-digital-music/meta_Digital_Music.json.gz",
  ]
) {
  const lines = realLines(file);
  Deno.test({
    name: `parseLooseJson() agrees with Python's ast.literal_eval on ${file}`,
    ignore: ignoreLive || lines === null,
    fn() {
      const asked = lines!.map((line) => new TextDecoder().decode(line));
      for (const [i, answer] of askPython(asked).entries()) {
        assert.ok(typeof answer !== "string", asked[i]);
        const own = parseLooseJson(lines![i]!);
        assert.equal(canonical(own), canonical(answer.value), asked[i]);
      }
    },
  });
}
