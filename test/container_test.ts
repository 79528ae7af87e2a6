// deno-lint-ignore-file no-console -- a skipped test says why
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, cp, mkdir, readdir, readFile, stat } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { kindredJson, ROOT, SAMPLE, withFolder } from "./_kindred.ts";
import { buildOutside } from "./container/_build_outside.ts";
import { dockerIgnore } from "./container/_docker_ignore.ts";
import { lastOf, parseDockerfile, wordsOf } from "./container/_dockerfile.ts";
import { serveAsImage } from "./container/_serve_as_image.ts";

const stages = parseDockerfile(
  await readFile(join(ROOT, "apps/recommend/Dockerfile"), "utf8"),
);
const image = stages.at(-1)!;
const lets = dockerIgnore(await readFile(join(ROOT, ".dockerignore"), "utf8"));

Deno.test("dockerIgnore() decides by the last line that matches", () => {
  const lets = dockerIgnore("*\n!src\n!a/b.ts\n**/*_test.ts\nsrc/x?\n");
  for (const path of ["src", "src/y/x.ts", "a/b.ts", "src/xyz"]) {
    assert.ok(lets(path), path);
  }
  for (const path of ["b", "a/c.ts", "src/y/x_test.ts", "src/xy", "src/x1/y"]) {
    assert.ok(!lets(path), path);
  }
});

Deno.test("what the image is built from is there, and nothing else is sent", async () => {
  const copied = stages.flatMap(({ instructions }) => instructions)
    .filter(({ name, flags }) => name === "COPY" && flags.length === 0)
    .flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1));
  assert.ok(copied.includes("packages"));
  for (const path of copied) {
    assert.ok(existsSync(join(ROOT, path)), path);
    assert.ok(lets(path), path);
  }
  const sent = (await readdir(ROOT)).filter((name) => lets(name));
  assert.deepEqual(
    sent.sort(),
    copied.filter((path) => !path.includes("/")).filter((path, i, all) =>
      all.indexOf(path) === i
    ).sort(),
  );
  for (
    const path of [
      "node_modules/hono/package.json",
      "apps/cli/dist/main.js",
      "apps/cli/sample/meta_Pantry.json.gz",
      "packages/core/src/errors_test.ts",
      "tools/setup.mjs",
      ".git/config",
      "kindred-demo/model/manifest.json",
    ]
  ) assert.ok(!lets(path), path);
});

Deno.test("the image starts Node itself, not as root, and says whether it is ready", async () => {
  const [program, entry, command] = wordsOf(lastOf(image, "ENTRYPOINT"));
  assert.deepEqual([program, command], ["node", "serve"]);
  // Compiled from a source that is sent; and there, where it was compiled.
  const source = entry!.replace("/dist/", "/src/").replace(/\.js$/, ".ts");
  assert.ok(existsSync(join(ROOT, source)), source);
  if (existsSync(join(ROOT, "apps/cli/dist"))) {
    assert.ok(existsSync(join(ROOT, entry!)), entry);
  }
  assert.match(lastOf(image, "USER").rest, /^[1-9]\d*:[1-9]\d*$/);
  assert.equal(lastOf(image, "STOPSIGNAL").rest, "SIGTERM");
  assert.match(lastOf(image, "HEALTHCHECK").rest, /127\.0\.0\.1:8080\/readyz/);
  assert.equal(lastOf(image, "EXPOSE").rest, "8080");
  const compose = await readFile(
    join(ROOT, "apps/recommend/compose.yaml"),
    "utf8",
  );
  const named = /dockerfile: (\S+)/.exec(compose)?.[1];
  assert.equal(named, "apps/recommend/Dockerfile");
});

/** Why the image cannot be built here, or null. */
const obstacle = Deno.env.get("KINDRED_CONTAINER") === undefined
  ? "it installs packages; npx deno task test:container does it"
  : ["node", "npm"].some((name) => spawnSync(name, ["--version"]).status !== 0)
  ? "there is no node and npm on the PATH"
  : null;
if (obstacle !== null) console.log(`skipped, container build: ${obstacle}`);

