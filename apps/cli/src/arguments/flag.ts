import type { NumberRange } from "@kindred/core";

/** What every flag declares. */
interface FlagBase {
  /** What it is for, in a few words. */
  help: string;
  /** Its one-letter form, such as `k`. Default none. */
  short?: string;
}

/** A flag that is there or not. */
export interface SwitchFlag extends FlagBase {
  kind: "switch";
}

/** A flag with a number; no default means that it may be absent. */
export interface NumberFlag extends FlagBase, NumberRange {
  kind: "number";
  default?: number;
}

/** A flag with a text; no default means that it may be absent. */
export interface TextFlag extends FlagBase {
  kind: "text";
  /** What stands for the value in the help, such as `DIR`. */
  value: string;
  default?: string;
  /** Whether it must be given. Default false. */
  required?: boolean;
  /** What the text must look like, and that in words. Default anything. */
  pattern?: { matches: RegExp; words: string };
}

/** A flag with texts, which may be given several times. */
export interface ListFlag extends FlagBase {
  kind: "list";
  /** What stands for a value in the help, such as `ID`. */
  value: string;
  /** Whether it must be given at least once. Default false. */
  required?: boolean;
}

/** A flag with one of a few words; no default means that it may be absent. */
export interface ChoiceFlag extends FlagBase {
  kind: "choice";
  choices: readonly string[];
  default?: string;
}

/** Declaration of one `--flag`. */
export type Flag =
  | SwitchFlag
  | NumberFlag
  | TextFlag
  | ListFlag
  | ChoiceFlag;

/** Declarations by name; `learningRate` is written `--learning-rate`. */
export type Flags = Record<string, Flag>;

/** The type of a flag's value. */
export type FlagValue<F extends Flag> = F extends SwitchFlag ? boolean
  : F extends ListFlag ? string[]
  : F extends NumberFlag
    ? number | (F extends { default: number } ? never : undefined)
  : F extends ChoiceFlag
    ? F["choices"][number] | (F extends { default: string } ? never : undefined)
  : F extends { default: string } | { required: true } ? string
  : string | undefined;

/** The values of all flags of a command. */
export type FlagValues<F extends Flags> = {
  [K in keyof F]: FlagValue<F[K]>;
};

/** Returns how a flag is written: `learningRate` as `--learning-rate`. */
export function flagSpelling(name: string): string {
  return "--" + name.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase());
}
