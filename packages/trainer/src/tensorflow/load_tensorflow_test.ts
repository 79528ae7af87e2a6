// deno-lint-ignore-file no-console -- a skipped test says why
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tensorflowObstacle } from "./_testing.ts";
import type { TensorflowInstallation } from "./find_tensorflow.ts";
import { loadTensorflow } from "./load_tensorflow.ts";

const obstacle = tensorflowObstacle();

Deno.test("loadTensorflow() says how to set TensorFlow up where there is none", () => {
  assert.throws(() => loadTensorflow({ installations: [] }), {
    name: "EngineUnavailableError",
    requested: "tensorflow",
    message:
      /^Cannot train on tensorflow: TensorFlow must be set up \(deno task setup:tensorflow\), got no package/,
  });
  assert.throws(() => loadTensorflow({ installations: [], device: "cuda" }), {
    name: "EngineUnavailableError",
    requested: "cuda",
    message: /\(deno task setup:tensorflow --cuda\)/,
  });
});

Deno.test("loadTensorflow() refuses threads that are no whole number >= 1", () => {
  assert.throws(() => loadTensorflow({ installations: [], threads: 0 }), {
    name: "RangeError",
    message:
      "Cannot load TensorFlow: threads must be a whole number >= 1, got 0",
  });
});

Deno.test("loadTensorflow() names what an installation that does not load lacks", async () => {
  const folder = await mkdtemp(join(tmpdir(), "kindred-load-"));
  try {
    await mkdir(join(folder, "node_modules/tf"), { recursive: true });
    const place = join(folder, "node_modules/tf");
    await writeFile(join(place, "package.json"), '{ "main": "index.cjs" }');
    await writeFile(
      join(place, "index.cjs"),
      'throw new Error("libtensorflow_cc.so.2: cannot open shared object file");',
    );
    const installation: TensorflowInstallation = {
      folder: place,
      packageName: "tf",
      variant: "cpu",
      record: null,
    };
    assert.throws(() => loadTensorflow({ installations: [installation] }), {
      name: "EngineUnavailableError",
      message:
        /library libtensorflow_cc\.so\.2 must be found .*setup:tensorflow --force.* got none/,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

Deno.test({
  name: "loadTensorflow() loads TensorFlow, says what it runs on, and computes",
  ignore: obstacle !== null,
  fn() {
    const tensorflow = loadTensorflow({ threads: 2 });
    const { api, device, gpu, version, jsVersion, whyNoGpu } = tensorflow;
    assert.equal(api.getBackend(), "tensorflow");
    assert.match(version, /^2\.\d+\.\d+/);
    assert.match(jsVersion, /^4\.\d+\.\d+/);
    if (device === "cpu") {
      assert.equal(gpu, null);
      assert.match(whyNoGpu!, /must .*, got /);
      console.log(`skipped, tests on a GPU: ${whyNoGpu}`);
      assert.throws(() => loadTensorflow({ device: "cuda" }), {
        name: "EngineUnavailableError",
        requested: "cuda",
      });
    }
    assert.equal(loadTensorflow(), tensorflow);

    const before = api.memory().numTensors;
    const product = api.tidy(() => {
      const a = api.tensor(Float32Array.of(1, 2, 3, 4), [2, 2]);
      return Array.from(api.matMul(a, a).dataSync());
    });
    assert.deepEqual(product, [7, 10, 15, 22]);
    assert.equal(api.memory().numTensors, before);
  },
});
