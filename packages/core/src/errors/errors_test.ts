import assert from "node:assert/strict";
import {
  ArtifactError,
  ArtifactVersionError,
  EngineUnavailableError,
  KindredError,
  OutOfRoomError,
  TrainingDivergedError,
  UnknownItemError,
  UntrainedItemError,
} from "../mod.ts";

/** Checks class, name, message and fields of an error. */
function assertError(
  error: Error,
  name: string,
  message: string,
  fields: Record<string, unknown>,
): void {
  assert.ok(error instanceof KindredError);
  assert.equal(error.name, name);
  assert.equal(error.message, message);
  for (const [field, value] of Object.entries(fields)) {
    assert.deepEqual(error[field as keyof Error], value, field);
  }
}

Deno.test("KindredError keeps its message and cause", () => {
  const cause = new Error("disk full");
  const error = new KindredError("Cannot write", { cause });
  assertError(error, "KindredError", "Cannot write", { cause });
  assert.ok(error instanceof Error);
});

Deno.test("ArtifactError carries the path and the cause", () => {
  const cause = new Error("no such file");
  assertError(
    new ArtifactError("Cannot read it", "/data/run", { cause }),
    "ArtifactError",
    "Cannot read it",
    { path: "/data/run", cause },
  );
});

Deno.test("ArtifactVersionError carries both versions and is an ArtifactError", () => {
  const error = new ArtifactVersionError("/data/run", 3, 1);
  assert.ok(error instanceof ArtifactError);
  assertError(
    error,
    "ArtifactVersionError",
    'Cannot read "/data/run": its format version must be at most 1, got 3 (made by a newer Kindred)',
    { path: "/data/run", found: 3, supported: 1 },
  );
});

Deno.test("EngineUnavailableError says what was asked for and what is missing", () => {
  assertError(
    new EngineUnavailableError("cuda", "a GPU must be present", "none"),
    "EngineUnavailableError",
    "Cannot train on cuda: a GPU must be present, got none",
    { requested: "cuda" },
  );
});

Deno.test("TrainingDivergedError says where and with what loss", () => {
  assertError(
    new TrainingDivergedError({ epoch: 2, pairsDone: 4096, meanLoss: NaN }),
    "TrainingDivergedError",
    "Cannot continue training at epoch 2, pair 4096: loss must be finite, got NaN; a lower learning rate or more regularization may help",
    { epoch: 2, pairsDone: 4096, meanLoss: NaN },
  );
});

Deno.test("UnknownItemError names near ids only where there are some", () => {
  assertError(
    new UnknownItemError("B00"),
    "UnknownItemError",
    'Cannot find the item: its id must be in the catalogue, got "B00"',
    { itemId: "B00", similarIds: [] },
  );
  assertError(
    new UnknownItemError("B00", ["B01", "B02"]),
    "UnknownItemError",
    'Cannot find the item: its id must be in the catalogue, got "B00"; nearest "B01", "B02"',
    { itemId: "B00", similarIds: ["B01", "B02"] },
  );
});

Deno.test("UntrainedItemError names the item", () => {
  assertError(
    new UntrainedItemError("B00"),
    "UntrainedItemError",
    'Cannot recommend for "B00": an item must be in at least one training pair, got none',
    { itemId: "B00" },
  );
});

Deno.test("OutOfRoomError says what there was too little of", () => {
  assertError(
    new OutOfRoomError('write "split"', "disk", "ENOSPC"),
    "OutOfRoomError",
    'Cannot write "split": there must be room on the disk, got ENOSPC',
    { room: "disk" },
  );
  assertError(
    new OutOfRoomError("go on", "memory", "1 GiB used"),
    "OutOfRoomError",
    "Cannot go on: the work must fit into the memory limit, got 1 GiB used",
    { room: "memory" },
  );
});
