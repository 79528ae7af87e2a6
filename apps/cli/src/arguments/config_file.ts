import { nearestSpellings } from "@kindred/core";
import { readFile } from "node:fs/promises";
import { type Flag, type Flags, flagSpelling } from "./flag.ts";
import { UsageError } from "./usage_error.ts";

/**
 * Reads the flags of a command from a TOML file: those of its table
 * (`[train]`), over those at the top, which must be flags of some command and
 * are passed over where this command has no such flag. Keys are spelled as
 * flags are, without the dashes in front.
 *
 * @param path The file.
 * @param command Name of the command.
 * @param flags Its flags.
 * @returns Texts by flag name, as a command line would give them.
 * @throws {UsageError} If the file is no TOML, or a key of the command's table
 * is not one of its flags, or a value has the wrong type.
 */
export async function readConfigFile(
  path: string,
  command: string,
  flags: Flags,
): Promise<Map<string, string[]>> {
  const { parse } = await import("smol-toml");
  let document: Record<string, unknown>;
  try {
    document = parse(await readFile(path, "utf8"));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new UsageError(
      `Cannot read --config "${path}": it must be a TOML file, got ${
        code === "ENOENT" ? "no such file" : message.split("\n")[0]
      }`,
      { cause },
    );
  }
  const names = new Map(
    Object.keys(flags).map((name) => [flagSpelling(name).slice(2), name]),
  );
  const given = new Map<string, string[]>();
  const top = Object.entries(document).filter(([, value]) => !isTable(value));
  const table = document[command];
  for (const [key, value] of top) {
    const name = names.get(key);
    if (name !== undefined) given.set(name, toTexts(key, flags[name]!, value));
  }
  for (const [key, value] of isTable(table) ? Object.entries(table) : []) {
    const name = names.get(key);
    if (name === undefined) {
      const nearest = nearestSpellings(key, names.keys());
      throw new UsageError(
        `Cannot read --config "${path}": keys of [${command}] must be its flags, got "${key}"` +
          (nearest.length > 0 ? `; nearest ${nearest[0]}` : ""),
      );
    }
    given.set(name, toTexts(key, flags[name]!, value));
  }
  for (const [name, texts] of given) {
    if (flags[name]!.kind === "switch" && texts[0] === "false") {
      given.delete(name);
    }
  }
  return given;
}

/** What a value in the file must be for each kind of flag. */
const VALUE_TYPES: Readonly<Record<Flag["kind"], string>> = {
  switch: "boolean",
  number: "number",
  text: "string",
  choice: "string",
  list: "string",
};

function toTexts(key: string, flag: Flag, value: unknown): string[] {
  const type = VALUE_TYPES[flag.kind];
  const values = flag.kind === "list" && Array.isArray(value) ? value : [value];
  for (const one of values) {
    const found = typeof one;
    if (found !== type) {
      throw new UsageError(
        `Cannot read "${key}" in --config: it must be a ${type}, got a ${found}`,
      );
    }
  }
  return values.map(String);
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    !(value instanceof Date);
}
