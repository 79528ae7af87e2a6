import { describeRange, isInRange, nearestSpellings } from "@kindred/core";
import {
  type Flag,
  type Flags,
  flagSpelling,
  type FlagValues,
} from "./flag.ts";
import { UsageError } from "./usage_error.ts";

/**
 * Returns the values of all flags, checked, defaults filled in.
 *
 * @param given Texts by flag name, as parsed; `[""]` for a switch.
 * @param flags The command's flags.
 * @throws {UsageError} If a value is out of its range or choices, or a required
 * flag is absent.
 */
export function readFlags<F extends Flags>(
  given: ReadonlyMap<string, readonly string[]>,
  flags: F,
): FlagValues<F> {
  const values: Record<string, unknown> = {};
  for (const [name, flag] of Object.entries(flags)) {
    values[name] = readFlag(flagSpelling(name), flag, given.get(name));
  }
  return values as FlagValues<F>;
}

function readFlag(
  spelling: string,
  flag: Flag,
  texts: readonly string[] | undefined,
): unknown {
  if (flag.kind === "switch") return texts !== undefined;
  if (texts === undefined) {
    if ("required" in flag && flag.required) {
      throw new UsageError(
        `Cannot run: ${spelling} ${flag.value} must be given, got none`,
      );
    }
    return flag.kind === "list" ? [] : flag.default;
  }
  const text = texts[0]!;
  switch (flag.kind) {
    case "list":
      return [...texts];
    case "text":
      if (text === "") {
        throw new UsageError(
          `Cannot read ${spelling}: its value must not be empty, got ""`,
        );
      }
      if (flag.pattern !== undefined && !flag.pattern.matches.test(text)) {
        throw new UsageError(
          `Cannot read ${spelling}: it must be ${flag.pattern.words}, got "${text}"`,
        );
      }
      return text;
    case "number": {
      const value = text.trim() === "" ? NaN : Number(text);
      if (!isInRange(value, flag)) {
        throw new UsageError(
          `Cannot read ${spelling}: it must be ${
            describeRange(flag)
          }, got "${text}"`,
        );
      }
      return value;
    }
    case "choice": {
      if (flag.choices.includes(text)) return text;
      const nearest = nearestSpellings(text, flag.choices);
      throw new UsageError(
        `Cannot read ${spelling}: it must be one of ${
          flag.choices.join(", ")
        }, got "${text}"` +
          (nearest.length > 0 ? `; nearest ${nearest[0]}` : ""),
      );
    }
  }
}
