import type { Artifact } from "@kindred/core/artifact";
import type { ReportedRun } from "../reported_run.ts";
import { type Markup, markup } from "./markup.ts";

/** Returns the whole configuration of the runs, a column each. */
export function optionsTable(runs: readonly ReportedRun[]): Markup {
  const keys = [
    ...new Set(runs.flatMap(({ run }) => Object.keys(run.manifest.options))),
  ];
  const rows = keys.map((key) =>
    [
      key,
      ...runs.map(({ run }) => printOption(run.manifest.options[key])),
    ] as const
  );
  return keyTable("Options", runs.map(({ name }) => name), rows);
}

/** Returns the hashes of what a page was made from. */
export function hashesTable(
  runs: readonly ReportedRun[],
  inputs: readonly Artifact[],
): Markup {
  return keyTable("Hashes", ["sha256 of the manifest"], [
    ...runs.map(({ name, run }) => [`run ${name}`, run.sha256] as const),
    ...inputs.map(({ manifest, sha256 }) => [manifest.kind, sha256] as const),
  ]);
}

function keyTable(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): Markup {
  return markup`<div class="wide" tabindex="0" role="region" aria-label="${caption}"><table class="keys">
<thead><tr><th scope="col">${caption.toLowerCase()}</th>${
    columns.map((name) => markup`<th scope="col">${name}</th>`)
  }</tr></thead>
<tbody>
${
    rows.map(([key, ...values]) =>
      markup`<tr><th scope="row">${key!}</th>${
        values.map((value) => markup`<td><code>${value}</code></td>`)
      }</tr>
`
    )
  }</tbody></table></div>`;
}

function printOption(value: unknown): string {
  if (value === undefined) return "–";
  return typeof value === "string" ? value : JSON.stringify(value);
}
