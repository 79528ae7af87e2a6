import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { hasWrk, openLoad, parseWrk } from "./load.ts";

const PRINTED = `Running 3s test @ http://127.0.0.1:9001
  1 threads and 16 connections
  Latency Distribution
     50%  740.00us
     75%    1.10ms
     90%    2.20ms
     99%    1.25s 
  71230 requests in 3.00s, 12.00MB read
  Socket errors: connect 0, read 3, write 0, timeout 2
  Non-2xx or 3xx responses: 7
Requests/sec:  23743.31
Transfer/sec:      4.00MB
`;

Deno.test("parseWrk() reads rates, times in any unit, and what failed", () => {
  assert.deepEqual(parseWrk(PRINTED.replaceAll("s \n", "s\n")), {
    requestsPerSecond: 23743.31,
    p50: 0.74,
    p99: 1250,
    failed: 12,
  });
});

Deno.test("parseWrk() throws KindredError if a figure is missing", () => {
  assert.throws(() => parseWrk("unable to connect"), {
    name: "KindredError",
    message:
      /^Cannot bench serving: wrk must print .*, got "unable to connect"$/,
  });
});

if (!hasWrk()) {
  // deno-lint-ignore no-console -- a skipped test says why
  console.log("skipped, load: wrk is not installed");
}

Deno.test({
  name: "openLoad() asks for each address in turn, whatever it holds",
  ignore: !hasWrk(),
  async fn() {
    const seen = new Set<string>();
    const server = createServer((request, response) => {
      seen.add(request.url!);
      response.end();
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const addresses = ["/a?k=1", "/b%2Fc", '/d"\\\\e'];
    const load = await openLoad(addresses);
    const { port } = server.address() as AddressInfo;
    const figures = await load.run(port, { connections: 2, seconds: 1 });
    await load.close();
    server.close();
    server.closeAllConnections();
    assert.deepEqual([...seen].sort(), [...addresses].sort());
    assert.equal(figures.failed, 0);
    assert.ok(figures.requestsPerSecond > 3);
    assert.ok(figures.p50 <= figures.p99);
  },
});
