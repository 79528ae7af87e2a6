import { KindredError } from "@kindred/core";
import {
  SETUP_CPU,
  SETUP_CUDA,
  type TensorflowInstallation,
} from "@kindred/trainer/tensorflow";
import { type Finding, findingOf, type Found } from "./finding.ts";
import type { Machine } from "./machine.ts";

/**
 * Looks at each TensorFlow that is set up, and tries it in a process of its own, which
 * takes it some seconds. None at all is well: it is for GPUs.
 */
export async function checkTensorflow(machine: Machine): Promise<Finding[]> {
  const { gpus, installations } = machine;
  if (installations.length === 0) {
    const found = typeof gpus === "string"
      ? `not set up, and not needed without a GPU; ${SETUP_CPU} does that`
      : `not set up; ${SETUP_CUDA} lets training take the GPU`;
    return [{ name: "TensorFlow", ok: true, found, details: { why: found } }];
  }
  const findings: Finding[] = [];
  // One after another: each takes half a GB of memory.
  for (const installation of installations) {
    const { variant, packageName } = installation;
    findings.push(
      await findingOf(
        `TensorFlow, ${variant ?? packageName}`,
        () => tried(installation, machine),
      ),
    );
  }
  return findings;
}

async function tried(
  installation: TensorflowInstallation,
  { gpus, probe }: Machine,
): Promise<Found> {
  const answer = await probe({ kind: "tensorflow", installation });
  if (!("tensorflow" in answer)) {
    throw new KindredError("it must answer for TensorFlow, got another answer");
  }
  const { version, jsVersion, device, whyNoGpu } = answer.tensorflow;
  const { variant, folder } = installation;
  // A GPU that is there and not used is what nobody would notice.
  if (typeof gpus !== "string" && variant !== "cpu" && device === "cpu") {
    throw new KindredError(
      `${version} loads from "${folder}", but uses no GPU: ${whyNoGpu}`,
    );
  }
  const { record, packageName } = installation;
  return {
    found: `${version}, TensorFlow.js ${jsVersion}; loads, and computes on ${
      device === "cpu" ? "the CPU" : "the GPU"
    }; "${folder}"`,
    details: {
      folder,
      packageName,
      variant,
      source: record?.source ?? null,
      version,
      jsVersion,
      device,
      whyNoGpu,
    },
  };
}
