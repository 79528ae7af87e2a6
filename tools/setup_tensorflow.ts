/**
 * Sets TensorFlow up for training: installs `@tensorflow/tfjs-node-gpu` in a
 * folder of its own, gives it a native binding that loads in Deno and in Node, for
 * the CPU or for CUDA, and proves that it computes. Optional: neither the demo nor
 * the tests need it.
 *
 * Run: `deno task setup:tensorflow [--cuda]`; `--help` lists the options. Exits
 * with 1 if it fails, 2 if the command line is wrong.
 *
 * @module
 */
import { KindredError } from "@kindred/core";
import { nvidiaGpus, tensorflowHome } from "@kindred/trainer/tensorflow";
import { join } from "node:path";
import process from "node:process";
import { PACKAGE } from "./setup_tensorflow/install_packages.ts";
import {
  parseArguments,
  type SetupRequest,
  USAGE,
} from "./setup_tensorflow/parse_arguments.ts";
import { prove } from "./setup_tensorflow/prove.ts";
import {
  readRecord,
  setUp,
  type SetupResult,
} from "./setup_tensorflow/set_up.ts";

function say(line: string): void {
  process.stderr.write(`setup:tensorflow: ${line}\n`);
}

/** Tries what is set up, and sets nothing up. */
async function check(
  { variant }: Pick<SetupRequest, "variant">,
): Promise<SetupResult> {
  const place = join(tensorflowHome(), variant);
  const record = await readRecord(place);
  if (record === null) {
    throw new KindredError(
      `Cannot check TensorFlow: it must be set up (deno task setup:tensorflow${
        variant === "cuda" ? " --cuda" : ""
      }), got nothing in "${place}"`,
    );
  }
  const folder = join(place, PACKAGE);
  return { folder, record, proofs: await prove(folder) };
}

/** Returns the result for people. */
function inWords({ folder, record, proofs }: SetupResult): string {
  const lines = [
    `TensorFlow ${record.tensorflow} for ${record.variant}, from ${record.source}, in ${folder}`,
    ...proofs.map(({ runtime, tensorflow, tfjs, device, product }) =>
      `${runtime}: TensorFlow.js ${tfjs}, TensorFlow ${tensorflow}, computes on ${device}: ` +
      `[1 2; 3 4]^2 = [${product.join(" ")}]`
    ),
  ];
  if (record.variant === "cuda" && proofs[0]!.device === "cpu") {
    const gpus = nvidiaGpus();
    const reason = typeof gpus === "string"
      ? gpus
      : `TensorFlow says\n${proofs[0]!.log}`;
    lines.push(`it uses no GPU yet: ${reason}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Returns the exit code, having said what went wrong, if anything. */
async function main(): Promise<number> {
  let request;
  try {
    request = parseArguments(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof KindredError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  if (request === "help") {
    process.stdout.write(USAGE);
    return 0;
  }
  try {
    const result = request.check
      ? await check(request)
      : await setUp(request, say);
    process.stdout.write(
      request.json ? `${JSON.stringify(result, null, 2)}\n` : inWords(result),
    );
    return 0;
  } catch (error) {
    if (!(error instanceof KindredError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

process.exitCode = await main();
