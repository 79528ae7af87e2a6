import { ArtifactError, MODEL_TENSORS } from "@kindred/core";
import { vectorLikeness } from "./_vector_likeness.ts";
import type {
  Engine,
  EngineAnswer,
  EngineName,
  EngineQuery,
  Likeness,
} from "./engine.ts";

/** The three graphs of a model and what each takes and gives. */
const GRAPHS = {
  neighbours: {
    inputs: [
      MODEL_TENSORS.item,
      MODEL_TENSORS.weight,
      MODEL_TENSORS.excluded,
      MODEL_TENSORS.k,
    ],
    outputs: [MODEL_TENSORS.neighbour, MODEL_TENSORS.neighbourProbability],
  },
  score: {
    inputs: [MODEL_TENSORS.left, MODEL_TENSORS.right],
    outputs: [MODEL_TENSORS.probability],
  },
  embed: { inputs: [MODEL_TENSORS.item], outputs: [MODEL_TENSORS.vector] },
} as const;

/** The name of a graph, which is that of its file in `MODEL_FILES`. */
export type GraphName = keyof typeof GRAPHS;

/** As much of an ONNX Runtime session as is needed here. */
export interface OnnxSession {
  /** Names of what it takes. */
  readonly inputNames: readonly string[];
  /** Names of what it gives. */
  readonly outputNames: readonly string[];
  /** Runs the graph. */
  run(
    // deno-lint-ignore no-explicit-any -- tensors of the runtime's own class
    feeds: Record<string, any>,
  ): Promise<Record<string, { readonly data: unknown }>>;
  /** Frees it. */
  release(): Promise<void>;
}

/** As much of an ONNX Runtime as is needed here: that for Node, for the web, … */
export interface OnnxRuntime {
  /** Creates a tensor. */
  readonly Tensor: new (
    type: "int64" | "float32",
    // deno-lint-ignore no-explicit-any -- the runtime has an overload a type
    data: any,
    dims: readonly number[],
  ) => unknown;
}

/** What an engine over ONNX Runtime is made of. */
export interface OnnxEngineParts {
  /** What answers are marked with. */
  name: EngineName;
  /** How many items the model holds. */
  itemCount: number;
  /** How many numbers a vector has. */
  dimensions: number;
  /** The runtime. */
  runtime: OnnxRuntime;
  /** Opens a graph, once each, when it is first used. */
  open: (graph: GraphName) => Promise<OnnxSession>;
  /** What messages call a graph's file. */
  pathOf: (graph: GraphName) => string;
  /**
   * Whether calls must wait for each other.
   *
   * @default false
   */
  oneAtATime?: boolean;
}

/**
 * Returns an engine over the graphs of a model; `neighbours.onnx` is opened now, so
 * that a damaged model is found at once.
 *
 * @param parts See {@linkcode OnnxEngineParts}.
 * @throws {ArtifactError} If `neighbours.onnx` cannot be opened, or takes or gives
 * other tensors than it must. Later calls throw it for the other graphs.
 */
export async function openOnnxEngine(parts: OnnxEngineParts): Promise<Engine> {
  const engine = new OnnxEngine(parts);
  await engine.load("neighbours");
  return engine;
}

class OnnxEngine implements Engine {
  readonly name: EngineName;
  readonly #parts: OnnxEngineParts;
  readonly #sessions = new Map<GraphName, Promise<OnnxSession>>();
  readonly #underWay = new Set<Promise<unknown>>();
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(parts: OnnxEngineParts) {
    this.name = parts.name;
    this.#parts = parts;
  }

