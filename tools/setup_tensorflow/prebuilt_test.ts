import assert from "node:assert/strict";
import { prebuiltObstacle } from "./prebuilt.ts";

Deno.test("prebuiltObstacle() is null where a host answers, else says which does not", async () => {
  const server = Deno.serve(
    { port: 0, onListen: () => {} },
    () => new Response("", { status: 404 }),
  );
  const here = `http://localhost:${server.addr.port}/`;
  const obstacle = await prebuiltObstacle("cpu", here);
  await server.shutdown();
  if (obstacle === "its script needs Node, and there is none") return;
  assert.equal(obstacle, null);
  assert.equal(
    await prebuiltObstacle("cpu", here),
    `its host ${here} cannot be reached`,
  );
});
