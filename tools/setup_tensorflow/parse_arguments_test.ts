import assert from "node:assert/strict";
import { parseArguments } from "./parse_arguments.ts";

Deno.test("parseArguments() takes the CPU, from wherever it can be had, unless told", () => {
  assert.deepEqual(parseArguments([]), {
    variant: "cpu",
    source: "auto",
    force: false,
    check: false,
    json: false,
  });
  assert.deepEqual(
    parseArguments(["--cuda", "--force", "--json", "--from", "wheels"]),
    {
      variant: "cuda",
      source: "wheels",
      force: true,
      check: false,
      json: true,
    },
  );
  assert.equal(parseArguments(["--help"]), "help");
});

Deno.test("parseArguments() refuses what it does not know", () => {
  const cases: [string[], RegExp][] = [
    [["--gpu"], /Unknown option '--gpu'/],
    [["--cudo"], /did you mean --cuda\?/],
    [["--from", "apt"], /must be one of auto, prebuilt, wheels, got "apt"/],
    [["--check", "--force"], /without --force, got both/],
    [["now"], /Unexpected argument 'now'/],
  ];
  for (const [args, message] of cases) {
    assert.throws(() => parseArguments(args), {
      name: "KindredError",
      message,
    });
  }
});
