/**
 * Makes the sample catalogue that the command line comes with.
 *
 * Run: `deno run -A tools/make_pantry.ts [--check]`. With `--check` nothing is
 * written; it exits with 1 if the committed file is not what the sources make.
 * Texts are compared, not bytes: releases of zlib compress differently.
 *
 * @module
 */
import process from "node:process";
import { parseArgs } from "node:util";
import { readSources } from "./pantry/read_sources.ts";
import { renderCatalogue } from "./pantry/render_catalogue.ts";
import { readSample, SAMPLE_PATH, writeSample } from "./pantry/sample_file.ts";

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { check: { type: "boolean" } } });
  const sources = await readSources();
  const text = renderCatalogue(sources);
  if (!values.check) {
    const size = await writeSample(text);
    process.stdout.write(
      `${SAMPLE_PATH}: ${sources.products.length} products from ${sources.dishes.length} dishes, ${size} bytes\n`,
    );
  } else if (await readSample() !== text) {
    throw new Error(
      `Cannot accept ${SAMPLE_PATH}: it must be what tools/pantry makes, got another text or no file; run "deno run -A tools/make_pantry.ts"`,
    );
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
