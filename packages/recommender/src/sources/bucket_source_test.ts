import assert from "node:assert/strict";
import { FILES, sourceSpec } from "./_source_spec.ts";
import { type Bucket, bucketSource } from "./bucket_source.ts";

/** A bucket of {@linkcode FILES} under a prefix, as R2 answers. */
function bucketOf(
  prefix: string,
  { etag, asked = [] }: { etag?: () => string; asked?: string[] } = {},
): Bucket {
  const find = (key: string) => {
    asked.push(key);
    return Object.entries(FILES).find(([name]) => key === prefix + name)?.[1];
  };
  const told = (bytes: Uint8Array) => ({
    size: bytes.length,
    ...etag === undefined ? {} : { etag: etag() },
  });
  return {
    // deno-lint-ignore require-await -- as R2 does
    async head(key) {
      const bytes = find(key);
      return bytes === undefined ? null : told(bytes);
    },
    // deno-lint-ignore require-await -- as R2 does
    async get(key, { range: { offset, length } }) {
      const bytes = find(key);
      if (bytes === undefined) return null;
      // R2 refuses a part that begins behind the end.
      assert.ok(offset < bytes.length && length > 0);
      const part = bytes.slice(offset, offset + length);
      return { ...told(bytes), arrayBuffer: async () => await part.buffer };
    },
  };
}

Deno.test("bucketSource() is a source", async () => {
  await sourceSpec(bucketSource(bucketOf("")));
  await sourceSpec(
    bucketSource(bucketOf("shop/v1/", { etag: () => "a" }), {
      prefix: "shop/v1/",
    }),
  );
});

Deno.test("bucketSource() asks once how long a file is", async () => {
  const asked: string[] = [];
  const source = bucketSource(bucketOf("", { asked }));
  await Promise.all([source.size("items.ndjson"), source.size("items.ndjson")]);
  await source.read("items.ndjson", 1, 3);
  assert.deepEqual(asked, ["items.ndjson", "items.ndjson"]);
});

Deno.test("bucketSource() refuses a file that changes under it", async () => {
  let version = 1;
  const source = bucketSource(bucketOf("", { etag: () => `${version}` }));
  await source.read("items.ndjson", 0, 9);
  version = 2;
  await assert.rejects(source.read("items.ndjson", 0, 9), {
    name: "ArtifactError",
    path: "items.ndjson",
    message:
      'Cannot read "items.ndjson": it must not change while the model is in use, got another version',
  });
  const gone = bucketSource({
    head: bucketOf("").head,
    get: () => Promise.resolve(null),
  });
  await assert.rejects(gone.read("items.ndjson", 0, 9), {
    name: "ArtifactError",
    message: /got no such file$/,
  });
});

Deno.test("bucketSource() throws ModelUnreachableError for a bucket that cannot, and asks again later", async () => {
  const bucket = bucketOf("m/");
  let down = true;
  const source = bucketSource({
    head: (key) =>
      down ? Promise.reject(new Error("too many")) : bucket.head(key),
    get: (key, options) =>
      bucket.get(key, {
        range: { ...options.range, length: options.range.length - 1 },
      }),
  }, { prefix: "m/" });
  await assert.rejects(source.size("items.ndjson"), {
    name: "ModelUnreachableError",
    message:
      'Cannot read "m/items.ndjson": its bucket must answer, got too many',
  });
  down = false;
  assert.equal(await source.size("items.ndjson"), 1000);
  await assert.rejects(source.read("items.ndjson", 0, 9), {
    name: "ModelUnreachableError",
    message:
      'Cannot read "m/items.ndjson": its bucket must give the 9 bytes that were asked for, got 8',
  });
});
