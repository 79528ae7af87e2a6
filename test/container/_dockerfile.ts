/** One instruction of a Dockerfile. */
export interface Instruction {
  /** Which, in capitals: `RUN`. */
  name: string;
  /** Its flags without their dashes: `from=build`. */
  flags: string[];
  /** What follows. */
  rest: string;
}

/** A stage of a Dockerfile. */
export interface Stage {
  /** What other stages call it, or null. */
  name: string | null;
  /** What follows `FROM`, up to its name. */
  base: string;
  /** Its instructions behind `FROM`. */
  instructions: Instruction[];
}

/** Reads a Dockerfile; without heredocs and escapes other than of a line's end. */
export function parseDockerfile(text: string): Stage[] {
  const lines = text.split("\n").filter((line) => !/^\s*#/.test(line));
  const whole = lines.join("\n").replace(/\\\n\s*/g, "");
  const stages: Stage[] = [];
  for (const line of whole.split("\n")) {
    const [, name, rest] = /^\s*([A-Za-z]+)\s+(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined) continue;
    const instruction = readFlags(name.toUpperCase(), rest!);
    if (instruction.name === "FROM") {
      const [base, , stage] = instruction.rest.split(/\s+/);
      stages.push({ name: stage ?? null, base: base!, instructions: [] });
    } else stages.at(-1)?.instructions.push(instruction);
  }
  return stages;
}

function readFlags(name: string, text: string): Instruction {
  const flags: string[] = [];
  let rest = text;
  for (;;) {
    const found = /^--(\S+)\s+/.exec(rest);
    if (found === null) return { name, flags, rest };
    flags.push(found[1]!);
    rest = rest.slice(found[0].length);
  }
}

/** Returns the last instruction of a name in a stage. */
export function lastOf(stage: Stage, name: string): Instruction {
  const found = stage.instructions.findLast((one) => one.name === name);
  if (found === undefined) {
    throw new Error(`Cannot read a Dockerfile: its stage must have ${name}`);
  }
  return found;
}

/** Returns the words of an instruction in its JSON form. */
export function wordsOf({ rest }: Instruction): string[] {
  return JSON.parse(rest.replace(/^CMD\s+/, ""));
}
