import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT, withFolder } from "./_kindred.ts";

/** Runs a shell command as the root of a namespace of its own, where it may mount. */
function inNamespace(command: string, ...args: string[]) {
  try {
    const { code, stdout, stderr } = new Deno.Command("unshare", {
      args: ["-rm", "sh", "-c", command, "sh", ...args],
      cwd: ROOT,
    }).outputSync();
    const decoder = new TextDecoder();
    return {
      code,
      stdout: decoder.decode(stdout),
      stderr: decoder.decode(stderr),
    };
  } catch {
    return { code: -1, stdout: "", stderr: "no unshare" };
  }
}

const MOUNT = 'mount -t tmpfs -o size="$1" none "$2"';

const canMount = inNamespace(`${MOUNT} && touch "$2/x"`, "1M", "/mnt").code ===
  0;
if (!canMount) {
  // deno-lint-ignore no-console -- a skipped test says why
  console.log("skipped: no small file system can be mounted here (unshare)");
}

/** Records of many items, about 100 bytes of catalogue each. */
function records(count: number): string {
  return Array.from({ length: count }, (_, i) => {
    const ids = [1, 7, 31].map((step) => `'i${i * 7919 % count + step}'`);
    return `{'asin': 'i${i}', 'title': 'item ${Math.sin(i)}', ` +
      `'related': {'also_bought': [${ids}]}}\n`;
  }).join("");
}

Deno.test({
  name:
    "kindred ingest on a full disk says so, leaves nothing, and succeeds once there is room",
  ignore: !canMount,
  fn: () =>
    withFolder(async (folder) => {
      const source = join(folder, "meta.json");
      await writeFile(source, records(60_000));
      const disk = join(folder, "disk");
      await mkdir(disk);
      const ingest =
        '"$3" run -A --cached-only --no-check apps/cli/src/main.ts ingest "$4" --out "$2/out"';
      const script = `${MOUNT} && ${ingest}; echo "code $?"; ls -A "$2"
        mount -o remount,size=64M "$2" && ${ingest} --quiet; echo "code $?"; ls -A "$2"`;
      const { stdout, stderr } = inNamespace(
        script,
        "1M",
        disk,
        Deno.execPath(),
        source,
      );
      assert.match(
        stderr,
        /^kindred: Cannot [^\n]*: there must be room on the disk, got [^\n]+\n$/m,
      );
      assert.doesNotMatch(stderr, /defect|\n +at /);
      // After the first run the disk is empty, after the second it has the result.
      assert.match(stdout, /^code 1\n(?!out)[^]*code 0\nout\n$/);
      assert.doesNotMatch(stdout, /partial/);
    }),
});
