import { flagSpelling } from "../arguments/flag.ts";
import { formatTable } from "../terminal/format.ts";
import type { Trial } from "./trial.ts";

/** Returns trials as the lines of a table, in their order. */
export function trialsTable(trials: readonly Trial[]): string[] {
  return formatTable([
    ["candidate", "epochs", "ROC-AUC", "NDCG@10", "seconds", "flags"],
    ...trials.map(({ candidate, epochs, metrics, seconds, options }) => [
      String(candidate),
      String(epochs),
      metrics?.rocAuc.toFixed(4) ?? "-",
      metrics?.ndcgAt10.toFixed(4) ?? "-",
      seconds.toFixed(1),
      flagsOf(options),
    ]),
  ]);
}

/** Returns a trial in a line: what it came to and for what. */
export function trialLine(trial: Trial): string {
  const { candidate, epochs, metrics, seconds, options } = trial;
  const result = metrics === null
    ? "diverged"
    : `ROC-AUC ${metrics.rocAuc.toFixed(4)}, NDCG@10 ${
      metrics.ndcgAt10.toFixed(4)
    }`;
  return `candidate ${candidate}, ${epochs} epochs: ${result}, ${
    seconds.toFixed(1)
  } s; ${flagsOf(options)}`;
}

/** What a candidate sets, as on a command line. */
function flagsOf({ recipe: _, ...options }: Trial["options"]): string {
  const flags = Object.entries(options).map(([name, value]) =>
    `${flagSpelling(name)} ${value}`
  );
  return flags.length === 0 ? "(the defaults)" : flags.join(" ");
}
