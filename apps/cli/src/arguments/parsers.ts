import { parseArgs as parseWithNode } from "node:util";
import { type Flags, flagSpelling } from "./flag.ts";

/** What a parser reads from canonical arguments. */
export interface ParsedArguments {
  /** The values of each flag by its name; `[""]` for a switch. */
  values: Map<string, string[]>;
  /** The operands, in order. */
  operands: string[];
}

/** Reads canonical arguments, see `canonicalArguments()`. */
export type ArgumentParser = (
  canonical: readonly string[],
  flags: Flags,
) => ParsedArguments;

/** The part of `@std/cli/parse-args` that is used here. */
interface StdCli {
  parseArgs(
    args: readonly string[],
    options: { string: string[]; boolean: string[]; collect: string[] },
  ): Record<string, unknown> & { _: (string | number)[] };
}

/** Parses with `parseArgs` of `node:util`, which is everywhere. */
export const nodeParser: ArgumentParser = (canonical, flags) => {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { kind }]) => [
      flagSpelling(name).slice(2),
      kind === "switch"
        ? { type: "boolean" as const }
        : { type: "string" as const, multiple: true },
    ]),
  );
  const { values, positionals } = parseWithNode({
    args: [...canonical],
    options,
    allowPositionals: true,
  });
  return { values: collect(flags, values), operands: positionals };
};

/** Returns a parser on `parseArgs` of `@std/cli`. */
export function stdParser(std: StdCli): ArgumentParser {
  return (canonical, flags) => {
    const spelled = (wanted: (kind: string) => boolean): string[] =>
      Object.entries(flags)
        .filter(([, { kind }]) => wanted(kind))
        .map(([name]) => flagSpelling(name).slice(2));
    // Operands are cut off first: the parser would turn "7" into a number.
    const end = canonical.indexOf("--");
    const values = std.parseArgs(canonical.slice(0, end), {
      string: spelled((kind) => kind !== "switch"),
      boolean: spelled((kind) => kind === "switch"),
      collect: spelled((kind) => kind !== "switch"),
    });
    return {
      values: collect(flags, values),
      operands: canonical.slice(end + 1),
    };
  };
}

/**
 * Returns the parser of `@std/cli` where that package can be had, else that of
 * `node:util`. It is on JSR only: Node has no access to it, nor has a machine
 * that never reached JSR.
 */
export async function loadParser(): Promise<
  { name: "@std/cli" | "node:util"; parse: ArgumentParser }
> {
  if ("Deno" in globalThis) {
    try {
      // Not a literal: a static import of what cannot be had would fail the
      // whole program, before any of it runs.
      const specifier = "@std/cli/parse-args";
      const std = await import(specifier) as StdCli;
      return { name: "@std/cli", parse: stdParser(std) };
    } catch {
      // Not to be had here; the other parser gives the same.
    }
  }
  return { name: "node:util", parse: nodeParser };
}

function collect(
  flags: Flags,
  values: Record<string, unknown>,
): Map<string, string[]> {
  const collected = new Map<string, string[]>();
  for (const [name, { kind }] of Object.entries(flags)) {
    const value = values[flagSpelling(name).slice(2)];
    if (kind === "switch") {
      if (value === true) collected.set(name, [""]);
    } else if (Array.isArray(value) && value.length > 0) {
      collected.set(name, value.map(String));
    }
  }
  return collected;
}
