/** `kindred inspect`: shows what a folder holds. @module */
import { openArtifact, verifyArtifact } from "@kindred/core/artifact";
import { defineCommand } from "../define_command.ts";
import { formatCount, formatTable } from "../terminal/format.ts";

export default defineCommand({
  summary: "show what a folder holds",
  operands: { name: "ARTIFACT", min: 1, max: 1 },
  flags: {
    verify: { kind: "switch", help: "compare every file with its hash" },
  },
  examples: ["inspect kindred-demo/model --verify"],
  async run([directory], { verify }, { print }) {
    const artifact = await openArtifact(directory!, "any");
    if (verify) await verifyArtifact(artifact);
    const { manifest } = artifact;
    print(
      `${manifest.kind}, format ${manifest.formatVersion}, written by ${manifest.software}`,
    );
    for (const [name, count] of Object.entries(manifest.counts)) {
      print(`  ${name}: ${formatCount(count)}`);
    }
    print("options");
    for (const [name, value] of Object.entries(manifest.options)) {
      print(`  ${name}: ${JSON.stringify(value)}`);
    }
    print("made from");
    for (const { kind, path, sha256 } of manifest.inputs) {
      print(`  ${kind} ${path} (sha256 ${sha256.slice(0, 12)}…)`);
    }
    print(
      verify ? "files, every hash as written" : "files, every size as written",
    );
    const files = Object.entries(manifest.files).map(([name, file]) => [
      name,
      formatCount(file.bytes),
      file.sha256.slice(0, 12) + "…",
    ]);
    for (const line of formatTable([["name", "bytes", "sha256"], ...files])) {
      print("  " + line);
    }
    return { directory, verified: verify, ...manifest };
  },
});
