import assert from "node:assert/strict";
import { pipArguments, pipRequirement } from "./download_wheel.ts";
import { PINS } from "./pins.ts";

Deno.test("pipRequirement() and pipArguments() allow the pinned file only", () => {
  const pins = PINS["linux-x64"]!;
  const [wheel] = pins.cpu;
  assert.equal(
    pipRequirement(wheel!),
    `tensorflow-cpu==${pins.tensorflow} --hash=sha256:${wheel!.sha256}\n`,
  );
  const args = pipArguments(
    { platforms: ["manylinux_2_27_x86_64"], python: "311" },
    "/d/r.txt",
    "/d",
  );
  assert.equal(
    args.join(" "),
    "-m pip download --quiet --no-deps --only-binary=:all: --require-hashes " +
      "--implementation=cp --python-version=311 --abi=cp311 " +
      "--platform=manylinux_2_27_x86_64 --dest=/d --requirement=/d/r.txt",
  );
});
