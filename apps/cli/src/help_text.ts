import { describeRange, VERSION } from "@kindred/core";
import { type Flag, type Flags, flagSpelling } from "./arguments/flag.ts";
import { COMMANDS } from "./commands/mod.ts";
import { type Command, COMMON_FLAGS } from "./define_command.ts";

/** Returns the help of the whole program. */
export function programHelp(): string {
  return [
    `kindred ${VERSION}: learn which items go together, and recommend them`,
    "",
    "Usage: kindred COMMAND [OPERAND…] [--flag value…]",
    "",
    "Commands:",
    ...columns(
      Object.entries(COMMANDS).map(([name, { summary }]) => [name, summary]),
    ),
    "",
    "kindred COMMAND --help tells more of one; kindred --version, the version.",
  ].join("\n");
}

/** Returns the help of one command. */
export function commandHelp(name: string, command: Command): string {
  const { operands: { name: operand, min, max } } = command;
  const usage = max === 0
    ? ""
    : ` ${min === 0 ? `[${operand}]` : operand}${max > 1 ? "…" : ""}`;
  return [
    `kindred ${name}: ${command.summary}`,
    "",
    `Usage: kindred ${name}${usage}${
      requiredFlags(command.flags)
    } [--flag value…]`,
    "",
    "Flags:",
    ...columns(flagRows({ ...command.flags, ...COMMON_FLAGS })),
    "",
    "Examples:",
    ...command.examples.map((example) => `  kindred ${example}`),
  ].join("\n");
}

/** The flags that must be given, as they are written. */
function requiredFlags(flags: Flags): string {
  return Object.entries(flags).map(([name, flag]) =>
    "required" in flag && flag.required
      ? ` ${flagSpelling(name)} ${flag.value}`
      : ""
  ).join("");
}

function flagRows(flags: Flags): [string, string][] {
  return Object.entries(flags).map(([name, flag]) => {
    const short = flag.short === undefined ? "" : `-${flag.short}, `;
    return [
      `${short}${flagSpelling(name)}${valueName(flag)}`,
      `${flag.help}${details(flag)}`,
    ];
  });
}

function valueName(flag: Flag): string {
  switch (flag.kind) {
    case "switch":
      return "";
    case "number":
      return " N";
    case "choice":
      return " WORD";
    case "list":
      return ` ${flag.value}…`;
    case "text":
      return ` ${flag.value}`;
  }
}

function details(flag: Flag): string {
  switch (flag.kind) {
    case "number":
      return ` (${describeRange(flag)}${defaultOf(flag)})`;
    case "choice":
      return ` (${flag.choices.join(", ")}${defaultOf(flag)})`;
    case "text":
      if (flag.required) return " (required)";
      return flag.default === undefined ? "" : ` (default ${flag.default})`;
    case "list":
      return flag.required ? " (required)" : "";
    case "switch":
      return "";
  }
}

function defaultOf(flag: { default?: number | string }): string {
  return flag.default === undefined ? "" : `; default ${flag.default}`;
}

/** Lines of two columns, the first as wide as its widest entry. */
function columns(rows: [string, string][]): string[] {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`);
}
