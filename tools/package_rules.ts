/** What one package is for, and what it may import of ours. */
export interface PackageRule {
  /** Its folder, from the root. */
  folder: string;
  /** Its job, in a few words. */
  job: string;
  /** Short names of our packages that it may import. */
  mayImport: readonly string[];
  /**
   * Entries that must load where there is no file system and no native add-on:
   * nothing that they reach may import from `node:` or load an add-on.
   */
  edgeEntries?: readonly string[];
}

/** The import table: dependencies point one way only. */
export const PACKAGE_RULES: Readonly<Record<string, PackageRule>> = {
  core: {
    folder: "packages/core",
    job: "shared types, seeded random numbers, errors, artifact folders",
    mayImport: [],
    edgeEntries: ["."],
  },
  kernels: {
    folder: "packages/kernels",
    job: "gradient steps, ALS, scores, top-k: TypeScript and SIMD",
    mayImport: ["core"],
    edgeEntries: [".", "./simd"],
  },
  ingest: {
    folder: "packages/ingest",
    job: "sources to a catalogue",
    mayImport: ["core"],
  },
  sampler: {
    folder: "packages/sampler",
    job: "weights, splits, negatives, batches",
    mayImport: ["core"],
  },
  trainer: {
    folder: "packages/trainer",
    job: "pairs to embeddings, over engines",
    mayImport: ["core", "kernels", "sampler"],
  },
  evaluator: {
    folder: "packages/evaluator",
    job: "metrics, intervals, slices, report",
    mayImport: ["core", "kernels"],
  },
  exporter: {
    folder: "packages/exporter",
    job: "embeddings to verified ONNX",
    mayImport: ["core", "kernels"],
  },
  recommender: {
    folder: "packages/recommender",
    job: "similar items from a model folder",
    mayImport: ["core", "kernels"],
    edgeEntries: [".", "./web"],
  },
  recommend: {
    folder: "apps/recommend",
    job: "the Hono app: API, page, servers",
    mayImport: ["core", "recommender"],
    edgeEntries: [".", "./edge", "./worker"],
  },
  cli: {
    folder: "apps/cli",
    job: "the `kindred` command",
    mayImport: [
      "core",
      "kernels",
      "ingest",
      "sampler",
      "trainer",
      "evaluator",
      "exporter",
      "recommender",
      "recommend",
    ],
  },
};

/** Returns the import table as Markdown: `ARCHITECTURE.md` must hold it. */
export function importTable(): string {
  const rows = Object.entries(PACKAGE_RULES).map((
    [name, { folder, job, mayImport }],
  ) =>
    `| [\`${name}\`](${folder}) | ${job} | ${
      mayImport.length === 0 ? "nothing of ours" : mayImport.join(", ")
    } |`
  );
  return ["| package | job | may import |", "| --- | --- | --- |", ...rows]
    .join("\n");
}
