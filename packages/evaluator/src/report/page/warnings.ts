import type { LeakWarning } from "../../evaluation_report.ts";
import { type Markup, markup } from "./markup.ts";

/** Returns what in the split makes the numbers say less than they seem to. */
export function warningList(
  warnings: readonly LeakWarning[],
  itemName: (row: number) => string,
): Markup {
  return markup`<ul class="warnings">${
    warnings.map(({ message, examples }) =>
      markup`<li><p>${message}</p>${
        examples.length === 0
          ? ""
          : markup`<p><small>For example: ${
            examples.map(([left, right], i) =>
              markup`${i === 0 ? "" : "; "}${itemName(left)} – ${
                itemName(right)
              }`
            )
          }</small></p>`
      }</li>
`
    )
  }</ul>`;
}
