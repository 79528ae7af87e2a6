import { nearestSpellings } from "@kindred/core";
import { type Flags, flagSpelling } from "./flag.ts";
import { UsageError } from "./usage_error.ts";

/**
 * Rewrites a command line so that nothing in it can be read in two ways: every
 * value as `--name=value`, every switch as `--name`, short forms spelled out,
 * and the operands behind `--`. Any parser of options gives the same for it.
 *
 * @param argv What was written behind the command.
 * @param flags The command's flags.
 * @throws {UsageError} If a flag is unknown, lacks its value, has an empty one or
 * one that it does not take, or is given twice and is no list.
 */
export function canonicalArguments(
  argv: readonly string[],
  flags: Flags,
): string[] {
  const bySpelling = new Map(
    Object.entries(flags).map(([name, flag]) => [flagSpelling(name), flag]),
  );
  const longForm = new Map(
    Object.entries(flags).flatMap(([name, { short }]) =>
      short === undefined ? [] : [[`-${short}`, flagSpelling(name)]]
    ),
  );
  const canonical: string[] = [];
  const operands: string[] = [];
  const given = new Set<string>();
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === "--") {
      operands.push(...argv.slice(at + 1));
      break;
    }
    if (!word.startsWith("-") || word === "-") {
      operands.push(word);
      continue;
    }
    const { spelling, attached } = splitFlag(word, longForm);
    const flag = bySpelling.get(spelling);
    if (flag === undefined) throw unknownFlag(spelling, bySpelling.keys());
    if (given.has(spelling) && flag.kind !== "list") {
      throw new UsageError(
        `Cannot read ${spelling}: it must be given once, got it twice`,
      );
    }
    given.add(spelling);
    if (flag.kind === "switch") {
      if (attached !== null) {
        throw new UsageError(
          `Cannot read ${spelling}: it must have no value, got "${attached}"`,
        );
      }
      canonical.push(spelling);
      continue;
    }
    const value = attached ?? argv[++at];
    if (value === undefined || (attached === null && value.startsWith("--"))) {
      throw new UsageError(
        `Cannot read ${spelling}: a value must follow, got ${
          value === undefined ? "none" : `"${value}"`
        }`,
      );
    }
    // Parsers differ on "--name=": one takes the name for "name=".
    if (value === "") {
      throw new UsageError(
        `Cannot read ${spelling}: its value must not be empty, got ""`,
      );
    }
    canonical.push(`${spelling}=${value}`);
  }
  return [...canonical, "--", ...operands];
}

/** Takes `--name=value`, `-k10` and `-k=10` apart. */
function splitFlag(
  word: string,
  longForm: ReadonlyMap<string, string>,
): { spelling: string; attached: string | null } {
  if (!word.startsWith("--")) {
    const long = longForm.get(word.slice(0, 2));
    if (long === undefined) return { spelling: word, attached: null };
    const rest = word.slice(2).replace(/^=/, "");
    return { spelling: long, attached: word.length > 2 ? rest : null };
  }
  const equals = word.indexOf("=");
  return equals === -1
    ? { spelling: word, attached: null }
    : { spelling: word.slice(0, equals), attached: word.slice(equals + 1) };
}

function unknownFlag(spelling: string, known: Iterable<string>): UsageError {
  const names = [...known];
  const nearest = nearestSpellings(spelling, names);
  return new UsageError(
    `Cannot read ${spelling}: it must be a flag of this command, got an unknown one; ` +
      (nearest.length > 0
        ? `nearest ${nearest.join(", ")}`
        : `known are ${names.join(", ")}`),
  );
}
