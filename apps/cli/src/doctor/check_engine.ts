import { KindredError } from "@kindred/core";
import { selectEngine } from "@kindred/trainer";
import type { Found } from "./finding.ts";
import type { Machine } from "./machine.ts";
import type { EngineProof } from "./probe_message.ts";

/**
 * Looks at which engine `--device auto` takes, and why. Where there is a GPU that loads
 * TensorFlow, and so it is done in a process of its own.
 */
export async function checkEngine(
  { gpus, probe }: Pick<Machine, "gpus" | "probe">,
): Promise<Found> {
  const chosen = typeof gpus === "string"
    ? withoutGpu(gpus)
    : await withGpu(probe);
  const { engine, device, threads, reason } = chosen;
  const on = device === "cpu"
    ? `the CPU, ${threads} ${threads === 1 ? "thread" : "threads"}`
    : "the GPU";
  return {
    found: `the ${engine} engine on ${on}: ${reason}`,
    details: { ...chosen },
  };
}

function withoutGpu(why: string): EngineProof {
  const { engine: { name, device, threads }, reason } = selectEngine(
    "auto",
    {},
    {
      gpus: () => why,
      installations: () => [],
      tensorflow() {
        throw new KindredError("Cannot be: without a GPU it is not asked for");
      },
    },
  );
  return { engine: name, device, threads, reason };
}

async function withGpu(probe: Machine["probe"]): Promise<EngineProof> {
  const answer = await probe({ kind: "engine" });
  if ("engine" in answer) return answer.engine;
  throw new KindredError("it must answer for the engine, got another answer");
}
