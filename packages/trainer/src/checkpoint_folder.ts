import { ArtifactError, SOFTWARE } from "@kindred/core";
import {
  type Artifact,
  type ArtifactPlan,
  type Manifest,
  openArtifact,
  readJson,
  readSafetensors,
  sameJson,
  type Tensor,
  writeArtifact,
  writeJson,
  writeSafetensors,
} from "@kindred/core/artifact";
import { mkdir, rm, rmdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { BestSoFar, Checkpoint } from "./checkpoint.ts";

/** Names of the files in a checkpoint. */
const FILES = {
  /** The learner's tensors. */
  state: "state.safetensors",
  /** Everything else, as JSON. */
  position: "position.json",
} as const;

/** What a checkpoint says beside its tensors. */
type Position = Omit<Checkpoint, "state" | "best"> & {
  best: Omit<BestSoFar, "state"> | null;
};

/**
 * The checkpoints of a run that is being made, in a folder beside it: `last`, and
 * `best` where early stopping is on. Each is an artifact of its own, so a crash
 * leaves the one before.
 */
export class CheckpointFolder {
  /** Where they are: the run's folder with `.checkpoints` added. */
  readonly directory: string;
  readonly #plan: ArtifactPlan;
  /** Epoch of the best model that is on the disk. */
  #bestEpoch: number | undefined;

  /**
   * Names the folder; nothing is read or written yet.
   *
   * @param run What identifies the run.
   * @param out The run's folder.
   */
  constructor(run: ArtifactPlan, out: string) {
    this.directory = `${out.replace(/[/\\]+$/, "")}.checkpoints`;
    this.#plan = { ...run, kind: "checkpoint" };
  }

  /** Whether there is something to go on from, of whatever run. */
  async exists(): Promise<boolean> {
    return await stat(this.#path("last")).then(() => true, () => false);
  }

  /**
   * Reads the last checkpoint.
   *
   * @returns It, or null where there is none.
   * @throws {ArtifactError} If it is damaged, or of other data, other options or
   * another version of the software.
   */
  async read(): Promise<Checkpoint | null> {
    if (!await this.exists()) return null;
    const last = await this.#open("last");
    const { best, ...position } = await readPosition(last);
    const state = await readState(last);
    if (best === null) return { ...position, state, best };
    this.#bestEpoch = best.epoch;
    const ofBest = await readState(await this.#open("best"));
    return { ...position, state, best: { ...best, state: ofBest } };
  }

  /**
   * Writes a checkpoint in place of the one before.
   *
   * @throws {OutOfRoomError} If the disk is full: the one before is still there.
   */
  async write({ state, best, ...position }: Checkpoint): Promise<void> {
    await mkdir(this.directory, { recursive: true });
    const bestPosition = best && { epoch: best.epoch, rocAuc: best.rocAuc };
    const whole: Position = { ...position, best: bestPosition };
    // The best first: the last one must never name a best that is not there.
    if (best !== null && best.epoch !== this.#bestEpoch) {
      await this.#writeOne("best", whole, best.state);
      this.#bestEpoch = best.epoch;
    }
    await this.#writeOne("last", whole, state);
  }

  /** Removes the checkpoints, as when the run is whole. */
  async remove(): Promise<void> {
    for (const name of ["last", "best"] as const) {
      await rm(this.#path(name), { recursive: true, force: true });
    }
    // Where somebody put something of their own, it stays.
    await rmdir(this.directory).catch(() => {});
  }

  async #writeOne(
    name: "last" | "best",
    position: Position,
    state: Record<string, Tensor>,
  ): Promise<void> {
    await writeArtifact(this.#path(name), this.#plan, async (directory) => {
      await writeSafetensors(join(directory, FILES.state), state);
      await writeJson(join(directory, FILES.position), position);
      return { epoch: position.epoch, pieces: position.pieces };
    }, { force: true });
  }

  /** Opens a checkpoint that this run may go on from. */
  async #open(name: "last" | "best"): Promise<Artifact> {
    const path = this.#path(name);
    const checkpoint = await openArtifact(path, "checkpoint");
    const found = differenceOf(checkpoint.manifest, this.#plan);
    if (found === undefined) return checkpoint;
    throw new ArtifactError(
      `Cannot go on from "${path}": it must be of the same split, options and version, got ${found}; --force begins anew`,
      path,
    );
  }

  #path(name: "last" | "best"): string {
    return join(this.directory, name);
  }
}

/** Says in what a checkpoint differs from the run that it is to be of. */
function differenceOf(
  { options, inputs, software }: Manifest,
  plan: ArtifactPlan,
): string | undefined {
  for (const name of Object.keys({ ...options, ...plan.options })) {
    const [held, wanted] = [options[name], plan.options[name]];
    if (!sameJson(held, wanted)) {
      return `${name} ${JSON.stringify(held)} instead of ${
        JSON.stringify(wanted)
      }`;
    }
  }
  const hashes = (made: Manifest["inputs"]): string[] =>
    made.map(({ sha256 }) => sha256);
  if (!sameJson(hashes(inputs), hashes(plan.inputs))) return "another split";
  return software === SOFTWARE ? undefined : software;
}

async function readState(
  { directory }: Artifact,
): Promise<Record<string, Tensor>> {
  const { tensors } = await readSafetensors(join(directory, FILES.state));
  return tensors;
}

async function readPosition({ directory }: Artifact): Promise<Position> {
  return await readJson(join(directory, FILES.position)) as Position;
}
