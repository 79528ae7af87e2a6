import { KindredError } from "@kindred/core";
import assert from "node:assert/strict";
import { checkTensorflow } from "./check_tensorflow.ts";
import { GPU, installation, machine } from "./_testing.ts";

Deno.test("checkTensorflow() says the command where a GPU waits for TensorFlow", async () => {
  const [finding] = await checkTensorflow(machine({ gpus: [GPU] }));
  assert.equal(finding!.ok, true);
  assert.match(
    finding!.found,
    /^not set up; deno task setup:tensorflow --cuda/,
  );
});

Deno.test("checkTensorflow() fails what does not load, and a GPU that is not used", async () => {
  const installations = [installation("cuda"), installation("cpu")];
  const onGpu = machine({ gpus: [GPU], installations });
  const fine = await checkTensorflow(onGpu);
  assert.deepEqual(
    fine.map(({ name, ok }) => [name, ok]),
    [["TensorFlow, cuda", true], ["TensorFlow, cpu", true]],
  );
  assert.equal(fine[0]!.details["device"], "cuda");

  const unused = await checkTensorflow(
    machine({ gpus: [GPU], installations }, {
      device: "cpu",
      whyNoGpu: "a library must be there, got none",
    }),
  );
  assert.deepEqual(unused.map(({ ok }) => ok), [false, true]);
  assert.match(unused[0]!.found, /uses no GPU: a library must be there/);

  const broken = await checkTensorflow({
    ...onGpu,
    probe: () => Promise.reject(new KindredError("it must load")),
  });
  assert.deepEqual(broken.map(({ ok }) => ok), [false, false]);
});
