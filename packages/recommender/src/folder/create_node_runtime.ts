import { ArtifactError, MODEL_FILES, MODEL_TENSORS } from "@kindred/core";
import { join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import type { ModelRuntime, Neighbours } from "../model_runtime.ts";

/** The three graphs of a model and what each takes and gives. */
const GRAPHS = {
  neighbours: {
    inputs: [MODEL_TENSORS.item, MODEL_TENSORS.k],
    outputs: [MODEL_TENSORS.neighbour, MODEL_TENSORS.neighbourProbability],
  },
  score: {
    inputs: [MODEL_TENSORS.left, MODEL_TENSORS.right],
    outputs: [MODEL_TENSORS.probability],
  },
  embed: { inputs: [MODEL_TENSORS.item], outputs: [MODEL_TENSORS.vector] },
} as const;

type GraphName = keyof typeof GRAPHS;

/**
 * Opens the graphs of a model folder with ONNX Runtime for Node, on the CPU.
 * `neighbours.onnx` is loaded now, so that a damaged model is found at once;
 * the other two when they are first used. Each call holds up the event loop
 * while it computes: ONNX Runtime for Node works on the calling thread.
 *
 * @param directory The model folder.
 * @throws {ArtifactError} If `neighbours.onnx` cannot be loaded, or takes or
 * gives other tensors than it must. Later calls throw it for the other graphs.
 */
export async function createNodeRuntime(
  directory: string,
): Promise<ModelRuntime> {
  const runtime = new NodeRuntime(directory);
  await runtime.load("neighbours");
  return runtime;
}

class NodeRuntime implements ModelRuntime {
  readonly #directory: string;
  readonly #sessions = new Map<GraphName, Promise<InferenceSession>>();
  readonly #underWay = new Set<Promise<unknown>>();
  #released = false;

  constructor(directory: string) {
    this.#directory = directory;
  }

  load(name: GraphName): Promise<InferenceSession> {
    let session = this.#sessions.get(name);
    if (session === undefined) {
      session = openGraph(this.#directory, name);
      this.#sessions.set(name, session);
    }
    return session;
  }

  async neighbours(rows: Uint32Array, k: number): Promise<Neighbours> {
    const outputs = await this.#run("neighbours", {
      [MODEL_TENSORS.item]: rowTensor(rows),
      [MODEL_TENSORS.k]: rowTensor(Uint32Array.of(k)),
    });
    const found = outputs[MODEL_TENSORS.neighbour]!.data as BigInt64Array;
    return {
      rows: Uint32Array.from(found, Number),
      probabilities: outputs[MODEL_TENSORS.neighbourProbability]!
        .data as Float32Array,
    };
  }

  async score(left: Uint32Array, right: Uint32Array): Promise<Float32Array> {
    const outputs = await this.#run("score", {
      [MODEL_TENSORS.left]: rowTensor(left),
      [MODEL_TENSORS.right]: rowTensor(right),
    });
    return outputs[MODEL_TENSORS.probability]!.data as Float32Array;
  }

  async embed(rows: Uint32Array): Promise<Float32Array> {
    const outputs = await this.#run("embed", {
      [MODEL_TENSORS.item]: rowTensor(rows),
    });
    return outputs[MODEL_TENSORS.vector]!.data as Float32Array;
  }

  async release(): Promise<void> {
    this.#released = true;
    await Promise.allSettled(this.#underWay);
    const sessions = await Promise.allSettled(this.#sessions.values());
    this.#sessions.clear();
    for (const session of sessions) {
      if (session.status === "fulfilled") await session.value.release();
    }
  }

  async #run(
    name: GraphName,
    feeds: Record<string, Tensor>,
  ): Promise<InferenceSession.OnnxValueMapType> {
    if (this.#released) {
      throw new Error("Cannot run the model: it must be loaded, got released");
    }
    // Counted before the first pause, so that release() waits for it.
    const call = this.load(name).then((session) => session.run(feeds));
    this.#underWay.add(call);
    try {
      return await call;
    } finally {
      this.#underWay.delete(call);
    }
  }
}

function rowTensor(rows: Uint32Array): Tensor {
  return new Tensor("int64", BigInt64Array.from(rows, BigInt), [rows.length]);
}

async function openGraph(
  directory: string,
  name: GraphName,
): Promise<InferenceSession> {
  const path = join(directory, MODEL_FILES[name]);
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(path, {
      executionProviders: ["cpu"],
      // Errors only: they are thrown, and warnings are no business of a server's log.
      logSeverityLevel: 3,
    });
  } catch (cause) {
    throw new ArtifactError(
      `Cannot read "${path}": it must be an ONNX model that ONNX Runtime can load, got ${
        (cause as Error).message
      }`,
      path,
      { cause },
    );
  }
  const { inputs, outputs } = GRAPHS[name];
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
