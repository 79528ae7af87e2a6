import assert from "node:assert/strict";
import { canonicalArguments } from "./canonical_arguments.ts";
import type { Flags } from "./flag.ts";
import type { ArgumentParser } from "./parsers.ts";

const FLAGS: Flags = {
  out: { kind: "text", value: "DIR", help: "" },
  learningRate: { kind: "number", default: 1, help: "" },
  item: { kind: "list", value: "ID", help: "" },
  force: { kind: "switch", help: "" },
};

/** Command lines, with what every parser must read from them. */
const CASES: [string[], Record<string, string[]>, string[]][] = [
  [[], {}, []],
  [["a", "b"], {}, ["a", "b"]],
  [["--force"], { force: [""] }, []],
  [["--learning-rate", "0.50"], { learningRate: ["0.50"] }, []],
  [["--learning-rate=-1e-3"], { learningRate: ["-1e-3"] }, []],
  [["--item", "007", "--item", "x=y"], { item: ["007", "x=y"] }, []],
  [["--out", "line\nbreak", ""], { out: ["line\nbreak"] }, [""]],
  [["--force", "true", "--out=-"], { force: [""], out: ["-"] }, ["true"]],
  [["007", "--", "--force", "-k", "true"], {}, [
    "007",
    "--force",
    "-k",
    "true",
  ]],
  [["--out=no-force", "--force", "--", "--"], {
    out: ["no-force"],
    force: [""],
  }, ["--"]],
  [["--item", "ünï", "--item=__proto__"], { item: ["ünï", "__proto__"] }, []],
];

/** Registers the tests that every parser must pass. */
export function testParser(name: string, parse: ArgumentParser): void {
  Deno.test(`${name} reads canonical arguments as every parser does`, () => {
    for (const [argv, values, operands] of CASES) {
      const parsed = parse(canonicalArguments(argv, FLAGS), FLAGS);
      assert.deepEqual(
        {
          values: Object.fromEntries(parsed.values),
          operands: parsed.operands,
        },
        { values, operands },
        argv.join(" "),
      );
    }
  });
}
