import { EngineUnavailableError } from "@kindred/core";
import assert from "node:assert/strict";
import type { TensorflowInstallation } from "../tensorflow/find_tensorflow.ts";
import type { NvidiaGpu } from "../tensorflow/nvidia_gpus.ts";
import {
  DEVICE_CHOICES,
  type DeviceChoice,
  ENGINE_CHOICES,
  type EngineChoice,
  type EngineWorld,
  selectEngine,
  type SelectEngineOptions,
} from "./select_engine.ts";
import { simdEngine } from "./simd/simd_engine.ts";
import type { TensorflowEngine } from "./tensorflow/tensorflow_engine.ts";

const GPU: NvidiaGpu = {
  index: 0,
  name: "NVIDIA H100",
  driver: "560.1",
  memoryBytes: 2 ** 36,
  usedBytes: 0,
};

const INSTALLATION: TensorflowInstallation = {
  folder: "/cache/tensorflow",
  packageName: "@tensorflow/tfjs-node-gpu",
  variant: "cuda",
} as TensorflowInstallation;

/** A machine with a GPU or not, and what TensorFlow comes to on it. */
function world(
  { hasGpu = false, variant, device }: {
    hasGpu?: boolean;
    variant?: TensorflowInstallation["variant"];
    /** What TensorFlow runs on; it does not load where that is absent. */
    device?: "cpu" | "cuda";
  },
): EngineWorld & { asked: unknown[] } {
  const asked: unknown[] = [];
  return {
    asked,
    gpus: () => hasGpu ? [GPU] : "no NVIDIA driver",
    installations: () =>
      variant === undefined ? [] : [{ ...INSTALLATION, variant }],
    tensorflow(options) {
      asked.push(options);
      if (device === undefined) {
        throw new EngineUnavailableError(
          "tensorflow",
          "the binding must be there",
          "none",
        );
      }
      return {
        ...simdEngine({ threads: 1 }),
        name: "tensorflow",
        device,
        batchPairs: options.batchPairs ?? 8192,
        tensorflow: {
          version: "2.21.0",
          device,
          gpu: device === "cuda" ? GPU : null,
          whyNoGpu: device === "cuda" ? null : "a GPU must be there, got none",
        },
      } as TensorflowEngine;
    },
  };
}

function selected(
  device: DeviceChoice,
  options: SelectEngineOptions,
  of: EngineWorld,
): [name: string, device: string, reason: string] {
  const { engine, reason } = selectEngine(device, options, of);
  return [engine.name, engine.device, reason];
}

Deno.test("selectEngine() takes a GPU for auto where there is all that it takes", () => {
  const machine = world({ hasGpu: true, variant: "cuda", device: "cuda" });
  assert.deepEqual(selected("auto", { batchPairs: 512, threads: 3 }, machine), [
    "tensorflow",
    "cuda",
    "TensorFlow 2.21.0 on NVIDIA H100, 512 pairs at once",
  ]);
  assert.deepEqual(machine.asked, [
    { device: "auto", batchPairs: 512, threads: 3 },
  ]);
});

Deno.test("selectEngine() takes the CPU's engine for auto otherwise, and says why", () => {
  const cases: [Parameters<typeof world>[0], SelectEngineOptions, string][] = [
    [{}, {}, "no NVIDIA driver"],
    [
      { variant: "cuda", device: "cpu" },
      {},
      "no NVIDIA driver",
    ],
    [
      { hasGpu: true },
      {},
      "NVIDIA H100 is there, but TensorFlow is not set up for it (deno task setup:tensorflow --cuda)",
    ],
    [
      { hasGpu: true, variant: "cpu" },
      {},
      "NVIDIA H100 is there, but TensorFlow is not set up for it (deno task setup:tensorflow --cuda)",
    ],
    [
      { hasGpu: true, variant: "cuda" },
      {},
      "NVIDIA H100 is there, but: Cannot train on tensorflow: the binding must be there, got none",
    ],
    [
      { hasGpu: true, variant: "cuda", device: "cuda" },
      { model: "als" },
      "alternating least squares are for the CPU",
    ],
    [
      { hasGpu: true, variant: "cuda", device: "cuda" },
      { portable: true },
      "the same bytes are asked for",
    ],
  ];
  for (const [of, options, reason] of cases) {
    assert.deepEqual(selected("auto", options, world(of)), [
      "simd",
      "cpu",
      reason,
    ]);
  }
  const unused = world({ hasGpu: true, variant: "cuda", device: "cpu" });
  assert.match(selected("auto", {}, unused)[2], /must .*, got /);
});

