import type { ReportedRun } from "../reported_run.ts";
import { type Markup, markup } from "./markup.ts";

/** Returns how long the trainings took; nothing where nobody knows. */
export function trainingTimes(runs: readonly ReportedRun[]): Markup {
  const known = runs.flatMap(({ name, seconds }) =>
    seconds === null || seconds === undefined
      ? []
      : [`${runs.length === 1 ? "" : `${name} `}${duration(seconds)}`]
  );
  return known.length === 0
    ? markup``
    : markup`<p class="muted"><small>Training took ${
      known.join(", ")
    }.</small></p>`;
}

function duration(seconds: number): string {
  return seconds < 100
    ? `${seconds.toPrecision(3)} s`
    : `${(seconds / 60).toFixed(1)} min`;
}
