// deno-lint-ignore-file no-console -- a tool talks to the person who runs it
/**
 * Checks that packages import only what they may: the import table of
 * `package_rules.ts`, what their `package.json` declares, and, from entries that
 * must load at the edge, nothing that needs a file system or a native add-on.
 * Also that the twin configurations and the table in `ARCHITECTURE.md` agree.
 *
 * Run: deno run -A tools/check_package_imports.ts
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { checkPackages } from "./imports/check_packages.ts";
import { importTable } from "./package_rules.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const faults = await checkPackages(root);
const architecture = await readFile(`${root}ARCHITECTURE.md`, "utf8");
if (!tableText(architecture).includes(tableText(importTable()))) {
  faults.push(
    `ARCHITECTURE.md: it must hold the import table as tools/package_rules.ts gives it:\n${importTable()}`,
  );
}
/** Markdown without the spaces and dashes that the formatter aligns tables with. */
function tableText(markdown: string): string {
  return markdown.replace(/ +/g, " ").replace(/-{3,}/g, "---");
}

for (const fault of faults) console.error(fault);
console.error(
  faults.length === 0
    ? "imports: all as the table allows"
    : `imports: ${faults.length} fault(s)`,
);
if (faults.length > 0) Deno.exit(1);
