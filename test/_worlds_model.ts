import { join } from "node:path";
import { kindredJson, withFolder } from "./_kindred.ts";
import { writeTwoWorlds } from "./_two_worlds.ts";

/** Trains and exports a model of the two worlds, and hands its folder to `use`. */
export async function withWorldsModel(
  use: (model: string) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    const source = join(folder, "worlds.json");
    const out = join(folder, "out");
    await writeTwoWorlds(source);
    const recipe = ["--dimensions", "16", "--epochs", "60", "--seed", "3"];
    await kindredJson("run", source, "--out", out, ...recipe);
    await use(join(out, "model"));
  });
}

/** A question to the API, by its path and what is sent with it. */
export type Question = readonly [path: string, body?: unknown];

/** Questions of every kind, with and without an answer, about the two worlds. */
export const QUESTIONS: readonly Question[] = [
  ["/v1/items/TEA03"],
  ["/v1/items/TEA03/similar?k=5"],
  ["/v1/items/NUT07/similar?k=20&max_price=6&explain=true&at_most_brand=3"],
  ["/v1/items/TEA3"],
  ["/v1/items/TEA03/similar?k=none"],
  ["/v1/items?q=earls%20tee%203"],
  ["/v1/items?limit=7"],
  ["/v1/recommend", { basket: ["TEA01", "TEA02", "unknown"], k: 6 }],
  ["/v1/recommend", { basket: ["TEA01", "NUT02"], k: 4, diversity: 0.4 }],
  ["/v1/batch", { ids: ["TEA01", "NUT02", "unknown"], k: 3 }],
  ["/v1/model"],
  ["/openapi.json"],
  ["/docs"],
  ["/"],
  ["/?q=nut"],
  ["/items/NUT01"],
  ["/basket?basket=TEA01&basket=TEA02"],
  ["/model"],
  ["/style.css"],
  ["/nowhere"],
];

/** Makes a request of a question. */
export function requestOf([path, body]: Question, origin: string): Request {
  return new Request(
    origin + path,
    body === undefined ? {} : {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    },
  );
}

/** What of an answer must be the same wherever it is given. */
export async function essenceOf(response: Response) {
  const { status, headers } = response;
  const type = headers.get("Content-Type");
  const tag = headers.get("ETag");
  return { status, type, tag, text: await response.text() };
}