Deno.test("selectEngine() takes the CPU's engine where it is asked for, without a look at TensorFlow", () => {
  const machine = world({ hasGpu: true, variant: "cuda", device: "cuda" });
  const { engine, reason } = selectEngine("cpu", { threads: 3 }, machine);
  assert.deepEqual([engine.name, engine.threads, reason], [
    "simd",
    3,
    "as asked",
  ]);
  for (const engine of ["simd", "reference"] as const) {
    assert.deepEqual(selected("auto", { engine }, machine), [
      engine,
      "cpu",
      "as asked",
    ]);
  }
  assert.deepEqual(machine.asked, []);
});

Deno.test("selectEngine() takes TensorFlow where it is asked for, and says what it runs on", () => {
  assert.deepEqual(
    selected("auto", { engine: "tensorflow" }, world({ device: "cpu" })),
    [
      "tensorflow",
      "cpu",
      "as asked: TensorFlow 2.21.0 on its CPU, 8192 pairs at once; no GPU: a GPU must be there, got none",
    ],
  );
  assert.deepEqual(
    selected("cuda", {}, world({ device: "cuda" })),
    [
      "tensorflow",
      "cuda",
      "as asked: TensorFlow 2.21.0 on NVIDIA H100, 8192 pairs at once",
    ],
  );
});

Deno.test("selectEngine() throws EngineUnavailableError for what cannot be had, and takes no other", () => {
  for (
    const [device, engine] of [["cuda", "auto"], ["cpu", "tensorflow"]] as const
  ) {
    assert.throws(() => selectEngine(device, { engine }, world({})), {
      name: "EngineUnavailableError",
      message:
        "Cannot train on tensorflow: the binding must be there, got none",
    });
  }
  assert.throws(
    () => selectEngine("cuda", { model: "als" }, world({ device: "cuda" })),
    {
      name: "EngineUnavailableError",
      message:
        "Cannot train on cuda: the model must be a factorization, got alternating least squares, which the simd engine has",
    },
  );
});

Deno.test("selectEngine() throws EngineUnavailableError where TensorFlow shall be deterministic", () => {
  assert.throws(
    () =>
      selectEngine(
        "auto",
        { engine: "tensorflow", portable: true },
        world({ device: "cpu" }),
      ),
    {
      name: "EngineUnavailableError",
      message:
        "Cannot train on tensorflow: the same bytes must not be asked for, got a deterministic training, which the simd engine has",
    },
  );
});

Deno.test("selectEngine() throws RangeError for choices that there are not, or that do not go together", () => {
  assert.deepEqual(DEVICE_CHOICES, ["auto", "cpu", "cuda"]);
  assert.deepEqual(ENGINE_CHOICES, ["auto", "simd", "tensorflow", "reference"]);
  for (const device of ["gpu", "CPU", ""]) {
    assert.throws(
      () => selectEngine(device as DeviceChoice),
      new RangeError(
        `Cannot select an engine: the device must be one of "auto", "cpu", "cuda", got "${device}"`,
      ),
    );
  }
  assert.throws(
    () => selectEngine("auto", { engine: "wasm" as EngineChoice }),
    new RangeError(
      'Cannot select an engine: the engine must be one of "auto", "simd", "tensorflow", "reference", got "wasm"',
    ),
  );
  for (const engine of ["simd", "reference"] as const) {
    assert.throws(
      () => selectEngine("cuda", { engine }),
      new RangeError(
        `Cannot select an engine: the device must be auto or cpu for ${engine}, got cuda`,
      ),
    );
  }
});
