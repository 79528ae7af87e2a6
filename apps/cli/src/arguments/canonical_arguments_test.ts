import assert from "node:assert/strict";
import { canonicalArguments } from "./canonical_arguments.ts";
import type { Flags } from "./flag.ts";

const FLAGS: Flags = {
  learningRate: { kind: "number", default: 1, help: "" },
  k: { kind: "number", short: "k", default: 10, help: "" },
  item: { kind: "list", value: "ID", help: "" },
  force: { kind: "switch", help: "" },
};

Deno.test("canonicalArguments() writes every form of a flag in one way", () => {
  const cases: [string[], string[]][] = [
    [[], ["--"]],
    [["--learning-rate", "0.5"], ["--learning-rate=0.5", "--"]],
    [["--learning-rate=0.5"], ["--learning-rate=0.5", "--"]],
    [["--learning-rate", "-0.5"], ["--learning-rate=-0.5", "--"]],
    [["-k", "3"], ["--k=3", "--"]],
    [["-k3"], ["--k=3", "--"]],
    [["-k=3"], ["--k=3", "--"]],
    [["a", "--force", "b"], ["--force", "--", "a", "b"]],
    [["--item", "x", "--item=y=z"], ["--item=x", "--item=y=z", "--"]],
    [["--", "--force", "-"], ["--", "--force", "-"]],
    [["-"], ["--", "-"]],
  ];
  for (const [argv, expected] of cases) {
    assert.deepEqual(canonicalArguments(argv, FLAGS), expected, argv.join(" "));
  }
});

Deno.test("canonicalArguments() refuses what no parser should have to guess", () => {
  const cases: [string[], string][] = [
    [
      ["--learnin-rate", "1"],
      "Cannot read --learnin-rate: it must be a flag of this command, got an unknown one; nearest --learning-rate",
    ],
    [
      ["--learningRate", "1"],
      "Cannot read --learningRate: it must be a flag of this command, got an unknown one; nearest --learning-rate",
    ],
    [
      ["-x"],
      "Cannot read -x: it must be a flag of this command, got an unknown one; known are --learning-rate, --k, --item, --force",
    ],
    [["--k"], "Cannot read --k: a value must follow, got none"],
    [["--k="], 'Cannot read --k: its value must not be empty, got ""'],
    [["--k", ""], 'Cannot read --k: its value must not be empty, got ""'],
    [
      ["--k", "--force"],
      'Cannot read --k: a value must follow, got "--force"',
    ],
    [
      ["--force=yes"],
      'Cannot read --force: it must have no value, got "yes"',
    ],
    [
      ["--k", "1", "-k", "2"],
      "Cannot read --k: it must be given once, got it twice",
    ],
  ];
  for (const [argv, message] of cases) {
    assert.throws(() => canonicalArguments(argv, FLAGS), {
      name: "UsageError",
      message,
    });
  }
});
