/**
 * The process that `kindred bench serve` measures: serves a model, and beside it a bare
 * route with an answer as long, until its standard input ends. Says where on standard
 * output.
 *
 * @module
 */
import { createApp } from "@kindred/recommend";
import { serve } from "@kindred/recommend/serve";
import { openModelFolder } from "@kindred/recommender/folder";
import { Hono } from "hono";
import process from "node:process";
import type { ServingPorts } from "./serving_message.ts";

const [directory, address] = process.argv.slice(2) as [string, string];
const recommender = await openModelFolder(directory);
const kept = createApp(recommender);
const answer = await (await kept.request(address)).json();
const bare = new Hono();
bare.get("/v1/items/:id/similar", (c) => c.json(answer));
const apps = {
  bare,
  kept,
  found: createApp(recommender, { cacheBytes: 0 }),
};
const servers = await Promise.all(
  Object.values(apps).map((app) => serve(app, { port: 0 })),
);
const ports = Object.fromEntries(
  Object.keys(apps).map((name, i) => [name, servers[i]!.port]),
) as unknown as ServingPorts;
process.stdout.write(`${JSON.stringify(ports)}\n`);
process.stdin.resume();
process.stdin.once("end", () => process.exit());
