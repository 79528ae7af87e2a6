import { join } from "node:path";
import type { BuiltStage } from "./_build_outside.ts";

/** A server that was started as the image starts it. */
export interface ServedImage {
  /** The port that it took. */
  port: number;
  process: Deno.ChildProcess;
  /** All that it has written to stderr so far. */
  stderr(): string;
}

/**
 * Starts the command of an image as the user that it names, with a free port.
 *
 * @param image The stage that was built.
 * @param words `ENTRYPOINT` and `CMD`.
 * @param user `USER`: two numbers.
 * @param model The folder that is mounted as `/model`.
 */
export async function serveAsImage(
  image: BuiltStage,
  words: readonly string[],
  user: string,
  model: string,
): Promise<ServedImage> {
  const [program, ...args] = words.map((word) =>
    word === "/model" ? model : word
  );
  const [uid, gid] = user.split(":").map(Number);
  const process = new Deno.Command(program!, {
    args: [...args, "--port", "0"],
    cwd: join(image.root, image.workdir),
    clearEnv: true,
    env: { PATH: Deno.env.get("PATH")!, ...image.env },
    // Only root may become somebody else.
    ...Deno.uid() === 0 ? { uid: uid!, gid: gid! } : {},
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let stderr = "";
  void (async () => {
    for await (const piece of process.stderr.pipeThrough(decoder())) {
      stderr += piece;
    }
  })();
  let stdout = "";
  const port = await new Promise<number>((resolve, reject) => {
    void (async () => {
      for await (const piece of process.stdout.pipeThrough(decoder())) {
        stdout += piece;
        const found = /at http:\/\/[\d.]+:(\d+)/.exec(stdout);
        if (found !== null) resolve(Number(found[1]));
      }
      reject(new Error(`it must serve, got ${stdout}${stderr}`));
    })();
  });
  return { port, process, stderr: () => stderr };
}

const decoder = () => new TextDecoderStream();
