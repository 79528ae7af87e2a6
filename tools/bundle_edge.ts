// deno-lint-ignore-file no-console -- a tool talks to the person who runs it
/**
 * Bundles the entry for the edge into one file without imports,
 * `apps/recommend/dist/edge/worker.bundle.js`, and says how large it is and of what it
 * is made.
 *
 *     deno task bundle:edge
 *
 * @module
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type BundledFile, bundleEntry } from "./bundle/bundle_entry.ts";
import { compressedSizes } from "./bundle/compressed_sizes.ts";

const ENTRY = "apps/recommend/src/edge/worker.ts";
const OUT = fileURLToPath(
  new URL("../apps/recommend/dist/edge/", import.meta.url),
);
const NAME = "worker.bundle.js";

/** A length in thousands of bytes. */
function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`.padStart(10);
}

function tell({ contents, parts, imports }: BundledFile): void {
  const { gzip, brotli } = compressedSizes(contents);
  console.log(`${kilobytes(contents.length)}  as it is`);
  console.log(`${kilobytes(gzip)}  gzip`);
  console.log(`${kilobytes(brotli)}  brotli`);
  console.log(`imports: ${imports.join(", ") || "none"}\n`);
  const packages = new Map<string, number>();
  for (const [part, bytes] of parts) {
    const name = part.split(":")[0]!;
    packages.set(name, (packages.get(name) ?? 0) + bytes);
  }
  const sorted = [...packages].sort(([, a], [, b]) => b - a);
  for (const [name, bytes] of sorted) {
    console.log(`${kilobytes(bytes)}  ${name}`);
  }
}

const [whole] = await bundleEntry(ENTRY, { narrow: false });
const [bundle] = await bundleEntry(ENTRY);
await mkdir(OUT, { recursive: true });
await writeFile(join(OUT, NAME), bundle!.contents);
// A bundle that does not load is none.
const { default: worker } = await import(pathToFileURL(join(OUT, NAME)).href);
const { status } = await worker.fetch(new Request("https://edge/healthz"));
if (status !== 200) throw new Error(`Cannot use the bundle: got ${status}`);
console.log(`apps/recommend/dist/edge/${NAME}`);
tell(bundle!);
const all = compressedSizes(whole!.contents);
console.log(
  `\nWith all of zod, as another bundler takes it: ${
    kilobytes(whole!.contents.length).trim()
  }, ${kilobytes(all.gzip).trim()} gzip`,
);
