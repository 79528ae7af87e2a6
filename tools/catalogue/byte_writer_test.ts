import assert from "node:assert/strict";
import { ByteWriter } from "./byte_writer.ts";
import { ItemIds } from "./item_ids.ts";

Deno.test("ByteWriter gathers texts, bytes and ids in order, as UTF-8", () => {
  const out = new ByteWriter();
  out.text("é");
  out.byte(0x2c);
  out.copy(Uint8Array.of(0x61, 0x62));
  out.id(new ItemIds(1, "asin"), 3);
  assert.match(new TextDecoder().decode(out.take()), /^é,abB00\w{7}$/);
  assert.equal(out.length, 0);
});

Deno.test("ByteWriter.take() gives a piece that later writing leaves alone", () => {
  const out = new ByteWriter();
  out.text("first");
  const piece = out.take();
  out.text("other");
  assert.equal(new TextDecoder().decode(piece), "first");
});

Deno.test("ByteWriter.isFull says so while a record still has room", () => {
  const out = new ByteWriter();
  const line = new Uint8Array(1000);
  while (!out.isFull) out.copy(line);
  assert.ok(out.bytes.length - out.length > 60_000);
});
