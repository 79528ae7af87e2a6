import { KindredError } from "@kindred/core";
import assert from "node:assert/strict";
import { parseArguments, USAGE } from "./parse_arguments.ts";

Deno.test("parseArguments() reads every option", () => {
  assert.deepEqual(
    parseArguments(
      "--out a.gz --preset books --records 9 --items 8 --pairs 7 --dangling 0.5 --broken 1e-2 --format 2018 --order sorted --seed 3 --level 6 --force --json"
        .split(" "),
    ),
    {
      options: {
        preset: "books",
        format: "2018",
        order: "sorted",
        records: 9,
        items: 8,
        pairs: 7,
        dangling: 0.5,
        broken: 0.01,
        seed: 3,
      },
      out: "a.gz",
      level: 6,
      force: true,
      json: true,
    },
  );
});

Deno.test("parseArguments() leaves open what is not given", () => {
  assert.deepEqual(parseArguments(["--out", "-"]), {
    options: {},
    out: "-",
    level: 1,
    force: false,
    json: false,
  });
  assert.equal(parseArguments(["--help"]), "help");
});

Deno.test("USAGE names every option", () => {
  for (const name of ["out", "preset", "records", "level", "json", "help"]) {
    assert.ok(USAGE.includes(`--${name} `));
  }
});

const REFUSED: [args: string[], message: string | RegExp][] = [
  [[], "Cannot make a catalogue: --out must name a file"],
  [["--out="], "Cannot make a catalogue: --out must name a file"],
  [
    ["--out", "-", "--recods", "5"],
    "Cannot make a catalogue: Unknown option '--recods'; did you mean --records?",
  ],
  [["--out", "-", "more"], /^Cannot make a catalogue: Unexpected argument/],
  [
    ["--out", "-", "--seed", "1", "--seed", "2"],
    "Cannot make a catalogue: --seed must be given once, got it twice",
  ],
  [
    ["--out", "-", "--records", "many"],
    'Cannot make a catalogue: --records must be a number, got "many"',
  ],
  [
    ["--out", "-", "--pairs="],
    'Cannot make a catalogue: --pairs must be a number, got ""',
  ],
  [
    ["--out", "-", "--level", "0"],
    'Cannot make a catalogue: --level must be a whole number in [1, 9], got "0"',
  ],
];

for (const [args, message] of REFUSED) {
  Deno.test(`parseArguments() refuses "${args.join(" ")}"`, () => {
    assert.throws(() => parseArguments(args), {
      name: "KindredError",
      message,
    });
    assert.throws(() => parseArguments(args), KindredError);
  });
}