Deno.test({
  name: "the image's steps, done outside, give a server that drains at SIGTERM",
  ignore: obstacle !== null,
  // What is read of a child ends with it.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: () =>
    withFolder(async (folder) => {
      // Whoever serves is somebody else.
      await chmod(folder, 0o755);
      const context = join(folder, "context");
      await copyContext(context);
      const built = await buildOutside(stages, context, join(folder, "stages"));
      await assertLean(join(built.root, built.workdir));
      const model = join(folder, "out", "model");
      await makeModel(join(folder, "out"));
      const words = [
        ...wordsOf(lastOf(image, "ENTRYPOINT")),
        ...wordsOf(lastOf(image, "CMD")),
      ];
      const user = lastOf(image, "USER").rest;
      const server = await serveAsImage(built, words, user, model);
      const { port, process } = server;
      // Whatever fails below, it must not go on.
      const timer = globalThis.setTimeout(
        () => process.kill("SIGKILL"),
        60_000,
      );
      assert.equal(askHealth(port), 0);
      assert.equal((await similar(port)).length, 3);
      const answer = await answerWhileEnding(port, () => {
        process.kill("SIGTERM");
        return until(() => server.stderr().includes("ending"));
      });
      assert.match(answer, /^HTTP\/1\.1 200/m);
      assert.match(answer, /"items":\[\{/);
      const { code } = await process.status;
      clearTimeout(timer);
      assert.equal(code, 0, server.stderr());
      assert.equal(askHealth(port), 1);
    }),
});

/** Copies what `.dockerignore` lets through. */
async function copyContext(context: string): Promise<void> {
  await mkdir(context);
  const walk = async (path: string): Promise<void> => {
    for (
      const entry of await readdir(join(ROOT, path), { withFileTypes: true })
    ) {
      const inner = path === "" ? entry.name : `${path}/${entry.name}`;
      // Nothing of these is let through; they are only large.
      if (/(^|\/)(node_modules|\.git|dist)$/.test(inner)) continue;
      if (entry.isDirectory()) await walk(inner);
      else if (lets(inner)) {
        await cp(join(ROOT, inner), join(context, inner));
      }
    }
  };
  await walk("");
}

async function makeModel(out: string): Promise<void> {
  const recipe = ["--epochs", "1", "--dimensions", "8"];
  await kindredJson("run", SAMPLE, "--out", out, ...recipe);
  spawnSync("chmod", ["-R", "a=rX", join(out, "model")]);
}

/** Fails where the image holds what serving does not need; tells its size. */
async function assertLean(app: string): Promise<void> {
  const modules = await readdir(join(app, "node_modules"));
  for (const none of ["@tensorflow", "@duckdb", "typescript", "deno", "nx"]) {
    assert.ok(!modules.includes(none), none);
  }
  for (const name of await readdir(join(app, "packages"))) {
    assert.deepEqual((await readdir(join(app, "packages", name))).sort(), [
      "dist",
      "package.json",
    ]);
  }
  const bytes = await sizeOf(app);
  console.log(`the image adds ${(bytes / 1e6).toFixed(0)} MB to its base`);
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += await sizeOf(path);
    else if (entry.isFile()) bytes += (await stat(path)).size;
  }
  return bytes;
}

/** Runs the image's own check of its health, at another port. */
function askHealth(port: number): number | null {
  const [program, ...args] = wordsOf(lastOf(image, "HEALTHCHECK"))
    .map((word) => word.replace("8080", String(port)));
  return spawnSync(program!, args).status;
}

async function similar(port: number): Promise<unknown[]> {
  const response = await fetch(
    `http://127.0.0.1:${port}/v1/items/PANTRY0001/similar?k=3`,
  );
  return (await response.json()).items;
}

/** Begins a question, does `end` in its middle, and returns what is answered. */
async function answerWhileEnding(
  port: number,
  end: () => Promise<void>,
): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  let answer = "";
  socket.on("data", (bytes) => answer += bytes);
  const body = JSON.stringify({ basket: ["PANTRY0001"], k: 3 });
  socket.write(
    `POST /v1/recommend HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n` +
      `Expect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`,
  );
  // It is under way when the server asks for its body.
  await until(() => answer.includes("100 Continue"));
  const closed = once(socket, "close");
  await end();
  socket.write(body);
  await closed;
  return answer;
}

async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 500; i++) {
    if (isSo()) return;
    await setTimeout(20);
  }
  throw new Error("it must come within ten seconds");
}