  load(graph: GraphName): Promise<OnnxSession> {
    let session = this.#sessions.get(graph);
    if (session === undefined) {
      session = openGraph(this.#parts, graph);
      this.#sessions.set(graph, session);
    }
    return session;
  }

  async neighbours(
    { rows, weights, excluded, k }: EngineQuery,
  ): Promise<EngineAnswer> {
    const { runtime, itemCount } = this.#parts;
    const outputs = await this.#run("neighbours", {
      [MODEL_TENSORS.item]: this.#rows(rows, [1, rows.length]),
      [MODEL_TENSORS.weight]: new runtime.Tensor("float32", weights, [
        1,
        rows.length,
      ]),
      [MODEL_TENSORS.excluded]: this.#rows(excluded, [1, excluded.length]),
      [MODEL_TENSORS.k]: this.#rows(Uint32Array.of(k), [1]),
    });
    const probabilities = outputs[MODEL_TENSORS.neighbourProbability]!
      .data as Float32Array;
    const neighbours = outputs[MODEL_TENSORS.neighbour]!.data as BigInt64Array;
    // Where candidates are fewer than k, those that cannot be follow, at 0.
    let found = probabilities.length;
    while (found > 0 && probabilities[found - 1] === 0) found--;
    return {
      rows: Uint32Array.from(neighbours.subarray(0, found), Number),
      probabilities: probabilities.subarray(0, found),
      exact: true,
      rest: found < k || k === itemCount ? "none" : "more",
    };
  }

  async probabilities(
    left: Uint32Array,
    right: Uint32Array,
  ): Promise<Float32Array> {
    const outputs = await this.#run("score", {
      [MODEL_TENSORS.left]: this.#rows(left, [left.length]),
      [MODEL_TENSORS.right]: this.#rows(right, [right.length]),
    });
    return outputs[MODEL_TENSORS.probability]!.data as Float32Array;
  }

  async likeness(rows: Uint32Array): Promise<Likeness> {
    const outputs = await this.#run("embed", {
      [MODEL_TENSORS.item]: this.#rows(rows, [rows.length]),
    });
    return vectorLikeness(
      outputs[MODEL_TENSORS.vector]!.data as Float32Array,
      this.#parts.dimensions,
    );
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#underWay);
    const sessions = await Promise.allSettled(this.#sessions.values());
    this.#sessions.clear();
    for (const session of sessions) {
      if (session.status === "fulfilled") await session.value.release();
    }
  }

  #rows(rows: Uint32Array, dims: readonly number[]): unknown {
    return new this.#parts.runtime.Tensor(
      "int64",
      BigInt64Array.from(rows, BigInt),
      dims,
    );
  }

  async #run(
    graph: GraphName,
    feeds: Record<string, unknown>,
  ): Promise<Record<string, { readonly data: unknown }>> {
    if (this.#isClosed) {
      throw new Error(
        "Cannot run the model: it must be open, got a closed one",
      );
    }
    const before = this.#parts.oneAtATime ? this.#last : undefined;
    const call = (async () => {
      await before;
      const session = await this.load(graph);
      return await session.run(feeds);
    })();
    this.#last = call.catch(() => {});
    // Counted before the first pause, so that close() waits for it.
    this.#underWay.add(call);
    try {
      return await call;
    } finally {
      this.#underWay.delete(call);
    }
  }
}

async function openGraph(
  { open, pathOf }: OnnxEngineParts,
  graph: GraphName,
): Promise<OnnxSession> {
  const path = pathOf(graph);
  let session: OnnxSession;
  try {
    session = await open(graph);
  } catch (cause) {
    if (cause instanceof ArtifactError) throw cause;
    throw new ArtifactError(
      `Cannot read "${path}": it must be an ONNX model that ONNX Runtime can load, got ${
        (cause as Error).message
      }`,
      path,
      { cause },
    );
  }
  const { inputs, outputs } = GRAPHS[graph];
  if (
    !inputs.every((input) => session.inputNames.includes(input)) ||
    !outputs.every((output) => session.outputNames.includes(output))
  ) {
    const found = `${session.inputNames} to ${session.outputNames}`;
    await session.release();
    throw new ArtifactError(
      `Cannot read "${path}": it must turn ${inputs} into ${outputs}, got ${found}`,
      path,
    );
  }
  return session;
}
