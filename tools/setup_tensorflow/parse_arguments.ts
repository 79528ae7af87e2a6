import { KindredError, nearestSpellings } from "@kindred/core";
import type { TensorflowVariant } from "@kindred/trainer/tensorflow";
import { parseArgs } from "node:util";

/** Where TensorFlow may be taken from. */
export const SOURCES = ["auto", "prebuilt", "wheels"] as const;

/** What the command line asks for. */
export interface SetupRequest {
  /** What TensorFlow shall be for. */
  variant: TensorflowVariant;
  /** Where it shall be taken from. */
  source: typeof SOURCES[number];
  /** Whether one that is set up is replaced. */
  force: boolean;
  /** Whether nothing is set up, but what is there is tried. */
  check: boolean;
  /** Whether the result is printed as JSON. */
  json: boolean;
}

/** How the tool is called. */
export const USAGE = `usage: deno task setup:tensorflow [options]

Sets TensorFlow up for training, once for all projects: installs
@tensorflow/tfjs-node-gpu in a folder of its own, gives it its native binding
and proves that it computes. The folder is KINDRED_TENSORFLOW_HOME, or
kindred/tensorflow in the system's folder for caches.

  --cuda         for NVIDIA GPUs: 3.4 GB to download, 5.6 GB on disk
                 (without: 0.3 GB to download, 1.2 GB on disk)
  --from SOURCE  auto (default): prebuilt if its host can be reached, else
                 wheels; prebuilt: TensorFlow 2.9 and a binding from the
                 package's own host; wheels: TensorFlow 2.21 from PyPI, pinned,
                 and a binding compiled here, which needs a C++ compiler
  --force        set up anew what is set up already
  --check        set nothing up, but try what is there
  --json         print the result as JSON
  --help         print this
`;

const SWITCH = { type: "boolean" } as const;
const OPTIONS = {
  cuda: SWITCH,
  from: { type: "string" },
  force: SWITCH,
  check: SWITCH,
  json: SWITCH,
  help: SWITCH,
} as const;

/**
 * Reads the command line.
 *
 * @param args What stands after the name of the tool.
 * @returns The request, or `"help"`.
 * @throws {KindredError} If an option is unknown or has a wrong value.
 */
export function parseArguments(args: string[]): SetupRequest | "help" {
  const values = readOptions(args);
  if (values.help) return "help";
  const source = values.from ?? "auto";
  if (!isSource(source)) {
    throw new KindredError(
      `Cannot set up TensorFlow: --from must be one of ${
        SOURCES.join(", ")
      }, got "${source}"`,
    );
  }
  if (values.check && values.force) {
    throw new KindredError(
      "Cannot set up TensorFlow: --check must stand without --force, got both",
    );
  }
  return {
    variant: values.cuda ? "cuda" : "cpu",
    source,
    force: values.force ?? false,
    check: values.check ?? false,
    json: values.json ?? false,
  };
}

function isSource(name: string): name is SetupRequest["source"] {
  return (SOURCES as readonly string[]).includes(name);
}

function readOptions(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (!code?.startsWith("ERR_PARSE_ARGS")) throw cause;
    // The first sentence says what is wrong, the others give general advice.
    const reason = message.split(/\.\s|\.$/)[0]!;
    const unknown = /^Unknown option '--([^']*)'/.exec(message)?.[1];
    const nearest = unknown === undefined
      ? []
      : nearestSpellings(unknown, Object.keys(OPTIONS), 1);
    const advice = nearest.map((name) => `; did you mean --${name}?`).join("");
    throw new KindredError(`Cannot set up TensorFlow: ${reason}${advice}`, {
      cause,
    });
  }
}
