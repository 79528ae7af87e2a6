import assert from "node:assert/strict";
import { homedir } from "node:os";
import { join } from "node:path";
import { tensorflowHome } from "./tensorflow_home.ts";

Deno.test("tensorflowHome() lies in the folder for caches, or where it is told", () => {
  const home = homedir();
  const cases: [Record<string, string>, string, string][] = [
    [{}, "linux", join(home, ".cache/kindred/tensorflow")],
    [{ XDG_CACHE_HOME: "" }, "linux", join(home, ".cache/kindred/tensorflow")],
    [{ XDG_CACHE_HOME: "/c" }, "linux", "/c/kindred/tensorflow"],
    [{}, "darwin", join(home, "Library/Caches/kindred/tensorflow")],
    [{ LOCALAPPDATA: "/l" }, "win32", "/l/kindred/tensorflow"],
    [{ KINDRED_TENSORFLOW_HOME: "/t", XDG_CACHE_HOME: "/c" }, "linux", "/t"],
  ];
  for (const [environment, platform, expected] of cases) {
    assert.equal(tensorflowHome(environment, platform), expected);
  }
});
