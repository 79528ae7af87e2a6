import type { Recommender } from "@kindred/recommender";
import type { Context, MiddlewareHandler } from "hono";
import type { AppEnv } from "../app_env.ts";
import type { AnswerCache } from "./answer_cache.ts";
import {
  type JsonAnswer,
  type JsonText,
  jsonText,
  sendText,
} from "./send_json.ts";

/** The longest question whose answer is kept, in UTF-16 code units. */
const LONGEST_QUESTION = 2000;

/** Gives answers of the model: kept ones at once, others when it is their turn. */
export class AnswerDesk {
  readonly #cache: AnswerCache;
  /** Numbers of models: what one has answered is no answer of another. */
  readonly #numbers = new WeakMap<Recommender, number>();
  #nextNumber = 0;

  constructor(cache: AnswerCache) {
    this.#cache = cache;
  }

  /**
   * Answers what has been asked before by the same address, without a look at it: only
   * what was allowed is kept.
   */
  readonly answerAgain: MiddlewareHandler<AppEnv> = async (c, next) => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD") return await next();
    const { recommender } = await c.get("model")();
    const kept = this.#kept(recommender, addressOf(c));
    if (kept === undefined) return await next();
    c.header("Server-Timing", "cache");
    return sendText(c, kept, 200);
  };

  /**
   * Answers a request.
   *
   * @param c The request.
   * @param question What is asked, whole: two of the same text have the same answer.
   * Null where the address says it all.
   * @param work Finds the answer.
   */
  async answer<T>(
    c: Context<AppEnv>,
    question: string | null,
    work: (recommender: Recommender) => Promise<T>,
  ): Promise<JsonAnswer<T>> {
    const { recommender } = await c.get("model")();
    // By its address, it was looked for before.
    const kept = question === null
      ? undefined
      : this.#kept(recommender, question);
    if (kept !== undefined) {
      c.header("Server-Timing", "cache");
      return sendText(c, kept, 200);
    }
    const begin = performance.now();
    const json = await c.get("admit")(async () =>
      jsonText(await work(recommender))
    );
    // In a header: a body that told the time would never equal the last one.
    const milliseconds = (performance.now() - begin).toFixed(1);
    c.header("Server-Timing", `model;dur=${milliseconds}`);
    this.#keep(recommender, question ?? addressOf(c), json);
    return sendText(c, json, 200);
  }

  #kept(recommender: Recommender, question: string): JsonText | undefined {
    if (question.length > LONGEST_QUESTION) return undefined;
    return this.#cache.get(this.#keyOf(recommender, question));
  }

  #keep(
    recommender: Recommender,
    question: string,
    json: JsonText,
  ): void {
    if (question.length > LONGEST_QUESTION) return;
    this.#cache.set(this.#keyOf(recommender, question), json);
  }

  #keyOf(recommender: Recommender, question: string): string {
    let number = this.#numbers.get(recommender);
    if (number === undefined) {
      // Nobody will ask the model before again: its answers only take room.
      this.#cache.clear();
      number = this.#nextNumber++;
      this.#numbers.set(recommender, number);
    }
    return `${number} ${question}`;
  }
}

/** The path and the query of a request. */
function addressOf({ req: { url } }: Context<AppEnv>): string {
  return url.slice(url.indexOf("/", url.indexOf("//") + 2));
}
