import assert from "node:assert/strict";
import type { Flags } from "./flag.ts";
import { readFlags } from "./read_flags.ts";

const FLAGS = {
  epochs: { kind: "number", min: 1, whole: true, default: 5, help: "" },
  out: { kind: "text", value: "DIR", required: true, help: "" },
  report: { kind: "text", value: "DIR", help: "" },
  memoryLimit: {
    kind: "text",
    value: "SIZE",
    default: "4GB",
    pattern: { matches: /^\d+GB$/, words: "a size such as 4GB" },
    help: "",
  },
  device: {
    kind: "choice",
    choices: ["auto", "cpu"],
    default: "auto",
    help: "",
  },
  item: { kind: "list", value: "ID", help: "" },
  force: { kind: "switch", help: "" },
} as const satisfies Flags;

const given = (values: Record<string, string[]>) =>
  new Map(Object.entries({ out: ["d"], ...values }));

Deno.test("readFlags() fills in defaults", () => {
  assert.deepEqual(readFlags(given({}), FLAGS), {
    epochs: 5,
    out: "d",
    report: undefined,
    memoryLimit: "4GB",
    device: "auto",
    item: [],
    force: false,
  });
});

Deno.test("readFlags() reads every kind", () => {
  const values = given({
    epochs: ["7"],
    report: ["r"],
    memoryLimit: ["9GB"],
    device: ["cpu"],
    item: ["a", "b"],
    force: [""],
  });
  assert.deepEqual(readFlags(values, FLAGS), {
    epochs: 7,
    out: "d",
    report: "r",
    memoryLimit: "9GB",
    device: "cpu",
    item: ["a", "b"],
    force: true,
  });
});

Deno.test("readFlags() refuses values out of range", () => {
  for (
    const text of ["0", "1.5", "five", "", " ", "NaN", "Infinity", "1e999"]
  ) {
    assert.throws(() => readFlags(given({ epochs: [text] }), FLAGS), {
      name: "UsageError",
      message:
        `Cannot read --epochs: it must be a whole number >= 1, got "${text}"`,
    });
  }
});

Deno.test("readFlags() refuses an unknown choice, an empty text, and the lack of a required flag", () => {
  assert.throws(() => readFlags(given({ device: ["cpa"] }), FLAGS), {
    message:
      'Cannot read --device: it must be one of auto, cpu, got "cpa"; nearest cpu',
  });
  assert.throws(() => readFlags(given({ out: [""] }), FLAGS), {
    message: 'Cannot read --out: its value must not be empty, got ""',
  });
  assert.throws(() => readFlags(given({ memoryLimit: ["much"] }), FLAGS), {
    message:
      'Cannot read --memory-limit: it must be a size such as 4GB, got "much"',
  });
  assert.throws(() => readFlags(new Map(), FLAGS), {
    message: "Cannot run: --out DIR must be given, got none",
  });
});
