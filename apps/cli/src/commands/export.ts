/** `kindred export`: writes a run, or vectors from outside, as a model folder. @module */
import {
  DEFAULT_LISTS,
  type ExportResult,
  exportRun,
  exportVectors,
  INDEX_CHOICES,
  METRICS,
  type ModelFolderOptions,
  PRECISIONS,
  TOLERANCE,
  VECTOR_FILES,
  VECTOR_FORMATS,
  type VectorFile,
  type VectorFormat,
  vectorFormatOf,
} from "@kindred/exporter";
import { stat } from "node:fs/promises";
import {
  type Flags,
  flagSpelling,
  type FlagValues,
} from "../arguments/flag.ts";
import { UsageError } from "../arguments/usage_error.ts";
import { type CommandContext, defineCommand } from "../define_command.ts";
import { formatCounted } from "../terminal/format.ts";
import { precisionTable } from "../terminal/precision_table.ts";
import { OUTPUT_FLAGS } from "./stage_flags.ts";
import { TRAIN_FLAGS } from "./train_flags.ts";

/** What the model folder shall hold. */
const FOLDER_FLAGS = {
  precision: {
    kind: "choice",
    choices: PRECISIONS,
    default: "f32",
    help: "how the vectors are kept in the graphs",
  },
  lists: {
    kind: "number",
    min: 0,
    max: 1000,
    whole: true,
    default: DEFAULT_LISTS,
    help: "neighbours worked out beforehand for each item; 0 for none",
  },
  index: {
    kind: "choice",
    choices: INDEX_CHOICES,
    default: "auto",
    help: "an approximate index for baskets; auto: for a large catalogue",
  },
  vectors: {
    kind: "text",
    value: "FORMAT,…",
    pattern: {
      matches: new RegExp(
        `^(${VECTOR_FILES.join("|")})(,(${VECTOR_FILES.join("|")}))*$`,
      ),
      words: `a list of ${VECTOR_FILES.join(", ")}`,
    },
    help: "write the vectors once more, for other programs",
  },
  precisionTable: {
    kind: "choice",
    choices: ["on", "off"],
    default: "on",
    help: "measure what each precision costs and loses",
  },
  threads: TRAIN_FLAGS.threads,
} as const satisfies Flags;

/** What is to be known of a run. */
const RUN_FLAGS = {
  report: {
    kind: "text",
    value: "DIR",
    help: "report of the run, whose metrics go into the model",
  },
} as const satisfies Flags;

/** What is to be known of vectors from outside. */
const VECTORS_FLAGS = {
  from: {
    kind: "choice",
    choices: VECTOR_FORMATS,
    help: "format of VECTORS; else by the end of its name",
  },
  metric: {
    kind: "choice",
    choices: METRICS,
    help: "how VECTORS are compared; dot unless given",
  },
  ids: {
    kind: "text",
    value: "FILE",
    help: "id of each row, one a line: for npy and safetensors",
  },
  idColumn: {
    kind: "text",
    value: "NAME",
    help: "column of the ids in parquet; id unless given",
  },
  vectorColumn: {
    kind: "text",
    value: "NAME",
    help: "column of lists in parquet, where there are several",
  },
  tensor: {
    kind: "text",
    value: "NAME",
    help: "tensor in safetensors, where there are several",
  },
} as const satisfies Flags;

export default defineCommand({
  summary: "write a run, or vectors from outside, as a model folder to deploy",
  operands: { name: "RUN | VECTORS", min: 1, max: 1 },
  flags: {
    ...OUTPUT_FLAGS,
    ...RUN_FLAGS,
    ...VECTORS_FLAGS,
    catalogue: {
      kind: "text",
      value: "DIR",
      help: "catalogue of the items' titles: a run's, if it was moved",
    },
    ...FOLDER_FLAGS,
  },
  examples: [
    "export electronics/run --report electronics/report --out electronics/model",
    "export electronics/run --precision int8 --out electronics/small",
    "export vectors.npy --ids ids.txt --metric cosine --out model",
  ],
  async run([source], flags, context) {
    const isRun = await isRunFolder(source!, flags.from);
    refuseFlags(flags, isRun ? VECTORS_FLAGS : RUN_FLAGS, isRun);
    const { out, catalogue, report, from, metric } = flags;
    const { ids, idColumn, vectorColumn, tensor } = flags;
    const folder = toFolderOptions(flags, context);
    const given = catalogue === undefined ? {} : { catalogue };
    const result = isRun
      ? await exportRun(source!, out, {
        ...folder,
        ...given,
        ...report === undefined ? {} : { report },
      })
      : await exportVectors(source!, out, {
        ...folder,
        ...given,
        ...metric === undefined ? {} : { metric },
        from,
        ids,
        idColumn,
        vectorColumn,
        tensor,
      });
    printResult(result, out, context);
    const { manifest, verification, precisions, index } = result;
    return {
      directory: out,
      ...manifest.counts,
      verification,
      precisions,
      index,
    };
  },
});

/** Whether a run is meant: a folder, or what is not there and not named as vectors. */
async function isRunFolder(
  source: string,
  from: VectorFormat | undefined,
): Promise<boolean> {
  const found = await stat(source).catch(() => null);
  return found?.isDirectory() ??
    (from === undefined && vectorFormatOf(source) === null);
}

/** Refuses flags that are for the other kind of source. */
function refuseFlags(
  flags: Record<string, unknown>,
  others: Flags,
  isRun: boolean,
): void {
  const wrong = Object.keys(others).find((name) => flags[name] !== undefined);
  if (wrong === undefined) return;
  throw new UsageError(
    `Cannot read ${flagSpelling(wrong)}: it must come with ${
      isRun
        ? "a file of vectors, got a folder"
        : "the folder of a run, got none"
    }`,
  );
}

function toFolderOptions(
  flags: FlagValues<typeof FOLDER_FLAGS & typeof OUTPUT_FLAGS>,
  { signal, onProgress }: CommandContext,
): ModelFolderOptions {
  const { precision, lists, index, threads, force } = flags;
  return {
    precision,
    lists,
    index,
    vectors: (flags.vectors?.split(",") ?? []) as VectorFile[],
    precisionTable: flags.precisionTable === "on",
    ...threads === undefined ? {} : { threads },
    force,
    signal,
    onProgress,
  };
}

function printResult(
  { manifest, verification, precisions, index }: ExportResult,
  out: string,
  { print }: CommandContext,
): void {
  const worst = Math.max(...Object.values(verification));
  print(
    `${
      formatCounted(manifest.counts.items!, "item")
    }; the graphs give what the vectors give within ${
      worst.toExponential(1)
    } (allowed ${TOLERANCE})`,
  );
  if (index !== null) {
    print(
      `the approximate index finds ${
        (100 * index.recallAt10).toFixed(1)
      } % of the 10 best`,
    );
  }
  if (precisions !== null) precisionTable(precisions).forEach(print);
  print(`model in ${out}`);
}
